import type { ActionFunctionArgs } from "@remix-run/node";
import type { ActionResult } from "#app/components/frame/action-result.ts";
import { readForm } from "#app/components/frame/read-form.ts";
import { batchFileBody } from "#app/contracts/batch-import.ts";
import type { BatchImportPreview } from "#app/contracts/batch-import.ts";
import { previewBatchImport } from "#app/services/preview-batch-import.ts";
import { authenticateAdmin } from "#app/shopify.server.ts";

export { keepPage as clientAction } from "#app/components/frame/keep-page.ts";
export { pageHeaders as headers } from "#app/components/frame/page-headers.ts";

/** What a file of batches would make. Changes nothing. */
export async function action({ request }: ActionFunctionArgs): Promise<ActionResult<BatchImportPreview>> {
  const { ctx } = await authenticateAdmin(request);
  const form = await readForm(batchFileBody, request);
  if (!form.ok) return form;
  const looked = await previewBatchImport(ctx, form.data);
  return looked.ok
    ? { ok: true, said: "", value: looked.preview }
    : { ok: false, title: "This file cannot be imported", detail: looked.why, errors: [] };
}
