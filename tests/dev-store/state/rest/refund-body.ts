import { gid } from "../gid.ts";
import type { Order, Refund, Shop } from "../types.ts";
import { lineItemBody } from "./line-item-body.ts";
import { moneySetBody, moneyText } from "./money-body.ts";
import { restTimestamp } from "./timestamps.ts";

function transactionBody(shop: Shop, order: Order, refund: Refund): object {
  const at = restTimestamp(refund.processedAt, shop.timezone);
  return {
    id: refund.id + 1,
    admin_graphql_api_id: gid("OrderTransaction", refund.id + 1),
    amount: moneyText(refund.amountCents),
    authorization: null,
    created_at: at,
    currency: shop.currency,
    device_id: null,
    error_code: null,
    gateway: "shopify_payments",
    kind: "refund",
    location_id: null,
    message: "Transaction approved",
    order_id: order.id,
    parent_id: null,
    payment_id: `c${order.id}.2`,
    processed_at: at,
    receipt: {},
    source_name: "1830279",
    status: "success",
    test: order.test,
    user_id: null,
  };
}

/** A refund as it appears inside an order and as the body of refunds/create. */
export function refundBody(shop: Shop, order: Order, refund: Refund): object {
  return {
    id: refund.id,
    admin_graphql_api_id: gid("Refund", refund.id),
    created_at: restTimestamp(refund.createdAt, shop.timezone),
    note: refund.note,
    order_id: order.id,
    processed_at: restTimestamp(refund.processedAt, shop.timezone),
    restock: refund.restock,
    total_additional_fees_set: moneySetBody(0, shop.currency),
    total_duties_set: moneySetBody(0, shop.currency),
    user_id: null,
    order_adjustments: [],
    transactions: refund.amountCents > 0 ? [transactionBody(shop, order, refund)] : [],
    refund_line_items: refund.lines.flatMap((refundLine) => {
      const line = order.lines.find((candidate) => candidate.id === refundLine.lineId);
      if (line === undefined) return [];
      return [
        {
          id: refundLine.id,
          line_item_id: refundLine.lineId,
          location_id: refundLine.locationId,
          quantity: refundLine.quantity,
          restock_type: refundLine.restockType,
          subtotal: refundLine.subtotalCents / 100,
          subtotal_set: moneySetBody(refundLine.subtotalCents, shop.currency),
          total_tax: 0,
          total_tax_set: moneySetBody(0, shop.currency),
          line_item: lineItemBody(shop, order, line),
        },
      ];
    }),
    duties: [],
    additional_fees: [],
  };
}
