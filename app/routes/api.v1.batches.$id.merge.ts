import { batchProblem } from "#app/contracts/batch-refusal.ts";
import { endpoint, sends, writes } from "#app/contracts/endpoint.ts";
import { mergeBatchesBody, mergedBatch } from "#app/contracts/manual-acts.ts";
import { mergeBatches } from "#app/services/merge-batches.ts";
import { authenticateAdmin } from "#app/shopify.server.ts";

const api = endpoint(authenticateAdmin, {
  POST: writes(mergeBatchesBody, async ({ ctx, actor, params, input }) => {
    const result = await mergeBatches(ctx, params["id"] ?? "", input, actor);
    return result.ok ? sends(mergedBatch, result, 201) : batchProblem(result.error);
  }),
});

export const loader = api.loader;
export const action = api.action;
