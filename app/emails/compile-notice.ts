import { fillPlaceholders } from "#app/domain/recall-placeholders.ts";
import type { NoticeBuyer, NoticeContent, NoticeItem, RenderedNotice } from "./notice.types.ts";
import { noticeText } from "./notice-text.ts";
import { noticeWords } from "./notice-words.ts";
import type { NoticeLanguage, NoticeWords } from "./notice-words.ts";
import { compileSlots, cutAt, escapeHtml, onOneLine, slot, withoutMarks } from "./slots.ts";

/** Raised with every change of what a buyer reads that is not the merchant's own text; kept with each notice sent. */
export const NOTICE_TEMPLATE_VERSION = 1;

/** Fills a notice for one buyer. */
export type CompiledNotice = (buyer: NoticeBuyer) => RenderedNotice;

/**
 * Renders a recall's notice once in a language; what it returns is filled per buyer without rendering again. In subject
 * and texts the merchant may write `{{name}}`, `{{shop}}`, `{{number}}` and `{{batches}}`. Everything is escaped for where it goes.
 */
export async function compileNotice(
  content: NoticeContent,
  language: NoticeLanguage,
): Promise<CompiledNotice> {
  // Loaded when first needed: the template's library takes a second, which the start of the app does not have.
  const [{ render }, { NoticeEmail }, { createElement }] = await Promise.all([
    import("react-email"),
    import("./notice-email.tsx"),
    import("react"),
  ]);
  const words = noticeWords[language];
  const prepared = withSlots(content);
  const html = compileRows(
    await render(createElement(NoticeEmail, { language, words, content: prepared })),
    escapeHtml,
  );
  const text = compileRows(noticeText(words, prepared), (value) => value);
  const subject = compileSlots(prepared.subject);

  return (buyer) => {
    const name = buyer.name === null ? "" : onOneLine(buyer.name);
    const values = {
      name: name === "" ? words.customer : name,
      greeting: name === "" ? words.greetingWithoutName : words.greeting(name),
    };
    const rows = buyer.items.map((item) => rowValues(item, words));
    return { subject: onOneLine(subject(values)), html: html(values, rows), text: text(values, rows) };
  };
}

type Values = Readonly<Record<string, string>>;

function rowValues(item: NoticeItem, words: NoticeWords): Values {
  return {
    title: onOneLine(item.title),
    code: onOneLine(item.code),
    units: words.units(item.units),
    order: onOneLine(item.orderName),
  };
}

/** Cuts out the row that is repeated per item. */
function compileRows(template: string, escape: (value: string) => string) {
  const [before, row, after] = cutAt(template, "rows", "rowsend").map(compileSlots) as [
    (values: Values) => string,
    (values: Values) => string,
    (values: Values) => string,
  ];
  const escaped = (values: Values): Values =>
    Object.fromEntries(Object.entries(values).map(([name, value]) => [name, escape(value)]));
  return (values: Values, rows: readonly Values[]): string => {
    const safe = escaped(values);
    return before(safe) + rows.map((item) => row(escaped(item))).join("") + after(safe);
  };
}

/** Everything from outside without slot marks, and the merchant's placeholders filled as far as they do not differ by buyer. */
function withSlots(content: NoticeContent): NoticeContent {
  const shopName = onOneLine(content.shopName);
  const number = onOneLine(content.number);
  const batchCodes = content.batchCodes.map(onOneLine);
  const fill = (text: string): string =>
    fillPlaceholders(withoutMarks(text).replaceAll("\r\n", "\n"), {
      name: slot("name"),
      shop: shopName,
      number,
      batches: batchCodes.join(", "),
    });
  return {
    number,
    shopName,
    batchCodes,
    replyTo: content.replyTo === null ? null : onOneLine(content.replyTo),
    subject: fill(content.subject),
    body: fill(content.body),
    reason: fill(content.reason),
    hazard: fill(content.hazard),
    instructions: fill(content.instructions),
    remedies: content.remedies,
  };
}
