import type { NotGoods } from "./order-facts.ts";
import type { ShopifyId } from "./shopify-id.ts";

/** What a line shows of its kind, from either of Shopify's APIs. */
export interface LineKind {
  giftCard: boolean;
  tip: boolean;
  variantId: ShopifyId | null;
  productId: ShopifyId | null;
}

/**
 * Why a line draws no batch; null when it is goods (DOMAIN.md section 3, "Not allocated"; cases 42-49).
 * Shopify's own bundles need no rule: an order lists their components, never the set. Needing no shipping is no reason: a local pickup is goods. Nor is a price of nothing.
 * A line that still names its product but no variant was goods whose variant was deleted since.
 */
export function whyNotGoods(line: LineKind): NotGoods | null {
  if (line.giftCard) return "gift_card";
  if (line.tip) return "tip";
  if (line.variantId === null && line.productId === null) return "custom_line";
  return null;
}
