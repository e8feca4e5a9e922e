import { it } from "vitest";
import { useTestDatabase } from "../setup/test-database.ts";
import { MODEL_RUNS, MODEL_SEED } from "./model-runs.ts";
import { runModel } from "./run-model.ts";

const { db } = useTestDatabase();

it("whatever happens to orders and batches, in whatever order it is told, all sums hold (first half)", async () => {
  await runModel(db, { runs: MODEL_RUNS / 2, seed: MODEL_SEED });
});
