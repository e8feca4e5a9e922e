import { endpoint, sends, writes } from "#app/contracts/endpoint.ts";
import { problemResponse } from "#app/contracts/problem.ts";
import { recallNotFound } from "#app/contracts/recall-answers.ts";
import { changeRecallBody, recall, recallMove } from "#app/contracts/recall.ts";
import { isOurId } from "#app/domain/our-id.ts";
import { changeRecallStatus } from "#app/services/change-recall-status.ts";
import { getRecall } from "#app/services/get-recall.ts";
import { authenticateAdmin } from "#app/shopify.server.ts";

const api = endpoint(authenticateAdmin, {
  POST: writes(changeRecallBody, async ({ ctx, actor, params, input }) => {
    const id = params["id"] ?? "";
    const move = recallMove.safeParse(params["move"]);
    if (!move.success) return problemResponse("not_found", "There is no such path.");
    if (!isOurId(id)) return recallNotFound();
    const result = await changeRecallStatus(ctx, id, move.data, input, actor);
    switch (result.outcome) {
      case "moved": {
        const found = await getRecall(ctx, id);
        return found === null ? recallNotFound() : sends(recall, found);
      }
      case "not_found":
        return recallNotFound();
      case "not_allowed":
        return problemResponse(
          "move_not_allowed",
          `The recall is ${result.status} and cannot be moved so (${move.data}).`,
          { currentStatus: result.status },
        );
    }
  }),
});

export const loader = api.loader;
export const action = api.action;
