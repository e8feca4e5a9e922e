import { mustBeWhole, mustFind, RefusedOperation } from "../refusal.ts";
import { adjustInventory } from "../products/adjust-inventory.ts";
import {
  currentQuantity,
  fulfilledUnits,
  refundedUnits,
  refundedUnfulfilledUnits,
  unfulfilledQuantity,
} from "../quantities.ts";
import { refundBody } from "../rest/refund-body.ts";
import type { Cents, Order, Refund, RefundLine, RestockType, Shop } from "../types.ts";
import { announceUnlessSilent, instantOf, type OperationOptions, type World } from "../world.ts";
import { touchAndAnnounceOrder } from "./announce-order.ts";
import { locationOfLine, takeFromFulfillmentOrders } from "./fulfillment-orders.ts";

type RefundLineInput = {
  lineId: number;
  quantity: number;
  restockType: RestockType;
  /** Where the goods go back to; default where they shipped from. */
  locationId?: number;
  /** For no_restock and legacy_restock: how many had not been shipped. Default: as many as there are. */
  unfulfilledUnits?: number;
};

export type RefundOrderInput = {
  /** None: money only. */
  lines?: RefundLineInput[];
  /** Default what the lines cost; 0 on an unpaid order. */
  amountCents?: Cents;
  note?: string | null;
  returnId?: number;
};

/** Units of the refund that had not been shipped, by its restock type. Refuses what the order cannot give. */
function unfulfilledPart(order: Order, input: RefundLineInput): number {
  const line = mustFind(
    order.lines.find((candidate) => candidate.id === input.lineId),
    `line ${input.lineId} on ${order.name}`,
  );
  const quantity = mustBeWhole(input.quantity, "A refunded quantity");
  const unfulfilled = unfulfilledQuantity(order, line);
  const shipped =
    fulfilledUnits(order, line) - (refundedUnits(order, line) - refundedUnfulfilledUnits(order, line));
  const refuse = (units: number, what: string): never => {
    throw new RefusedOperation(
      `${order.name}: ${quantity} units of line ${line.id} cannot be refunded as ${input.restockType}, ${units} ${what}.`,
    );
  };
  if (quantity > currentQuantity(order, line)) refuse(currentQuantity(order, line), "are left");
  switch (input.restockType) {
    case "cancel":
      return quantity > unfulfilled ? refuse(unfulfilled, "are unfulfilled") : quantity;
    case "return":
      return quantity > shipped ? refuse(shipped, "have been shipped") : 0;
    case "no_restock":
    case "legacy_restock": {
      const part = input.unfulfilledUnits ?? Math.min(quantity, unfulfilled);
      if (part > unfulfilled) refuse(unfulfilled, "are unfulfilled");
      if (quantity - part > shipped) refuse(shipped, "have been shipped");
      return part;
    }
    default:
      throw new RefusedOperation(`There is no restock type "${String(input.restockType)}".`);
  }
}

/** Writes the refund into the order, without telling anybody. */
export function recordRefund(
  world: World,
  shop: Shop,
  order: Order,
  input: RefundOrderInput,
  at: number,
): Refund {
  const lines: RefundLine[] = [];
  const refund: Refund = {
    id: world.nextId(),
    note: input.note ?? null,
    restock: false,
    lines,
    amountCents: 0,
    returnId: input.returnId ?? null,
    createdAt: at,
    processedAt: at,
  };
  // Its transaction takes the next id.
  world.nextId();
  for (const part of input.lines ?? []) {
    const unfulfilledUnits = unfulfilledPart(order, part);
    const line = mustFind(
      order.lines.find((candidate) => candidate.id === part.lineId),
      `line ${part.lineId}`,
    );
    const locationId = part.locationId ?? locationOfLine(order, line.id);
    const restocked = part.restockType !== "no_restock";
    takeFromFulfillmentOrders(order, line.id, unfulfilledUnits, "removed", at);
    if (restocked && locationId !== null) adjustInventory(shop, line.variantId, locationId, part.quantity);
    lines.push({
      id: world.nextId(),
      lineId: line.id,
      quantity: part.quantity,
      restockType: part.restockType,
      locationId: restocked ? locationId : null,
      subtotalCents: line.priceCents * part.quantity,
      unfulfilledUnits,
    });
    // Later lines of this refund must see this one.
    if (!order.refunds.includes(refund)) order.refunds.push(refund);
  }
  if (!order.refunds.includes(refund)) order.refunds.push(refund);
  refund.restock = lines.some((line) => line.restockType !== "no_restock");
  const cost = lines.reduce((sum, line) => sum + line.subtotalCents, 0);
  refund.amountCents = order.paid ? (input.amountCents ?? cost) : 0;
  return refund;
}

/** Money back, goods back, or both. Sends refunds/create and orders/updated. */
export function refundOrder(
  world: World,
  shop: Shop,
  order: Order,
  input: RefundOrderInput,
  options: OperationOptions = {},
): Refund {
  const at = instantOf(options);
  const before = order.refunds.length;
  let refund: Refund;
  try {
    refund = recordRefund(world, shop, order, input, at);
  } catch (error) {
    order.refunds.length = before;
    throw error;
  }
  order.updatedAt = Math.max(order.updatedAt, at);
  announceUnlessSilent(world, shop, options, ["refunds/create"], () =>
    JSON.stringify(refundBody(shop, order, refund)),
  );
  touchAndAnnounceOrder(world, shop, order, at, options, ["orders/updated"]);
  return refund;
}
