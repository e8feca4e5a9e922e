import { batch, batchPage, createBatchBody, listBatchesQuery } from "#app/contracts/batch.ts";
import { batchProblem } from "#app/contracts/batch-refusal.ts";
import { badCursor, endpoint, reads, sends, writes } from "#app/contracts/endpoint.ts";
import { createBatch } from "#app/services/create-batch.ts";
import { listBatches } from "#app/services/list-batches.ts";
import { authenticateAdmin } from "#app/shopify.server.ts";

const api = endpoint(authenticateAdmin, {
  GET: reads(listBatchesQuery, async ({ ctx, input }) => {
    const result = await listBatches(ctx, input);
    return result.ok ? sends(batchPage, result.page) : badCursor();
  }),
  POST: writes(createBatchBody, async ({ ctx, actor, input }) => {
    const result = await createBatch(ctx, input, actor);
    return result.ok ? sends(batch, result.batch, 201) : batchProblem(result.error);
  }),
});

export const loader = api.loader;
export const action = api.action;
