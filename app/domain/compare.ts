import type { ShopifyId } from "./shopify-id.ts";

export function compareIds(a: ShopifyId, b: ShopifyId): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Order of the texts' UTF-8 bytes, which is the order of their code points; JavaScript's `<` compares UTF-16 units. */
export function compareBytes(a: string, b: string): number {
  const length = Math.min(a.length, b.length);
  for (let index = 0; index < length; index++) {
    if (a.charCodeAt(index) === b.charCodeAt(index)) continue;
    return pointAt(a, index) - pointAt(b, index);
  }
  return a.length - b.length;
}

/** Code point of the character that a position belongs to; texts that are equal before it may differ within a pair. */
function pointAt(text: string, index: number): number {
  const unit = text.charCodeAt(index);
  const startsBefore = unit >= 0xdc00 && unit <= 0xdfff && index > 0;
  return text.codePointAt(startsBefore ? index - 1 : index) ?? unit;
}
