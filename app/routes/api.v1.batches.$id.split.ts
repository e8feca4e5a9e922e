import { batchProblem } from "#app/contracts/batch-refusal.ts";
import { endpoint, sends, writes } from "#app/contracts/endpoint.ts";
import { splitBatchBody, splitBatch as splitAnswer } from "#app/contracts/manual-acts.ts";
import { splitBatch } from "#app/services/split-batch.ts";
import { authenticateAdmin } from "#app/shopify.server.ts";

const api = endpoint(authenticateAdmin, {
  POST: writes(splitBatchBody, async ({ ctx, actor, params, input }) => {
    const result = await splitBatch(ctx, params["id"] ?? "", input, actor);
    return result.ok ? sends(splitAnswer, result, 201) : batchProblem(result.error);
  }),
});

export const loader = api.loader;
export const action = api.action;
