import { z } from "zod";
import { lastDayOfMonth } from "#app/domain/last-day-of-month.ts";

/**
 * The formats that every call shares. Ours out: lower-case UUIDv7, gids, RFC 3339 in UTC, `YYYY-MM-DD`. In: Shopify's ids
 * may also be plain numbers, instants may carry any offset.
 */

export const MAX_BODY_BYTES = 1_000_000;
export const MAX_UNITS = 1_000_000;

const FIRST_DATE = "1970-01-01";
const LAST_DATE = "2199-12-31";
/** NUL, lone surrogates and control characters: Postgres cannot store some and nobody can read any. Line breaks and tabs pass. */
const UNREADABLE = /[^\P{Cc}\n\r\t]|\p{Cs}/u;
const LINE_BREAK = /[\n\r\t]/;

export const uuid = z.uuid("not an id of this app").meta({ example: "019ab0d2-6c1e-7c3a-9d0b-6f2f3a4b5c6d" });

export const variantGid = z.string().meta({ example: "gid://shopify/ProductVariant/4021" });
export const locationGid = z.string().meta({ example: "gid://shopify/Location/6001" });
export const orderGid = z.string().meta({ example: "gid://shopify/Order/5001" });
export const lineGid = z.string().meta({ example: "gid://shopify/LineItem/7001" });

const idIn = (pattern: RegExp, hint: string) =>
  z.union([
    z.string().regex(pattern, hint),
    z
      .number()
      .int()
      .positive()
      .transform((number) => String(number)),
  ]);

const shopifyIdIn = (kind: "ProductVariant" | "Product" | "Location") =>
  idIn(new RegExp(`^(?:gid://shopify/${kind}/)?[0-9]{1,18}$`), `a number or gid://shopify/${kind}/…`);

/** `123`, `"123"` or `"gid://shopify/ProductVariant/123"`. */
export const variantIdIn = shopifyIdIn("ProductVariant");
/** `123`, `"123"` or `"gid://shopify/Location/123"`. */
export const locationIdIn = shopifyIdIn("Location");
/** `123`, `"123"` or `"gid://shopify/Product/123"`. */
export const productIdIn = shopifyIdIn("Product");

/** For lists of things that name a variant each: one that is there already is refused with the message. */
export function eachVariantOnce(message: string) {
  return (items: readonly { variantId: string }[], ctx: z.RefinementCtx): void => {
    const seen = new Set<string>();
    items.forEach((item, index) => {
      // A number and a gid may name one variant.
      const id = item.variantId.replace(/^.*\//, "").replace(/^0+/, "");
      if (seen.has(id)) ctx.addIssue({ code: "custom", path: [index, "variantId"], message });
      seen.add(id);
    });
  };
}

/** `123`, `"123"`, `"gid://shopify/LineItem/123"`, or, for a component of a set, `"gid://shopify/LineItem/123?component=1"`. */
export const lineIdIn = idIn(
  /^(?:[0-9]{1,18}|gid:\/\/shopify\/LineItem\/[0-9]{1,18}(?:\?component=[0-9]{1,9})?)$/,
  "a number or gid://shopify/LineItem/…",
);

export const instantOut = z.iso.datetime().meta({ example: "2026-11-22T08:30:00.000Z" });

export const instantIn = z.iso
  .datetime({ offset: true, message: "an instant with its offset, for example 2026-11-22T08:30:00Z" })
  .transform((text) => new Date(text))
  .refine((instant) => isBetween(instant.toISOString().slice(0, 10)), `a year from 1970 to 2199`)
  .meta({ example: "2026-11-22T08:30:00Z" });

export const dateOut = z.iso.date().meta({ example: "2027-05-31" });

export const dateIn = z.iso
  .date("a real date written YYYY-MM-DD")
  .refine(isBetween, `a year from 1970 to 2199`)
  .meta({ example: "2027-05-31" });

/** A date, or a month alone, which means its last day. */
export const expiryDateIn = z
  .union([
    z
      .string()
      .regex(/^\d{4}-(?:0[1-9]|1[0-2])$/)
      .transform(lastDayOfMonth),
    z.iso.date("a real date written YYYY-MM-DD, or a month written YYYY-MM"),
  ])
  .refine(isBetween, `a year from 1970 to 2199`)
  .meta({ example: "2027-05-31", description: "A month alone (`2027-05`) means its last day." });

function isBetween(date: string): boolean {
  return date >= FIRST_DATE && date <= LAST_DATE;
}

/** Text over several lines, trimmed, of at least one character. */
export const paragraph = (maxLength: number) =>
  z
    .string()
    .trim()
    .min(1, "must not be empty")
    .max(maxLength, `at most ${maxLength} characters`)
    .refine((text) => !UNREADABLE.test(text), "must not hold control characters");

/** Text on one line, trimmed, of at least one character. */
export const line = (maxLength: number) =>
  paragraph(maxLength).refine((text) => !LINE_BREAK.test(text), "must be on one line");

export const units = z
  .int("must be a whole number")
  .min(0, "must not be negative")
  .max(MAX_UNITS, `at most ${MAX_UNITS.toLocaleString("en")} units`);
/** Sums over a batch or a shop may be larger than what one item can hold. */
export const count = z.int().min(0);

export const pageQuery = {
  limit: z.coerce.number().int().min(1).max(250).default(50).meta({ description: "Entries a page." }),
  after: z.string().max(500).optional().meta({ description: "`nextCursor` of the page before." }),
};

export const nextCursor = z.string().nullable().meta({ description: "Null on the last page." });
