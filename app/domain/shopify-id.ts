/** Shopify's numeric id of an object. Compared and sorted as a number; a gid at the edges. */
export type ShopifyId = bigint;

export type ShopifyIdKind =
  | "Order"
  | "LineItem"
  | "Product"
  | "ProductVariant"
  | "Customer"
  | "Fulfillment"
  | "FulfillmentOrder"
  | "Location"
  | "Refund"
  | "Shop";

/** `gid://shopify/Order/123` */
export function toGid(kind: ShopifyIdKind, id: ShopifyId): string {
  return `gid://shopify/${kind}/${id}`;
}

/**
 * Reads an id written as digits or as a gid of the given kind (query parameters after it are dropped).
 * @returns null when it is neither, so that an edge can answer "not found" or "malformed".
 */
export function parseShopifyId(kind: ShopifyIdKind, text: string): ShopifyId | null {
  const digits =
    /^\d{1,18}$/.exec(text)?.[0] ??
    new RegExp(`^gid://shopify/${kind}/(\\d{1,18})(?:\\?.*)?$`).exec(text)?.[1];
  return digits === undefined ? null : BigInt(digits);
}
