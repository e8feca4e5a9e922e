import type { ActionFunctionArgs } from "@remix-run/node";
import type { ActionResult } from "#app/components/frame/action-result.ts";
import { readForm } from "#app/components/frame/read-form.ts";
import { countPastOrdersBody } from "#app/contracts/replay.ts";
import { countPastOrders } from "#app/services/count-past-orders.ts";
import { authenticateAdmin } from "#app/shopify.server.ts";

export { keepPage as clientAction } from "#app/components/frame/keep-page.ts";
export { pageHeaders as headers } from "#app/components/frame/page-headers.ts";

/** How many orders a replay would look at. A POST, so that a count that fails leaves the page as it is. */
export async function action({ request }: ActionFunctionArgs): Promise<ActionResult<number | null>> {
  const { ctx } = await authenticateAdmin(request);
  const form = await readForm(countPastOrdersBody, request);
  if (!form.ok) return form;
  return { ok: true, said: "", value: await countPastOrders(ctx, form.data.since) };
}
