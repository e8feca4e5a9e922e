import type { ActionFunctionArgs } from "@remix-run/node";
import type { ActionResult } from "#app/components/frame/action-result.ts";
import { readForm } from "#app/components/frame/read-form.ts";
import type { RingPreviews } from "#app/components/recalls/recall-data.ts";
import { previewRecallBody } from "#app/contracts/recall.ts";
import { previewRecall } from "#app/services/preview-recall.ts";
import { authenticateAdmin } from "#app/shopify.server.ts";

export { keepPage as clientAction } from "#app/components/frame/keep-page.ts";
export { pageHeaders as headers } from "#app/components/frame/page-headers.ts";

/** Counts every ring at once, so that the merchant sees what each adds. Changes nothing. */
export async function action({ request }: ActionFunctionArgs): Promise<ActionResult<RingPreviews>> {
  const { ctx } = await authenticateAdmin(request);
  const form = await readForm(previewRecallBody.pick({ batchIds: true }), request);
  if (!form.ok) return form;
  const { batchIds } = form.data;
  const [certain, probable, possible] = await Promise.all([
    previewRecall(ctx, { batchIds, ring: "certain" }),
    previewRecall(ctx, { batchIds, ring: "probable" }),
    previewRecall(ctx, { batchIds, ring: "possible" }),
  ]);
  if (certain.outcome !== "counted" || probable.outcome !== "counted" || possible.outcome !== "counted") {
    return {
      ok: false,
      title: "A chosen batch does not exist in this shop",
      detail: "Go back and choose again.",
      errors: [],
    };
  }
  return {
    ok: true,
    said: "",
    value: { certain: certain.scope, probable: probable.scope, possible: possible.scope },
  };
}
