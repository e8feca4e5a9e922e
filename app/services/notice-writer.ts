import type { RecallRecord } from "#app/db/find-recall.ts";
import type { NoticeShop } from "#app/db/recall-rows.ts";
import type { Contact } from "#app/domain/order-facts.ts";
import { compileNotice } from "#app/emails/compile-notice.ts";
import type { CompiledNotice } from "#app/emails/compile-notice.ts";
import type { Mailer, MailResult } from "#app/emails/mailer.ts";
import type { NoticeContent, NoticeItem } from "#app/emails/notice.types.ts";
import { noticeLanguage } from "#app/emails/notice-words.ts";
import type { NoticeLanguage } from "#app/emails/notice-words.ts";
import type { ShopContext } from "./context.ts";

export interface NoticeToWrite {
  /** Encrypted `Contact`. */
  contact: string | null;
  locale: string;
  messageId: string;
  items: readonly NoticeItem[];
}

/** Writes one notice and hands it to the mailer. Never rejects. */
export type NoticeWriter = (notice: NoticeToWrite) => Promise<MailResult>;

/** For the notices of one recall: the text is rendered once per language, and only in the languages that buyers have. */
export function noticeWriter(
  ctx: ShopContext,
  mailer: Mailer,
  recall: RecallRecord,
  shop: NoticeShop,
): NoticeWriter {
  const content: NoticeContent = {
    number: recall.number,
    shopName: shop.name,
    replyTo: shop.replyTo,
    subject: recall.subject,
    body: recall.body,
    reason: recall.reason,
    hazard: recall.hazard,
    instructions: recall.instructions,
    remedies: recall.remedies,
    batchCodes: recall.batches.map((batch) => batch.code),
  };
  const compiled = new Map<NoticeLanguage, Promise<CompiledNotice>>();
  const noticeIn = (language: NoticeLanguage): Promise<CompiledNotice> => {
    const known = compiled.get(language) ?? compileNotice(content, language);
    compiled.set(language, known);
    return known;
  };

  return async ({ contact: sealed, locale, messageId, items }) => {
    try {
      const contact = sealed === null ? null : (JSON.parse(ctx.cipher.decrypt(sealed)) as Contact);
      const email = contact?.email?.trim() ?? "";
      if (email === "") return { outcome: "bounced", reason: "no e-mail address" };
      const fill = await noticeIn(noticeLanguage(locale, shop.locale));
      const name = contact?.name ?? null;
      return await mailer.send({
        messageId,
        to: { address: email, name },
        fromName: shop.name,
        replyTo: shop.replyTo,
        ...fill({ name, items }),
      });
    } catch (error) {
      // Whatever broke, it broke before the mail was handed over: a mailer does not reject.
      ctx.log.error({ err: error, messageId }, "a notice could not be written");
      return { outcome: "refused", reason: "the notice could not be written" };
    }
  };
}
