import { endpoint, sends, writes } from "#app/contracts/endpoint.ts";
import { problemResponse } from "#app/contracts/problem.ts";
import { batchesNotFound } from "#app/contracts/recall-answers.ts";
import { launchedRecall, launchRecallBody } from "#app/contracts/recall.ts";
import { launchRecall } from "#app/services/launch-recall.ts";
import { authenticateAdmin } from "#app/shopify.server.ts";

const api = endpoint(authenticateAdmin, {
  POST: writes(launchRecallBody, async ({ ctx, actor, input }) => {
    const result = await launchRecall(ctx, input, actor);
    switch (result.outcome) {
      case "launched":
        return sends(launchedRecall, result.recall, 201);
      case "repeated":
        return sends(launchedRecall, result.recall);
      case "key_reused": {
        const { id, number } = result.recall;
        return problemResponse(
          "key_reused",
          `This idempotency key launched ${number} with another request. Use a new key for a new recall.`,
          {
            errors: [{ path: "idempotencyKey", message: "was used with another request" }],
            recall: { id, number },
          },
        );
      }
      case "unknown_batches":
        return batchesNotFound(input.batchIds, result.batchIds);
    }
  }),
});

export const loader = api.loader;
export const action = api.action;
