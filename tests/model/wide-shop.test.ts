import { it } from "vitest";
import { useTestDatabase } from "../setup/test-database.ts";
import { MODEL_RUNS, MODEL_SEED } from "./model-runs.ts";
import { runModel } from "./run-model.ts";
import { WIDE_SHOP } from "./story.ts";

const { db } = useTestDatabase();

it("whatever happens in a shop with three locations and a set sold as one SKU, all sums hold", async () => {
  await runModel(db, { shape: WIDE_SHOP, runs: MODEL_RUNS / 2, seed: MODEL_SEED + 1 });
});
