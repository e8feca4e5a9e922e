import type { ActionFunctionArgs } from "@remix-run/node";
import type { ActionResult } from "#app/components/frame/action-result.ts";
import { readForm } from "#app/components/frame/read-form.ts";
import { batchFileBody } from "#app/contracts/batch-import.ts";
import { exportLeftOutRows } from "#app/services/export-left-out-rows.ts";
import { authenticateAdmin } from "#app/shopify.server.ts";

export { keepPage as clientAction } from "#app/components/frame/keep-page.ts";
export { pageHeaders as headers } from "#app/components/frame/page-headers.ts";

/** The rows of a file that would be left out, as CSV. Changes nothing. */
export async function action({ request }: ActionFunctionArgs): Promise<ActionResult<string>> {
  const { ctx } = await authenticateAdmin(request);
  const form = await readForm(batchFileBody, request);
  if (!form.ok) return form;
  const rows = await exportLeftOutRows(ctx, form.data);
  return rows.ok
    ? { ok: true, said: "", value: rows.csv }
    : { ok: false, title: "The rows could not be put together", detail: rows.why, errors: [] };
}
