import { batchProblem } from "#app/contracts/batch-refusal.ts";
import { endpoint, sends, writes } from "#app/contracts/endpoint.ts";
import { countBatchBody, countedBatch } from "#app/contracts/manual-acts.ts";
import { countBatch } from "#app/services/count-batch.ts";
import { authenticateAdmin } from "#app/shopify.server.ts";

const api = endpoint(authenticateAdmin, {
  POST: writes(countBatchBody, async ({ ctx, actor, params, input }) => {
    const result = await countBatch(ctx, params["id"] ?? "", input, actor);
    return result.ok ? sends(countedBatch, result, 201) : batchProblem(result.error);
  }),
});

export const loader = api.loader;
export const action = api.action;
