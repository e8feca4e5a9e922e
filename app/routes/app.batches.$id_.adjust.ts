import type { ActionFunctionArgs } from "@remix-run/node";
import { sayRefusal } from "#app/components/batches/say-refusal.ts";
import type { ActionResult } from "#app/components/frame/action-result.ts";
import { readForm } from "#app/components/frame/read-form.ts";
import { adjustBatchBody } from "#app/contracts/batch.ts";
import { adjustBatch } from "#app/services/adjust-batch.ts";
import { authenticateAdmin } from "#app/shopify.server.ts";

export { keepPage as clientAction } from "#app/components/frame/keep-page.ts";
export { pageHeaders as headers } from "#app/components/frame/page-headers.ts";

/** Units that broke, were given away, counted otherwise or inspected. */
export async function action({ request, params }: ActionFunctionArgs): Promise<ActionResult> {
  const { ctx, actor } = await authenticateAdmin(request);
  const form = await readForm(adjustBatchBody, request);
  if (!form.ok) return form;
  const adjusted = await adjustBatch(ctx, params["id"] ?? "", form.data, actor);
  return adjusted.ok
    ? { ok: true, said: "Units adjusted", value: null }
    : { ok: false, ...sayRefusal(adjusted.error) };
}
