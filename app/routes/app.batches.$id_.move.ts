import type { ActionFunctionArgs } from "@remix-run/node";
import { sayRefusal } from "#app/components/batches/say-refusal.ts";
import type { ActionResult } from "#app/components/frame/action-result.ts";
import { readForm } from "#app/components/frame/read-form.ts";
import { transferUnitsBody } from "#app/contracts/batch.ts";
import { transferUnits } from "#app/services/transfer-units.ts";
import { authenticateAdmin } from "#app/shopify.server.ts";

export { keepPage as clientAction } from "#app/components/frame/keep-page.ts";
export { pageHeaders as headers } from "#app/components/frame/page-headers.ts";

/** Units that went from one location to another. */
export async function action({ request, params }: ActionFunctionArgs): Promise<ActionResult> {
  const { ctx, actor } = await authenticateAdmin(request);
  const form = await readForm(transferUnitsBody, request);
  if (!form.ok) return form;
  const moved = await transferUnits(ctx, params["id"] ?? "", form.data, actor);
  return moved.ok
    ? { ok: true, said: "Units moved", value: null }
    : { ok: false, ...sayRefusal(moved.error) };
}
