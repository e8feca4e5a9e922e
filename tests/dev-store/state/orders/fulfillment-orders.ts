/** Keeping an order's fulfilment orders in step with what is left to ship. */
import type { FulfillmentOrder, Instant, Order } from "../types.ts";
import type { World } from "../world.ts";

const OPEN_STATUSES: readonly FulfillmentOrder["status"][] = ["open", "in_progress", "scheduled", "on_hold"];

export function isOpen(fulfillmentOrder: FulfillmentOrder): boolean {
  return OPEN_STATUSES.includes(fulfillmentOrder.status);
}

export function openFulfillmentOrder(
  world: World,
  order: Order,
  locationId: number,
  lines: { lineId: number; quantity: number }[],
  at: Instant,
): FulfillmentOrder {
  const fulfillmentOrder: FulfillmentOrder = {
    id: world.nextId(),
    orderId: order.id,
    locationId,
    status: "open",
    requestStatus: "unsubmitted",
    holds: [],
    lines: lines.map((line) => ({
      id: world.nextId(),
      lineId: line.lineId,
      totalQuantity: line.quantity,
      remainingQuantity: line.quantity,
    })),
    createdAt: at,
    updatedAt: at,
  };
  order.fulfillmentOrders.push(fulfillmentOrder);
  return fulfillmentOrder;
}

/** Adds units to the open fulfilment order of a location, or opens one. */
export function addToFulfillmentOrder(
  world: World,
  order: Order,
  locationId: number,
  lineId: number,
  quantity: number,
  at: Instant,
): void {
  const open = order.fulfillmentOrders.find(
    (candidate) => candidate.locationId === locationId && candidate.status === "open",
  );
  if (open === undefined) {
    openFulfillmentOrder(world, order, locationId, [{ lineId, quantity }], at);
    return;
  }
  const line = open.lines.find((candidate) => candidate.lineId === lineId);
  if (line === undefined) {
    open.lines.push({ id: world.nextId(), lineId, totalQuantity: quantity, remainingQuantity: quantity });
  } else {
    line.totalQuantity += quantity;
    line.remainingQuantity += quantity;
  }
  open.updatedAt = at;
}

/** Where units of the order, or of one of its lines, may be fulfilled from now; null: nothing may. */
export function releasableFrom(order: Order, lineId?: number): number | null {
  const found = order.fulfillmentOrders.find(
    (candidate) =>
      isOpen(candidate) &&
      candidate.status !== "on_hold" &&
      candidate.lines.some(
        (line) => line.remainingQuantity > 0 && (lineId === undefined || line.lineId === lineId),
      ),
  );
  return found?.locationId ?? null;
}

/** Units of a line that may be fulfilled now from a location: those in fulfilment orders that are not on hold. */
export function releasableUnits(order: Order, lineId: number, locationId: number): number {
  let units = 0;
  for (const fulfillmentOrder of order.fulfillmentOrders) {
    if (!isOpen(fulfillmentOrder) || fulfillmentOrder.status === "on_hold") continue;
    if (fulfillmentOrder.locationId !== locationId) continue;
    for (const line of fulfillmentOrder.lines) if (line.lineId === lineId) units += line.remainingQuantity;
  }
  return units;
}

/**
 * Takes units of a line out of the order's open fulfilment orders, shipped (`fulfilled`) or removed.
 * Removed units leave the total as well. Units on hold are taken last, and only when removed. A fulfilment takes those
 * of its own location only.
 * Gives back what it could not find.
 */
export function takeFromFulfillmentOrders(
  order: Order,
  lineId: number,
  quantity: number,
  why: "fulfilled" | "removed",
  at: Instant,
  locationId: number | null = null,
): number {
  let wanted = quantity;
  const candidates = order.fulfillmentOrders
    .filter((candidate) => isOpen(candidate) && (why === "removed" || candidate.status !== "on_hold"))
    .filter((candidate) => locationId === null || candidate.locationId === locationId)
    .sort((a, b) => Number(a.status === "on_hold") - Number(b.status === "on_hold"));
  for (const fulfillmentOrder of candidates) {
    for (const line of fulfillmentOrder.lines) {
      if (line.lineId !== lineId || wanted === 0) continue;
      const taken = Math.min(wanted, line.remainingQuantity);
      if (taken === 0) continue;
      line.remainingQuantity -= taken;
      if (why === "removed") line.totalQuantity -= taken;
      wanted -= taken;
      fulfillmentOrder.updatedAt = at;
      const left = fulfillmentOrder.lines.reduce((sum, each) => sum + each.remainingQuantity, 0);
      if (left === 0) fulfillmentOrder.status = "closed";
      else if (why === "fulfilled" && fulfillmentOrder.status === "open")
        fulfillmentOrder.status = "in_progress";
    }
  }
  return wanted;
}

/** Where a line ships from: the location of its latest fulfilment order. */
export function locationOfLine(order: Order, lineId: number): number | null {
  const holding = order.fulfillmentOrders.filter((candidate) =>
    candidate.lines.some((line) => line.lineId === lineId),
  );
  return holding.at(-1)?.locationId ?? order.fulfillmentOrders.at(-1)?.locationId ?? null;
}

/** The order will not be shipped any more. */
export function closeFulfillmentOrders(order: Order, at: Instant): void {
  for (const fulfillmentOrder of order.fulfillmentOrders) {
    if (!isOpen(fulfillmentOrder)) continue;
    fulfillmentOrder.status = "closed";
    fulfillmentOrder.holds = [];
    for (const line of fulfillmentOrder.lines) line.remainingQuantity = 0;
    fulfillmentOrder.updatedAt = at;
  }
}
