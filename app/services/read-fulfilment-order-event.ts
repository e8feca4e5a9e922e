import type { Delivery } from "#app/db/deliveries.ts";
import { parseShopifyId } from "#app/domain/shopify-id.ts";
import type { ShopifyId } from "#app/domain/shopify-id.ts";

/**
 * The fulfilment orders that a webhook about them names: the one that moved and the one it moved out of, the parts of a
 * split, those that were merged. Each topic puts them elsewhere in its body, as a gid or, for a merge, as a bare number
 * under `fulfillment_order_id`; which of them are still there only Shopify can tell.
 */
export function readFulfilmentOrderEvent({ body }: Pick<Delivery, "body">): ShopifyId[] {
  const found = new Set<ShopifyId>();
  collect(JSON.parse(body), "", found);
  return [...found];
}

function collect(value: unknown, key: string, found: Set<ShopifyId>): void {
  if (typeof value === "object" && value !== null) {
    for (const [name, part] of Object.entries(value)) collect(part, name, found);
    return;
  }
  if (typeof value !== "string" && typeof value !== "number") return;
  const text = String(value);
  const isOne = key === "fulfillment_order_id" || text.startsWith("gid://shopify/FulfillmentOrder/");
  const id = isOne ? parseShopifyId("FulfillmentOrder", text) : null;
  if (id !== null) found.add(id);
}
