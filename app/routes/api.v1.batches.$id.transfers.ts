import { batch, transferUnitsBody } from "#app/contracts/batch.ts";
import { batchProblem } from "#app/contracts/batch-refusal.ts";
import { endpoint, sends, writes } from "#app/contracts/endpoint.ts";
import { transferUnits } from "#app/services/transfer-units.ts";
import { authenticateAdmin } from "#app/shopify.server.ts";

const api = endpoint(authenticateAdmin, {
  POST: writes(transferUnitsBody, async ({ ctx, actor, params, input }) => {
    const result = await transferUnits(ctx, params["id"] ?? "", input, actor);
    return result.ok ? sends(batch, result.batch, 201) : batchProblem(result.error);
  }),
});

export const loader = api.loader;
export const action = api.action;
