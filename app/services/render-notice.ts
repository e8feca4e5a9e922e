import type { LaunchRecallBody } from "#app/contracts/recall.ts";
import { findSampleItems } from "#app/db/find-sample-items.ts";
import { peekSequence } from "#app/db/peek-sequence.ts";
import { findNoticeShop } from "#app/db/recall-rows.ts";
import type { NoticeShop } from "#app/db/recall-rows.ts";
import { recallNumber, recallSequence } from "#app/domain/recall-number.ts";
import { checkWording } from "#app/domain/recall-wording.ts";
import type { WordingWarning } from "#app/domain/recall-wording.ts";
import { shopDay } from "#app/domain/shop-day.ts";
import { compileNotice } from "#app/emails/compile-notice.ts";
import type { RenderedNotice } from "#app/emails/notice.types.ts";
import { noticeLanguage } from "#app/emails/notice-words.ts";
import type { ShopContext } from "./context.ts";

/** What the merchant has written so far; missing texts may be empty. */
export type NoticeDraft = Pick<
  LaunchRecallBody,
  "batchIds" | "reason" | "hazard" | "instructions" | "remedies" | "notice"
> & {
  /** BCP 47: the fixed texts are shown in it; the shop's own language by default. */
  locale?: string | undefined;
};

export interface NoticePreview extends RenderedNotice {
  language: string;
  /** What the law asks for and the wording may lack. Hints: they forbid nothing and promise nothing. */
  warnings: WordingWarning[];
}

const SAMPLE_BUYER = "Alex Sample";
const SAMPLE_ORDER = "#1001";

/** The notice as a buyer of these batches would get it, with an invented buyer and order, and the number that is next. */
export async function renderNotice(ctx: ShopContext, draft: NoticeDraft): Promise<NoticePreview> {
  return renderSample(ctx, draft, await findNoticeShop(ctx.db, ctx.shop.id));
}

/** The same, for a caller that has read the shop. */
export async function renderSample(
  ctx: ShopContext,
  draft: NoticeDraft,
  shop: NoticeShop,
): Promise<NoticePreview> {
  const { reason, hazard, instructions, remedies, notice } = draft;
  const numbering = { drill: false, day: shopDay(ctx.now(), ctx.shop.timeZone) };
  const [items, next] = await Promise.all([
    findSampleItems(ctx.db, ctx.shop.id, draft.batchIds),
    peekSequence(ctx.db, ctx.shop.id, recallSequence(numbering)),
  ]);
  const language = noticeLanguage(draft.locale ?? "", shop.locale);
  const fill = await compileNotice(
    {
      number: recallNumber(numbering, next),
      shopName: shop.name,
      replyTo: shop.replyTo,
      subject: notice.subject,
      body: notice.body,
      reason,
      hazard,
      instructions,
      remedies,
      batchCodes: [...new Set(items.map((item) => item.code))],
    },
    language,
  );
  const rendered = fill({
    name: SAMPLE_BUYER,
    items: items.map((item) => ({ ...item, orderName: SAMPLE_ORDER, units: 1 })),
  });
  const warnings = checkWording({
    subject: notice.subject,
    body: notice.body,
    reason,
    hazard,
    instructions,
    remedies,
  });
  return { ...rendered, language, warnings };
}
