import { it } from "vitest";
import { useTestDatabase } from "../setup/test-database.ts";
import { MODEL_RUNS, MODEL_SEED } from "./model-runs.ts";
import { runModel } from "./run-model.ts";
import { PLAIN_SHOP } from "./story.ts";

const { db } = useTestDatabase();

it("whatever happens to orders and batches, in whatever order it is told, all sums hold", async () => {
  await runModel(db, { shape: PLAIN_SHOP, runs: MODEL_RUNS / 2, seed: MODEL_SEED });
});
