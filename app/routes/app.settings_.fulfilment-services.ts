import type { ActionFunctionArgs } from "@remix-run/node";
import type { ActionResult } from "#app/components/frame/action-result.ts";
import { seeServiceOrders } from "#app/services/see-service-orders.ts";
import { authenticateAdmin } from "#app/shopify.server.ts";

export { keepPage as clientAction } from "#app/components/frame/keep-page.ts";
export { pageHeaders as headers } from "#app/components/frame/page-headers.ts";

/** The merchant has answered Shopify's question about what fulfilment services ship; the body says nothing. */
export async function action({ request }: ActionFunctionArgs): Promise<ActionResult> {
  const { ctx } = await authenticateAdmin(request);
  if (await seeServiceOrders(ctx))
    return { ok: true, said: "Batchbook sees what ships from there", value: null };
  return {
    ok: false,
    title: "Shopify does not show it to Batchbook yet",
    detail: "Shopify has not heard of your answer. Try again in a moment.",
    errors: [],
  };
}
