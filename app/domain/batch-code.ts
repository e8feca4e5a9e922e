import { shopDay } from "./shop-day.ts";

/** What a code can be made from. */
export interface CodeIngredients {
  /** Title of the batch's (first) product. */
  product: string;
  sku: string | null;
  madeAt: Date;
  /** Dates in a code are those of the shop's calendar. */
  timeZone: string;
  /** From the shop's sequence; positive. Gaps are fine, and after 999 comes 1000. */
  sequence: number;
}

type Part =
  | { kind: "literal"; text: string }
  | { kind: "product" | "sequence"; width: number }
  | { kind: "sku" }
  | { kind: "date"; pattern: string };

/** A template that could be read, or a sentence that says what to change. */
export type ParsedTemplate = { ok: true; parts: Part[] } | { ok: false; error: string };

const PRODUCT_LETTERS = 3;
const SEQUENCE_DIGITS = 3;
const MAX_WIDTH = 12;
const DATE_PATTERN = /^(?:yyyy|yy|MM|ddd|dd)+$/;
const DATE_FIELD = /yyyy|yy|MM|ddd|dd/g;
const TOKEN_OR_TEXT = /\{([^{}]*)\}|([^{}]+)|([{}])/g;
const KNOWN_TOKENS =
  "{product}, {sku}, {yyMMdd} (or yyyy, yy, MM, dd, ddd for the day of the year) and {seq}";

/**
 * Reads a template such as `{product}-{yyMMdd}-{seq}`. A width may follow a colon: `{product:5}` letters, `{seq:4}` digits.
 * Refuses, with a sentence for the form field: an empty template, an open brace, an unknown token, a missing `{seq}`.
 */
export function parseCodeTemplate(template: string): ParsedTemplate {
  if (template.trim() === "") return refused("Enter a template, for example {product}-{yyMMdd}-{seq}.");
  const parts: Part[] = [];
  for (const [, token, text, brace] of template.matchAll(TOKEN_OR_TEXT)) {
    if (brace !== undefined) return refused(`Close every { with a }, and use them for tokens only.`);
    const part = text === undefined ? parseToken(token ?? "") : parseText(text);
    if (typeof part === "string") return refused(part);
    parts.push(part);
  }
  if (!parts.some((part) => part.kind === "sequence")) {
    return refused("Add {seq}: without it two batches could get the same code.");
  }
  return { ok: true, parts };
}

/** @throws Error when the template cannot be read: check it with `parseCodeTemplate` where it is entered. */
export function renderCode(template: string, ingredients: CodeIngredients): string {
  const parsed = parseCodeTemplate(template);
  if (!parsed.ok)
    throw new Error(`The code template ${JSON.stringify(template)} cannot be used. ${parsed.error}`);
  const day = shopDay(ingredients.madeAt, ingredients.timeZone);
  return parsed.parts
    .map((part) => renderPart(part, ingredients, day))
    .join("")
    .trim();
}

function refused(error: string): { ok: false; error: string } {
  return { ok: false, error };
}

function parseText(text: string): Part | string {
  return /\p{Cc}/u.test(text)
    ? "Remove the line break or other control character."
    : { kind: "literal", text };
}

function parseToken(token: string): Part | string {
  const [name = "", width] = token.split(":", 2);
  if (name === "sku" && width === undefined) return { kind: "sku" };
  if (DATE_PATTERN.test(name) && width === undefined) return { kind: "date", pattern: name };
  if (name !== "product" && name !== "seq") return `{${token}} is not known. Use ${KNOWN_TOKENS}.`;
  const units = width === undefined ? undefined : /^\d{1,2}$/.test(width) ? Number(width) : NaN;
  if (units !== undefined && !(units >= 1 && units <= MAX_WIDTH)) {
    return `{${token}}: the width after the colon is a number from 1 to ${MAX_WIDTH}.`;
  }
  return name === "seq"
    ? { kind: "sequence", width: units ?? SEQUENCE_DIGITS }
    : { kind: "product", width: units ?? PRODUCT_LETTERS };
}

function renderPart(part: Part, { product, sku, sequence }: CodeIngredients, day: string): string {
  switch (part.kind) {
    case "literal":
      return part.text;
    case "product":
      return shortName(product, part.width);
    case "sku":
      return sku?.trim().replace(/\s+/g, "-") || shortName(product, PRODUCT_LETTERS);
    case "sequence":
      return String(sequence).padStart(part.width, "0");
    case "date":
      return part.pattern.replace(DATE_FIELD, (field) => dateField(field, day));
  }
}

/** `Crème brûlée candle` → `CRE`. Marks on letters are dropped; other scripts keep their letters. */
function shortName(product: string, letters: number): string {
  const plain = product.normalize("NFKD").replace(/\p{M}/gu, "").toUpperCase();
  const characters = plain.match(/[\p{L}\p{N}]/gu) ?? [];
  return characters.slice(0, letters).join("") || "B";
}

function dateField(field: string, day: string): string {
  switch (field) {
    case "yyyy":
      return day.slice(0, 4);
    case "yy":
      return day.slice(2, 4);
    case "MM":
      return day.slice(5, 7);
    case "dd":
      return day.slice(8, 10);
    default:
      return String(dayOfYear(day)).padStart(3, "0");
  }
}

function dayOfYear(day: string): number {
  return (Date.parse(day) - Date.parse(`${day.slice(0, 4)}-01-01`)) / 86_400_000 + 1;
}
