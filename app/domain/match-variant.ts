import { compareIds } from "./compare.ts";
import type { ShopifyId } from "./shopify-id.ts";
import { parseShopifyId } from "./shopify-id.ts";

/** A variant that a row of a file may mean. */
export interface VariantToMatch {
  variantId: ShopifyId;
  productTitle: string;
  /** Shopify's "Default Title" where a product has only one. */
  variantTitle: string;
  sku: string | null;
  barcode: string | null;
  /** Gone from Shopify. */
  deleted: boolean;
  tracked: boolean;
}

/** What a row says of its variant; empty where it says nothing. */
export interface VariantWords {
  variantId: string;
  sku: string;
  barcode: string;
  product: string;
  variant: string;
}

export type VariantMatch =
  /** `doubts`: what else the row says and the variant does not bear out. */
  | { ok: true; variant: VariantToMatch; doubts: string[] }
  /** `field`: whose cell to look at. */
  | { ok: false; field: keyof VariantWords; why: string };

/** Finds the variant that a row's words mean. */
export type MatchVariant = (words: VariantWords) => VariantMatch;

const CANDIDATES_NAMED = 4;
const DEFAULT_TITLE = "Default Title";

/**
 * Prepares the matching of rows with a catalogue. An id, SKU or barcode decides; where several are given they must agree.
 * Where none of them is known, the titles decide: a product's, or a product's and its variant's. Words are compared without
 * regard to case and spaces. Of equals, those that Shopify still sells come first; what remains ambiguous is not guessed.
 */
export function variantMatcher(catalogue: readonly VariantToMatch[]): MatchVariant {
  const index = {
    sku: indexBy(catalogue, (variant) => [variant.sku ?? ""]),
    barcode: indexBy(catalogue, (variant) => [variant.barcode ?? ""]),
    product: indexBy(catalogue, (variant) => [variant.productTitle, ...fullTitles(variant)]),
    variantId: new Map(catalogue.map((variant) => [variant.variantId, [variant]])),
  };
  const named = (field: "variantId" | "sku" | "barcode", text: string): VariantToMatch[] => {
    if (field !== "variantId") return index[field].get(plain(text)) ?? [];
    const id = parseShopifyId("ProductVariant", text);
    return id === null ? [] : (index.variantId.get(id) ?? []);
  };

  return (words) => {
    let found: VariantToMatch[] | null = null;
    let by: "variantId" | "sku" | "barcode" = "sku";
    const unknown: ("variantId" | "sku" | "barcode")[] = [];
    for (const field of ["variantId", "sku", "barcode"] as const) {
      if (words[field] === "") continue;
      const bearers = named(field, words[field]);
      if (bearers.length === 0) unknown.push(field);
      else if (found === null) [found, by] = [bearers, field];
      else {
        const both: VariantToMatch[] = found.filter((variant) => bearers.includes(variant));
        if (both.length === 0) {
          const why = `${WORD[field]} ${words[field]} is ${list(bearers)}, but ${WORD[by]} ${words[by]} is ${list(found)}`;
          return { ok: false, field, why: `${why}: correct one of them` };
        }
        found = both;
      }
    }
    const doubts = unknown.map((field) => `No variant has the ${WORD[field]} ${words[field]}.`);
    if (found !== null) return choose(words, found, by, doubts, true);

    const byTitle = words.product === "" ? [] : (index.product.get(plain(words.product)) ?? []);
    if (byTitle.length > 0) return choose(words, byTitle, "product", doubts, false);
    return { ok: false, ...whyNone(words, unknown[0]) };
  };
}

const WORD = { variantId: "variant id", sku: "SKU", barcode: "barcode" } as const;

