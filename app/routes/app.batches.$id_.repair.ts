import type { ActionFunctionArgs } from "@remix-run/node";
import { sayRefusal } from "#app/components/batches/say-refusal.ts";
import type { ActionResult } from "#app/components/frame/action-result.ts";
import { readForm } from "#app/components/frame/read-form.ts";
import { repairLedgerBody } from "#app/contracts/manual-acts.ts";
import { repairBatchLedger } from "#app/services/repair-batch-ledger.ts";
import { authenticateAdmin } from "#app/shopify.server.ts";

export { keepPage as clientAction } from "#app/components/frame/keep-page.ts";
export { pageHeaders as headers } from "#app/components/frame/page-headers.ts";

/** Sets the batch's units to what its ledger says. */
export async function action({ request, params }: ActionFunctionArgs): Promise<ActionResult> {
  const { ctx, actor } = await authenticateAdmin(request);
  const form = await readForm(repairLedgerBody, request);
  if (!form.ok) return form;
  const repaired = await repairBatchLedger(ctx, params["id"] ?? "", form.data, actor);
  return repaired.ok
    ? { ok: true, said: "Set to the ledger", value: null }
    : { ok: false, ...sayRefusal(repaired.error) };
}
