/** The states an order shows, derived from its facts. REST spells them in lower case, GraphQL in upper case. */
import { currentQuantity, fulfilledUnits, refundedUnits, unfulfilledQuantity } from "./quantities.ts";
import type { Cents, Order, OrderLine } from "./types.ts";

export function lineFulfillmentStatus(order: Order, line: OrderLine): "fulfilled" | "partial" | null {
  if (fulfilledUnits(order, line) === 0) return null;
  return unfulfilledQuantity(order, line) === 0 ? "fulfilled" : "partial";
}

function everythingRestocked(order: Order): boolean {
  return (
    order.cancelledAt !== null &&
    order.lines.length > 0 &&
    order.lines.every((line) => refundedUnits(order, line) + line.removedByEdit >= line.quantity) &&
    order.refunds.every((refund) => refund.lines.every((line) => line.restockType !== "no_restock"))
  );
}

export function orderFulfillmentStatus(order: Order): "fulfilled" | "partial" | "restocked" | null {
  const lines = order.lines.filter(
    (line) => fulfilledUnits(order, line) > 0 || unfulfilledQuantity(order, line) > 0,
  );
  const anyFulfilled = lines.some((line) => fulfilledUnits(order, line) > 0);
  if (anyFulfilled) {
    return lines.every((line) => lineFulfillmentStatus(order, line) === "fulfilled")
      ? "fulfilled"
      : "partial";
  }
  return everythingRestocked(order) ? "restocked" : null;
}

export function displayFulfillmentStatus(order: Order): string {
  const status = orderFulfillmentStatus(order);
  if (status === "fulfilled") return "FULFILLED";
  if (status === "partial") return "PARTIALLY_FULFILLED";
  if (status === "restocked") return "RESTOCKED";
  if (order.fulfillmentOrders.some((fulfillmentOrder) => fulfillmentOrder.status === "on_hold"))
    return "ON_HOLD";
  return order.lines.some((line) => line.requiresShipping) ? "UNFULFILLED" : "FULFILLMENT_NOT_REQUIRED";
}

export type Totals = {
  /** As the order was placed, later edits included. */
  subtotalCents: Cents;
  totalCents: Cents;
  /** After removals and refunds. */
  currentSubtotalCents: Cents;
  currentTotalCents: Cents;
  refundedCents: Cents;
};

export function orderTotals(order: Order): Totals {
  let subtotalCents = 0;
  let currentSubtotalCents = 0;
  for (const line of order.lines) {
    subtotalCents += line.priceCents * line.quantity;
    currentSubtotalCents += line.priceCents * currentQuantity(order, line);
  }
  return {
    subtotalCents,
    totalCents: subtotalCents + order.shippingCents,
    currentSubtotalCents,
    currentTotalCents: currentSubtotalCents + order.shippingCents,
    refundedCents: order.refunds.reduce((sum, refund) => sum + refund.amountCents, 0),
  };
}

export function financialStatus(
  order: Order,
): "pending" | "paid" | "partially_refunded" | "refunded" | "voided" {
  const { refundedCents, totalCents } = orderTotals(order);
  if (!order.paid) return order.cancelledAt === null ? "pending" : "voided";
  if (refundedCents === 0) return "paid";
  return refundedCents >= totalCents ? "refunded" : "partially_refunded";
}
