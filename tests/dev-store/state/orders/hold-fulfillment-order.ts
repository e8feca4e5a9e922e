import type { FulfillmentHold, FulfillmentOrder, Order } from "../types.ts";
import type { World } from "../world.ts";

export type HoldInput = Omit<FulfillmentHold, "id">;

/** Splits units off into a fulfilment order of their own; gives back the one that keeps the rest. */
export function splitFulfillmentOrder(
  world: World,
  order: Order,
  fulfillmentOrder: FulfillmentOrder,
  parts: { fulfillmentOrderLineId: number; quantity: number }[],
  at: number,
): FulfillmentOrder | null {
  const rest: FulfillmentOrder["lines"] = [];
  for (const line of fulfillmentOrder.lines) {
    const held = parts.find((part) => part.fulfillmentOrderLineId === line.id)?.quantity ?? 0;
    const left = line.remainingQuantity - held;
    if (left > 0)
      rest.push({ id: world.nextId(), lineId: line.lineId, totalQuantity: left, remainingQuantity: left });
    line.totalQuantity -= left;
    line.remainingQuantity = held;
  }
  if (rest.length === 0) return null;
  fulfillmentOrder.lines = fulfillmentOrder.lines.filter((line) => line.totalQuantity > 0);
  const remaining: FulfillmentOrder = {
    ...fulfillmentOrder,
    id: world.nextId(),
    status: "open",
    holds: [],
    lines: rest,
    createdAt: at,
    updatedAt: at,
  };
  order.fulfillmentOrders.push(remaining);
  return remaining;
}

export function holdFulfillmentOrder(
  world: World,
  fulfillmentOrder: FulfillmentOrder,
  input: HoldInput,
  at: number,
): FulfillmentHold {
  const hold: FulfillmentHold = { id: world.nextId(), ...input };
  fulfillmentOrder.holds.push(hold);
  fulfillmentOrder.status = "on_hold";
  fulfillmentOrder.updatedAt = at;
  return hold;
}

/** Null releases every hold. */
export function releaseFulfillmentHolds(
  fulfillmentOrder: FulfillmentOrder,
  holdIds: number[] | null,
  at: number,
): void {
  fulfillmentOrder.holds =
    holdIds === null ? [] : fulfillmentOrder.holds.filter((hold) => !holdIds.includes(hold.id));
  if (fulfillmentOrder.holds.length === 0 && fulfillmentOrder.status === "on_hold")
    fulfillmentOrder.status = "open";
  fulfillmentOrder.updatedAt = at;
}
