import { findNoticeShop } from "#app/db/recall-rows.ts";
import type { Mailer } from "#app/emails/mailer.ts";
import type { ShopContext } from "./context.ts";
import { renderSample } from "./render-notice.ts";
import type { NoticeDraft } from "./render-notice.ts";

export type SendTestNoticeResult =
  | { outcome: "sent"; address: string }
  /** The shop has neither an answer address nor one of its own. */
  | { outcome: "no_address" }
  | { outcome: "not_sent"; reason: string };

/** Sends the notice with its invented buyer to the merchant's own address, and to nobody else. */
export async function sendTestNotice(
  ctx: ShopContext,
  mailer: Mailer,
  draft: NoticeDraft,
): Promise<SendTestNoticeResult> {
  const shop = await findNoticeShop(ctx.db, ctx.shop.id);
  if (shop.replyTo === null) return { outcome: "no_address" };
  const { subject, html, text } = await renderSample(ctx, draft, shop);
  const result = await mailer.send({
    messageId: `<test.${ctx.newId()}@${ctx.shop.domain}>`,
    to: { address: shop.replyTo, name: shop.name },
    fromName: shop.name,
    replyTo: shop.replyTo,
    subject: `[Test] ${subject}`,
    html,
    text,
  });
  return result.outcome === "accepted"
    ? { outcome: "sent", address: shop.replyTo }
    : { outcome: "not_sent", reason: result.reason };
}
