import type { NoticeContent } from "./notice.types.ts";
import type { NoticeWords } from "./notice-words.ts";
import { slot } from "./slots.ts";

/** The same notice for readers of plain text, with the same slots. */
export function noticeText(words: NoticeWords, content: NoticeContent): string {
  const remedies =
    content.remedies.length === 0
      ? []
      : [
          title(words.remedies) +
            content.remedies.map((remedy) => `- ${words.remedy[remedy] ?? remedy}`).join("\n"),
        ];
  return [
    `${words.headline.toUpperCase()}\n${content.shopName} · ${content.number}\n${words.urgent}`,
    slot("greeting"),
    content.body,
    title(words.whatYouHave) +
      slot("rows") +
      `- ${slot("title")}\n  ${words.batchCode}: ${slot("code")} · ${slot("units")}\n  ${words.order} ${slot("order")}\n` +
      slot("rowsend") +
      `\n${words.compareCode}`,
    title(words.danger) + content.hazard,
    title(words.whatToDo) + content.instructions,
    title(words.why) + content.reason,
    ...remedies,
    words.gift,
    content.replyTo === null ? words.contactByReply : words.contact(content.replyTo),
    `--\n${words.whyYou(content.shopName, content.number)}`,
  ].join("\n\n");
}

function title(text: string): string {
  return `${text}\n${"-".repeat(text.length)}\n`;
}
