import type { RecallRecord } from "#app/db/find-recall.ts";
import type { NoticeShop } from "#app/db/recall-rows.ts";
import type { Contact } from "#app/domain/order-facts.ts";
import { compileNotice } from "#app/emails/compile-notice.ts";
import type { CompiledNotice } from "#app/emails/compile-notice.ts";
import type { Mail } from "#app/emails/mailer.ts";
import type { NoticeContent, NoticeItem } from "#app/emails/notice.types.ts";
import { noticeLanguage } from "#app/emails/notice-words.ts";
import type { NoticeLanguage } from "#app/emails/notice-words.ts";
import type { ShopContext } from "./context.ts";

export interface NoticeToWrite {
  id: string;
  /** Encrypted `Contact`. */
  contact: string | null;
  locale: string;
  messageId: string;
  items: readonly NoticeItem[];
}

/** Null: there is no address to write to, or it cannot be read. */
export type NoticeWriter = (notice: NoticeToWrite) => Promise<Mail | null>;

/**
 * Writes the notices of one recall: the text is rendered once per language, and only in the languages that buyers have.
 * @throws when the template itself fails: that is nobody's address, and every notice would fare the same.
 */
export function noticeWriter(ctx: ShopContext, recall: RecallRecord, shop: NoticeShop): NoticeWriter {
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

  return async ({ id, contact: sealed, locale, messageId, items }) => {
    const contact = sealed === null ? null : unseal(ctx, id, sealed);
    const address = contact?.email?.trim() ?? "";
    if (address === "") return null;
    const fill = await noticeIn(noticeLanguage(locale, shop.locale));
    const name = contact?.name ?? null;
    return {
      messageId,
      to: { address, name },
      fromName: shop.name,
      replyTo: shop.replyTo,
      ...fill({ name, items }),
    };
  };
}

function unseal(ctx: ShopContext, recipientId: string, sealed: string): Contact | null {
  try {
    return JSON.parse(ctx.cipher.decrypt(sealed)) as Contact;
  } catch (error) {
    ctx.log.error(
      { err: error, recipientId },
      "a recipient's contact cannot be decrypted: is a key missing?",
    );
    return null;
  }
}
