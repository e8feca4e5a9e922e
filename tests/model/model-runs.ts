/** Stories that a run of the model tries; `MODEL_RUNS=100000 npm test -- model` is a long one. */
export const MODEL_RUNS = Number(process.env["MODEL_RUNS"] ?? 2_000);

/** The same stories every time, so that a red run is red again; `MODEL_SEED=$RANDOM` tries others. */
export const MODEL_SEED = Number(process.env["MODEL_SEED"] ?? 20_261_125);
