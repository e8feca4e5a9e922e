import { gid } from "../gid.ts";
import { lineFulfillmentStatus } from "../order-status.ts";
import { currentQuantity, fulfillableQuantity } from "../quantities.ts";
import type { Order, OrderLine, Shop } from "../types.ts";
import { moneySetBody, moneyText } from "./money-body.ts";

export function lineName(line: OrderLine): string {
  return line.variantTitle === null ? line.title : `${line.title} - ${line.variantTitle}`;
}

/** A line as it appears in `line_items`; `quantity` differs inside a fulfilment, where it says what that fulfilment took. */
export function lineItemBody(shop: Shop, order: Order, line: OrderLine, quantity = line.quantity): object {
  return {
    id: line.id,
    admin_graphql_api_id: gid("LineItem", line.id),
    attributed_staffs: [],
    current_quantity: currentQuantity(order, line),
    fulfillable_quantity: fulfillableQuantity(order, line),
    fulfillment_service: line.giftCard ? "gift_card" : "manual",
    fulfillment_status: lineFulfillmentStatus(order, line),
    gift_card: line.giftCard,
    grams: line.grams,
    name: lineName(line),
    price: moneyText(line.priceCents),
    price_set: moneySetBody(line.priceCents, shop.currency),
    product_exists: line.productId !== null && shop.products.has(line.productId),
    product_id: line.productId,
    properties: line.properties,
    quantity,
    requires_shipping: line.requiresShipping,
    sku: line.sku,
    taxable: line.taxable,
    title: line.title,
    total_discount: "0.00",
    total_discount_set: moneySetBody(0, shop.currency),
    variant_id: line.variantId,
    variant_inventory_management: line.variantId === null ? null : "shopify",
    variant_title: line.variantTitle,
    vendor: line.vendor,
    tax_lines: [],
    duties: [],
    discount_allocations: [],
  };
}
