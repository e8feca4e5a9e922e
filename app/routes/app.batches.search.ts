import type { ActionFunctionArgs } from "@remix-run/node";
import type { ActionResult } from "#app/components/frame/action-result.ts";
import { readForm } from "#app/components/frame/read-form.ts";
import { listBatchesQuery } from "#app/contracts/batch.ts";
import type { BatchView } from "#app/contracts/batch-view.ts";
import { listBatches } from "#app/services/list-batches.ts";
import { authenticateAdmin } from "#app/shopify.server.ts";

export { keepPage as clientAction } from "#app/components/frame/keep-page.ts";
export { pageHeaders as headers } from "#app/components/frame/page-headers.ts";

const SHOWN = 8;

const body = listBatchesQuery.pick({ q: true, variantId: true });

/** A few batches to choose from, the latest first. A POST, so that a search that fails leaves the page as it is. */
export async function action({ request }: ActionFunctionArgs): Promise<ActionResult<BatchView[]>> {
  const { ctx } = await authenticateAdmin(request);
  const form = await readForm(body, request);
  if (!form.ok) return form;
  const listed = await listBatches(ctx, { limit: SHOWN, ...form.data });
  return { ok: true, said: "", value: listed.ok ? listed.page.items : [] };
}
