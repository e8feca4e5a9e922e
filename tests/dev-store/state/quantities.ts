/** Units of an order line, derived from the order's own facts; none of these is stored. */
import type { FulfillmentStatus, Order, OrderLine } from "./types.ts";

function unitsInFulfillments(order: Order, lineId: number, statuses: readonly FulfillmentStatus[]): number {
  let units = 0;
  for (const fulfillment of order.fulfillments) {
    if (!statuses.includes(fulfillment.status)) continue;
    for (const line of fulfillment.lines) if (line.lineId === lineId) units += line.quantity;
  }
  return units;
}

/** Units in successful fulfilments. */
export function fulfilledUnits(order: Order, line: OrderLine): number {
  return unitsInFulfillments(order, line.id, ["success"]);
}

/** Units in fulfilments that are pending or open: not gone, yet no longer free to fulfil. */
function underWayUnits(order: Order, line: OrderLine): number {
  return unitsInFulfillments(order, line.id, ["pending", "open"]);
}

export function refundedUnits(order: Order, line: OrderLine): number {
  let units = 0;
  for (const refund of order.refunds) {
    for (const refundLine of refund.lines) if (refundLine.lineId === line.id) units += refundLine.quantity;
  }
  return units;
}

/** Units refunded before they were fulfilled. */
export function refundedUnfulfilledUnits(order: Order, line: OrderLine): number {
  let units = 0;
  for (const refund of order.refunds) {
    for (const refundLine of refund.lines)
      if (refundLine.lineId === line.id) units += refundLine.unfulfilledUnits;
  }
  return units;
}

/** Ordered minus removed minus refunded: `current_quantity`. */
export function currentQuantity(order: Order, line: OrderLine): number {
  return Math.max(0, line.quantity - line.removedByEdit - refundedUnits(order, line));
}

/**
 * `fulfillable_quantity` as Shopify documents it for the REST line item:
 * quantity − max(refunded, fulfilled) − pending − open.
 * It is larger than what is left to ship when a line has both shipped and refunded-before-shipping units.
 */
export function fulfillableQuantity(order: Order, line: OrderLine): number {
  const ordered = line.quantity - line.removedByEdit;
  const gone = Math.max(refundedUnits(order, line), fulfilledUnits(order, line));
  return Math.max(0, ordered - gone - underWayUnits(order, line));
}

/** What is truly left to ship: what the fulfilment orders say together. */
export function unfulfilledQuantity(order: Order, line: OrderLine): number {
  return Math.max(
    0,
    line.quantity -
      line.removedByEdit -
      refundedUnfulfilledUnits(order, line) -
      fulfilledUnits(order, line) -
      underWayUnits(order, line),
  );
}
