import { batch } from "#app/contracts/batch.ts";
import { batchNotFound, batchProblem } from "#app/contracts/batch-refusal.ts";
import { endpoint, noQuery, reads, sends, writes } from "#app/contracts/endpoint.ts";
import { ledgerCheck, repairLedgerBody } from "#app/contracts/manual-acts.ts";
import { checkBatchLedger } from "#app/services/check-batch-ledger.ts";
import { repairBatchLedger } from "#app/services/repair-batch-ledger.ts";
import { authenticateAdmin } from "#app/shopify.server.ts";

const api = endpoint(authenticateAdmin, {
  GET: reads(noQuery, async ({ ctx, params }) => {
    const check = await checkBatchLedger(ctx, params["id"] ?? "");
    return check === null ? batchNotFound() : sends(ledgerCheck, check);
  }),
  POST: writes(repairLedgerBody, async ({ ctx, actor, params, input }) => {
    const result = await repairBatchLedger(ctx, params["id"] ?? "", input, actor);
    return result.ok ? sends(batch, result.batch, 201) : batchProblem(result.error);
  }),
});

export const loader = api.loader;
export const action = api.action;
