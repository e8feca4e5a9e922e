import { endpoint, sends, writes } from "#app/contracts/endpoint.ts";
import { batchesNotFound } from "#app/contracts/recall-answers.ts";
import { previewRecallBody, recallPreview } from "#app/contracts/recall.ts";
import { previewRecall } from "#app/services/preview-recall.ts";
import { authenticateAdmin } from "#app/shopify.server.ts";

const api = endpoint(authenticateAdmin, {
  POST: writes(previewRecallBody, async ({ ctx, input }) => {
    const result = await previewRecall(ctx, input);
    switch (result.outcome) {
      case "counted":
        return sends(recallPreview, result.scope);
      case "unknown_batches":
        return batchesNotFound(input.batchIds, result.batchIds);
    }
  }),
});

export const loader = api.loader;
export const action = api.action;
