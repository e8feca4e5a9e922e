import type { ActionFunctionArgs } from "@remix-run/node";
import type { ActionResult } from "#app/components/frame/action-result.ts";
import { readForm } from "#app/components/frame/read-form.ts";
import { wiring } from "#app/context.server.ts";
import { noticeDraftBody } from "#app/contracts/notice-draft.ts";
import { sendTestNotice } from "#app/services/send-test-notice.ts";
import { authenticateAdmin } from "#app/shopify.server.ts";

export { keepPage as clientAction } from "#app/components/frame/keep-page.ts";
export { pageHeaders as headers } from "#app/components/frame/page-headers.ts";

/** Sends the notice to the merchant, and to nobody else. */
export async function action({ request }: ActionFunctionArgs): Promise<ActionResult> {
  const { ctx } = await authenticateAdmin(request);
  const form = await readForm(noticeDraftBody, request);
  if (!form.ok) return form;
  const { mailer } = wiring();
  if (mailer === null) return failed("This server sends no mail: SMTP_URL and MAIL_FROM are not set on it.");
  const sent = await sendTestNotice(ctx, mailer, form.data);
  switch (sent.outcome) {
    case "sent":
      return { ok: true, said: `Test sent to ${sent.address}`, value: null };
    case "no_address":
      return failed("Batchbook does not know your address. Set where replies go in Settings.");
    case "not_sent":
      return failed(`The mail server said: ${sent.reason}`);
  }
}

function failed(detail: string): ActionResult {
  return { ok: false, title: "The test was not sent", detail, errors: [] };
}
