import { expect, it } from "vitest";
import { compileNotice } from "./compile-notice.ts";
import type { NoticeContent } from "./notice.types.ts";
import { noticeLanguage, noticeLanguages, noticeWords } from "./notice-words.ts";
import { slot } from "./slots.ts";

const content: NoticeContent = {
  number: "R26-001",
  shopName: "Fern & Tallow",
  replyTo: "hello@fern.example",
  subject: "Product safety recall of {{batches}} for {{name}}",
  body: "First paragraph.\n\nSecond {{ name }},\nsecond line from {{shop}}.",
  reason: "Too much lye.",
  hazard: "It burns.",
  instructions: "Stop using it.",
  remedies: ["refund", "disposal"],
  batchCodes: ["LAV-1", "LAV-2"],
};
const items = [
  { orderName: "#1001", title: "Soap", code: "LAV-1", units: 1 },
  { orderName: "#1002", title: "Candle", code: "LAV-2", units: 3 },
];

it("fills name, shop and batches into subject, HTML and text", async () => {
  const { subject, html, text } = (await compileNotice(content, "en"))({ name: "Kim", items });
  expect(subject).toBe("Product safety recall of LAV-1, LAV-2 for Kim");
  expect(html).toContain("Second Kim,");
  expect(html).toContain("second line from Fern &amp; Tallow.");
  expect(text).toContain("Second Kim,\nsecond line from Fern & Tallow.");
});

it("lists every item once, with its order, units and code", async () => {
  const { html, text } = (await compileNotice(content, "en"))({ name: null, items });
  for (const body of [html, text]) {
    for (const part of ["#1001", "#1002", "1 unit", "3 units"]) expect(body.split(part)).toHaveLength(2);
  }
});

it.each(noticeLanguages)(
  "says in %s what is recalled, the danger, what to do and how to reach the shop",
  async (language) => {
    const { html, text } = (await compileNotice(content, language))({ name: "Kim", items });
    const words = noticeWords[language];
    expect(html).toMatch(new RegExp(`<html[^>]* lang="${language}"`));
    for (const part of [words.headline, words.danger, words.whatToDo, words.why, words.gift]) {
      expect(html).toContain(part.replaceAll("'", "&#x27;"));
    }
    for (const part of [
      words.danger,
      "It burns.",
      "Stop using it.",
      "hello@fern.example",
      words.remedy["refund"],
    ]) {
      expect(text).toContain(part);
    }
  },
);

it("lets no text from outside pass for a slot", async () => {
  const tricky = { ...content, body: slot("rows"), shopName: slot("name"), reason: `${slot("greeting")}x` };
  const { html, text } = (await compileNotice(tricky, "en"))({ name: slot("title"), items });
  for (const body of [html, text]) {
    expect(body).not.toMatch(/[\uE000\uE001]/);
    expect(body.split("#1001")).toHaveLength(2);
  }
  expect(text).toContain("greetingx");
});

it.each([
  [["de-AT"], "de"],
  [["pt-BR", "fr_CA"], "fr"],
  [["", "es"], "es"],
  [["fi", "sv"], "en"],
] as const)("chooses of the locales %o the language %s", (locales, language) => {
  expect(noticeLanguage(...locales)).toBe(language);
});
