import type { ActionFunctionArgs } from "@remix-run/node";
import type { ActionResult } from "#app/components/frame/action-result.ts";
import { readForm } from "#app/components/frame/read-form.ts";
import type { RenderedMail } from "#app/components/recalls/notice-preview.tsx";
import { noticeDraftBody } from "#app/contracts/notice-draft.ts";
import { renderNotice } from "#app/services/render-notice.ts";
import { authenticateAdmin } from "#app/shopify.server.ts";

export { keepPage as clientAction } from "#app/components/frame/keep-page.ts";
export { pageHeaders as headers } from "#app/components/frame/page-headers.ts";

/** The mail as a buyer would get it, for the preview beside the form. */
export async function action({ request }: ActionFunctionArgs): Promise<ActionResult<RenderedMail>> {
  const { ctx } = await authenticateAdmin(request);
  const form = await readForm(noticeDraftBody, request);
  if (!form.ok) return form;
  const { subject, html } = await renderNotice(ctx, form.data);
  return { ok: true, said: "", value: { subject, html } };
}
