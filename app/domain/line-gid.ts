import { parseShopifyId, toGid, type ShopifyId } from "./shopify-id.ts";

/**
 * How a line is named to the outside: by Shopify's gid; a component of a set (see `expandSets`), which Shopify does not know,
 * by the gid of the line that was sold and the component's number.
 */
export function lineGid(lineId: ShopifyId, setLineId: ShopifyId | null): string {
  return setLineId === null
    ? toGid("LineItem", lineId)
    : `${toGid("LineItem", setLineId)}?component=${-lineId}`;
}

/** The stored id of a line as `lineGid` or a number names it; null when it names none. */
export function parseLineGid(text: string): ShopifyId | null {
  const component = /^gid:\/\/shopify\/LineItem\/\d{1,19}\?component=(\d{1,9})$/.exec(text)?.[1];
  return component === undefined ? parseShopifyId("LineItem", text) : -BigInt(component);
}
