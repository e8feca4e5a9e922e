import { RefusedOperation } from "../refusal.ts";
import { orderTotals } from "../order-status.ts";
import { unfulfilledQuantity } from "../quantities.ts";
import { refundBody } from "../rest/refund-body.ts";
import type { CancelReason, Order, Shop } from "../types.ts";
import { announceUnlessSilent, instantOf, type OperationOptions, type World } from "../world.ts";
import { touchAndAnnounceOrder } from "./announce-order.ts";
import { closeFulfillmentOrders } from "./fulfillment-orders.ts";
import { recordRefund } from "./refund-order.ts";

export type CancelOrderInput = {
  reason?: CancelReason;
  /** Put what has not shipped back in stock. Default true. */
  restock?: boolean;
  /** Give the money back. Default true. */
  refund?: boolean;
};

/**
 * Cancels an order. What has not shipped leaves it in a refund line, restocked or not; with neither restock nor
 * refund there is none, and `current_quantity` stays (as in Shopify's own samples). Shipped units stay shipped.
 * Sends refunds/create when there is a refund, orders/cancelled, orders/updated.
 */
export function cancelOrder(
  world: World,
  shop: Shop,
  order: Order,
  input: CancelOrderInput = {},
  options: OperationOptions = {},
): Order {
  if (order.cancelledAt !== null) throw new RefusedOperation(`${order.name} is cancelled already.`);
  const at = instantOf(options);
  const restock = input.restock ?? true;
  const moneyBack = (input.refund ?? true) && order.paid;
  order.cancelledAt = at;
  order.cancelReason = input.reason ?? "customer";
  if (restock || moneyBack) {
    const totals = orderTotals(order);
    const lines = order.lines
      .map((line) => ({
        lineId: line.id,
        quantity: unfulfilledQuantity(order, line),
        restockType: restock ? ("cancel" as const) : ("no_restock" as const),
      }))
      .filter((line) => line.quantity > 0);
    const amountCents = moneyBack ? totals.totalCents - totals.refundedCents : 0;
    const refund = recordRefund(world, shop, order, { lines, amountCents, note: "Order canceled" }, at);
    announceUnlessSilent(world, shop, options, ["refunds/create"], () =>
      JSON.stringify(refundBody(shop, order, refund)),
    );
  }
  closeFulfillmentOrders(order, at);
  touchAndAnnounceOrder(world, shop, order, at, options, ["orders/cancelled", "orders/updated"]);
  return order;
}
