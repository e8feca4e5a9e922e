import type { ActionFunctionArgs } from "@remix-run/node";
import type { ActionResult } from "#app/components/frame/action-result.ts";
import { readForm } from "#app/components/frame/read-form.ts";
import type { RelatedBatch } from "#app/contracts/batch-view.ts";
import { previewRecallBody } from "#app/contracts/recall.ts";
import { listRelatedBatches } from "#app/services/batch-relations.ts";
import { authenticateAdmin } from "#app/shopify.server.ts";

export { keepPage as clientAction } from "#app/components/frame/keep-page.ts";
export { pageHeaders as headers } from "#app/components/frame/page-headers.ts";

/** Batches that exchanged units with the chosen ones by a split or a merge. */
export async function action({ request }: ActionFunctionArgs): Promise<ActionResult<RelatedBatch[]>> {
  const { ctx } = await authenticateAdmin(request);
  const form = await readForm(previewRecallBody.pick({ batchIds: true }), request);
  if (!form.ok) return form;
  return { ok: true, said: "", value: await listRelatedBatches(ctx, form.data.batchIds) };
}
