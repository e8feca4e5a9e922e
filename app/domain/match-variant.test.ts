import { describe, expect, test } from "vitest";
import { variantMatcher } from "./match-variant.ts";
import type { VariantToMatch, VariantWords } from "./match-variant.ts";

const variant = (id: number, over: Partial<VariantToMatch>): VariantToMatch => ({
  variantId: BigInt(id),
  productTitle: "Lavender soap",
  variantTitle: "Default Title",
  sku: null,
  barcode: null,
  deleted: false,
  tracked: true,
  ...over,
});

const small = variant(1, { variantTitle: "Small", sku: "LAV-S", barcode: "0400000000017" });
const large = variant(2, { variantTitle: "Large", sku: "LAV-L", barcode: "0400000000024" });
const candle = variant(3, { productTitle: "Cedar candle", sku: "CED" });
const oldCandle = variant(4, { productTitle: "Cedar candle, old", sku: "CED", deleted: true });
const twin = variant(5, { productTitle: "Gift box", sku: "DUP" });
const otherTwin = variant(6, { productTitle: "Gift bag", sku: "DUP" });
const sample = variant(7, { productTitle: "Sample", sku: "SMP", tracked: false });
const match = variantMatcher([small, large, candle, oldCandle, twin, otherTwin, sample]);

const words = (over: Partial<VariantWords>): VariantWords => ({
  ...{ variantId: "", sku: "", barcode: "", product: "", variant: "" },
  ...over,
});
const found = (over: Partial<VariantWords>) => {
  const answer = match(words(over));
  return answer.ok ? answer.variant.variantId : answer.why;
};

describe("the variant that a row means", () => {
  test.each<[string, Partial<VariantWords>, bigint]>([
    ["its SKU, in any case", { sku: "lav-s" }, 1n],
    ["its barcode", { barcode: "0400000000024" }, 2n],
    ["its id", { variantId: "2" }, 2n],
    ["its gid", { variantId: "gid://shopify/ProductVariant/2" }, 2n],
    ["its product's title and its own", { product: "lavender  SOAP", variant: "large" }, 2n],
    ["both titles in one cell", { product: "Lavender soap - Small" }, 1n],
    ["both titles as the app writes them", { product: "Lavender soap · Small" }, 1n],
    ["the title of a product with one variant", { product: "Cedar candle" }, 3n],
    ["a SKU that only a deleted variant had too", { sku: "CED" }, 3n],
    ["a SKU of two, with the product's title", { sku: "DUP", product: "Gift bag" }, 6n],
  ])("is found by %s", (_by, given, id) => {
    expect(found(given)).toBe(id);
  });

  test.each<[string, Partial<VariantWords>, string]>([
    ["a SKU of two names both", { sku: "DUP" }, "this may be Gift box (DUP) or Gift bag (DUP)"],
    [
      "a product of two names both",
      { product: "Lavender soap" },
      "this may be Lavender soap · Small (LAV-S) or Lavender soap · Large (LAV-L): add the variant or its SKU",
    ],
    [
      "a variant that the product has not",
      { product: "Lavender soap", variant: "Huge" },
      "has no variant Huge. It has",
    ],
    ["an unknown SKU", { sku: "NOPE" }, "no variant has the SKU NOPE"],
    ["a barcode that the spreadsheet rounded", { barcode: "4.0E+12" }, "the spreadsheet has rounded it"],
    ["an unknown product", { product: "Rose soap" }, "no product is called Rose soap"],
    ["nothing", {}, "does not say which variant was made"],
    ["a SKU and a barcode of two variants", { sku: "LAV-S", barcode: "0400000000024" }, "but SKU LAV-S is"],
    ["an id that is none", { variantId: "two" }, "no variant has the variant id two"],
  ])("is not guessed: %s", (_what, given, why) => {
    expect(found(given)).toContain(why);
  });

  test.each<[string, Partial<VariantWords>, string[]]>([
    [
      "a title that disagrees with the SKU",
      { sku: "LAV-S", product: "Rose soap" },
      ["The row says Rose soap, but SKU"],
    ],
    [
      "an unknown SKU beside titles that are known",
      { sku: "OLD-1", product: "Cedar candle" },
      ["No variant has the SKU"],
    ],
    ["a variant that is not tracked", { sku: "SMP" }, ["is not batch-tracked"]],
    ["a variant that is gone", { variantId: "4" }, ["is no longer in Shopify"]],
    ["nothing", { sku: "LAV-S", product: "Lavender soap", variant: "Small" }, []],
  ])("is found and doubted for %s", (_what, given, doubts) => {
    const answer = match(words(given));
    expect(answer.ok ? answer.doubts : answer).toHaveLength(doubts.length);
    expect(answer.ok ? answer.doubts : answer).toEqual(
      doubts.map((doubt) => expect.stringContaining(doubt) as string),
    );
  });
});
