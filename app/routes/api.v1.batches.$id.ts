import { batch, changeBatchBody } from "#app/contracts/batch.ts";
import { batchNotFound, batchProblem } from "#app/contracts/batch-refusal.ts";
import { endpoint, noQuery, reads, sends, writes } from "#app/contracts/endpoint.ts";
import { changeBatch } from "#app/services/change-batch.ts";
import { getBatch } from "#app/services/get-batch.ts";
import { authenticateAdmin } from "#app/shopify.server.ts";

const api = endpoint(authenticateAdmin, {
  GET: reads(noQuery, async ({ ctx, params }) => {
    const found = await getBatch(ctx, params["id"] ?? "");
    return found === null ? batchNotFound() : sends(batch, found);
  }),
  PATCH: writes(changeBatchBody, async ({ ctx, actor, params, input }) => {
    const result = await changeBatch(ctx, params["id"] ?? "", input, actor);
    return result.ok ? sends(batch, result.batch) : batchProblem(result.error);
  }),
});

export const loader = api.loader;
export const action = api.action;
