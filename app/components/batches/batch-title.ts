import type { BatchItemView } from "#app/contracts/batch-view.ts";

/** Shopify's name for the only variant of a product without options. */
const ONLY_VARIANT = "Default Title";

/** `Lavender soap · 90 g`, or just the product when it has one variant. */
export function itemTitle(item: { productTitle: string; variantTitle: string | null }): string {
  const { productTitle, variantTitle } = item;
  return variantTitle === null || variantTitle === ONLY_VARIANT || variantTitle === ""
    ? productTitle
    : `${productTitle} · ${variantTitle}`;
}

/** `Lavender soap`, or `Lavender soap and 2 more`. */
export function batchTitle(items: readonly Pick<BatchItemView, "productTitle">[]): string {
  const names = [...new Set(items.map((item) => item.productTitle))];
  const [first = "No product", ...others] = names;
  return others.length === 0 ? first : `${first} and ${others.length} more`;
}
