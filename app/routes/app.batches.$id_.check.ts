import type { ActionFunctionArgs } from "@remix-run/node";
import { sayRefusal } from "#app/components/batches/say-refusal.ts";
import type { ActionResult } from "#app/components/frame/action-result.ts";
import type { LedgerCheck } from "#app/contracts/manual-acts.ts";
import { checkBatchLedger } from "#app/services/check-batch-ledger.ts";
import { authenticateAdmin } from "#app/shopify.server.ts";

export { keepPage as clientAction } from "#app/components/frame/keep-page.ts";
export { pageHeaders as headers } from "#app/components/frame/page-headers.ts";

/** Counts the batch anew from its ledger. */
export async function action({ request, params }: ActionFunctionArgs): Promise<ActionResult<LedgerCheck>> {
  const { ctx } = await authenticateAdmin(request);
  const check = await checkBatchLedger(ctx, params["id"] ?? "");
  return check === null
    ? { ok: false, ...sayRefusal({ type: "not_found" }) }
    : { ok: true, said: "", value: check };
}
