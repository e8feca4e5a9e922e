import { batchProblem } from "#app/contracts/batch-refusal.ts";
import { endpoint, sends, writes } from "#app/contracts/endpoint.ts";
import { undoActBody, undoneAct } from "#app/contracts/manual-acts.ts";
import { undoAct } from "#app/services/undo-act.ts";
import { authenticateAdmin } from "#app/shopify.server.ts";

const api = endpoint(authenticateAdmin, {
  POST: writes(undoActBody, async ({ ctx, actor, params, input }) => {
    const result = await undoAct(ctx, params["id"] ?? "", input, actor);
    return result.ok ? sends(undoneAct, result, 201) : batchProblem(result.error);
  }),
});

export const loader = api.loader;
export const action = api.action;