/** @param sure the candidates come from an id, a SKU or a barcode; titles then only choose between several */
function choose(
  words: VariantWords,
  candidates: readonly VariantToMatch[],
  field: keyof VariantWords,
  doubts: string[],
  sure: boolean,
): VariantMatch {
  const fits = candidates.filter((variant) => fitsTitles(variant, words));
  if (!sure && fits.length === 0) {
    const why = `${words.product} has no variant ${words.variant}. It has ${list(candidates)}`;
    return { ok: false, field: "variant", why };
  }
  const left = onSaleFirst(fits.length > 0 ? fits : candidates);
  const [variant] = left;
  if (variant === undefined || left.length > 1) {
    const hint = field === "product" ? "add the variant or its SKU" : "add the product and the variant";
    return { ok: false, field, why: `this may be ${list(left, "or")}: ${hint}` };
  }
  const more = [...doubts];
  if (fits.length === 0) {
    const said = [words.product, words.variant].filter((word) => word !== "").join(" · ");
    more.push(
      `The row says ${said}, but ${WORD[field as keyof typeof WORD]} ${words[field]} is ${titleOf(variant)}.`,
    );
  }
  if (variant.deleted) more.push(`${titleOf(variant)} is no longer in Shopify.`);
  else if (!variant.tracked)
    more.push(`${titleOf(variant)} is not batch-tracked: orders get no units of it.`);
  return { ok: true, variant, doubts: more };
}

function whyNone(
  words: VariantWords,
  unknown: "variantId" | "sku" | "barcode" | undefined,
): { field: keyof VariantWords; why: string } {
  if (unknown !== undefined) {
    const text = words[unknown];
    const rounded = /^\d[.,]?\d*E\+?\d+$/i.test(text);
    const hint = rounded
      ? "the spreadsheet has rounded it: format the column as text and enter it again"
      : "correct it, or name the product and the variant as in Shopify";
    return { field: unknown, why: `no variant has the ${WORD[unknown]} ${text}: ${hint}` };
  }
  return words.product === ""
    ? {
        field: "sku",
        why: "it does not say which variant was made: enter a SKU, a barcode or the product's title",
      }
    : {
        field: "product",
        why: `no product is called ${words.product}: write it as in Shopify, or enter the SKU`,
      };
}

function fitsTitles(variant: VariantToMatch, { product, variant: title }: VariantWords): boolean {
  const own = plain(variant.variantTitle);
  if (product !== "" && fullTitles(variant).some((full) => plain(full) === plain(product))) {
    return title === "" || plain(title) === own;
  }
  if (product !== "" && plain(product) !== plain(variant.productTitle)) return false;
  return (
    title === "" ||
    plain(title) === own ||
    (variant.variantTitle === DEFAULT_TITLE && plain(title) === "default")
  );
}

function onSaleFirst(variants: readonly VariantToMatch[]): readonly VariantToMatch[] {
  const onSale = variants.filter((variant) => !variant.deleted);
  return onSale.length > 0 ? onSale : variants;
}

/** A variant's title with its product's, as people join them. */
export const TITLE_JOINTS = [" - ", " / ", " · "] as const;

function fullTitles({ productTitle, variantTitle }: VariantToMatch): string[] {
  return TITLE_JOINTS.map((joint) => `${productTitle}${joint}${variantTitle}`);
}

function titleOf({ productTitle, variantTitle, sku }: VariantToMatch): string {
  const title = variantTitle === DEFAULT_TITLE ? productTitle : `${productTitle} · ${variantTitle}`;
  return sku === null || sku === "" ? title : `${title} (${sku})`;
}

function list(variants: readonly VariantToMatch[], last: "and" | "or" = "and"): string {
  const sorted = [...variants].sort((a, b) => compareIds(a.variantId, b.variantId));
  const names = sorted.slice(0, CANDIDATES_NAMED).map(titleOf);
  const more = variants.length - names.length;
  if (more > 0) names.push(`${more} more`);
  const end = names.pop() ?? "";
  return names.length === 0 ? end : `${names.join(", ")} ${last} ${end}`;
}

function indexBy(
  variants: readonly VariantToMatch[],
  keysOf: (variant: VariantToMatch) => string[],
): Map<string, VariantToMatch[]> {
  const index = new Map<string, VariantToMatch[]>();
  for (const variant of variants) {
    for (const key of new Set(keysOf(variant).map(plain))) {
      if (key === "") continue;
      const bearers = index.get(key);
      if (bearers === undefined) index.set(key, [variant]);
      else bearers.push(variant);
    }
  }
  return index;
}

function plain(text: string): string {
  return text.normalize("NFC").trim().replace(/\s+/g, " ").toLowerCase();
}
