import { gid } from "../gid.ts";
import { mustBeWhole, mustFind, RefusedOperation } from "../refusal.ts";
import { adjustInventory } from "../products/adjust-inventory.ts";
import type { FulfillmentOrder, Order, Shop } from "../types.ts";
import { announceUnlessSilent, instantOf, type OperationOptions, type World } from "../world.ts";
import { touchAndAnnounceOrder } from "./announce-order.ts";
import { isOpen, openFulfillmentOrder } from "./fulfillment-orders.ts";

export type MoveFulfillmentOrderInput = {
  /** Where the units are to ship from now. */
  locationId: number;
  /** Default: all that is left. By the order's lines. */
  lines?: { lineId: number; quantity: number }[];
};

type Requested = { id: number; lineId: number; quantity: number };

/**
 * Has units ship from another location. As Shopify documents fulfillmentOrderMove: all units of a fulfilment order of which
 * nothing has shipped move by changing its location; a part of them, or the rest of one that has shipped some, becomes a
 * fulfilment order of its own, and one that is left with nothing is closed. Sends fulfillment_orders/moved and orders/updated.
 */
export function moveFulfillmentOrder(
  world: World,
  shop: Shop,
  order: Order,
  fulfillmentOrderId: number,
  input: MoveFulfillmentOrderInput,
  options: OperationOptions = {},
): FulfillmentOrder {
  const original = mustFind(
    order.fulfillmentOrders.find((candidate) => candidate.id === fulfillmentOrderId),
    `fulfilment order ${fulfillmentOrderId} on ${order.name}`,
  );
  const destination = mustFind(shop.locations.get(input.locationId), `location ${input.locationId}`);
  if (!isOpen(original)) throw new RefusedOperation(`The fulfilment order is ${original.status}.`);
  if (!destination.isActive) throw new RefusedOperation(`${destination.name} is not active.`);
  if (destination.id === original.locationId)
    throw new RefusedOperation(`It ships from ${destination.name}.`);
  const at = instantOf(options);
  const sourceId = original.locationId;
  const requested = requestedLines(order, original, input);
  const isWhole = original.lines.every(
    (line) =>
      line.totalQuantity === (requested.find((part) => part.id === line.id)?.quantity ?? 0) &&
      line.remainingQuantity === line.totalQuantity,
  );
  const moved = isWhole ? original : splitOff(world, order, original, destination.id, requested, at);
  moved.locationId = destination.id;
  moved.updatedAt = at;
  for (const { lineId, quantity } of requested) {
    const variantId = order.lines.find((line) => line.id === lineId)?.variantId ?? null;
    adjustInventory(shop, variantId, sourceId, quantity);
    adjustInventory(shop, variantId, destination.id, -quantity);
  }
  announceUnlessSilent(world, shop, options, ["fulfillment_orders/moved"], () =>
    JSON.stringify({
      original_fulfillment_order: fulfillmentOrderBody(original),
      moved_fulfillment_order: fulfillmentOrderBody(moved),
      destination_location_id: gid("Location", destination.id),
      fulfillment_order_line_items_requested:
        input.lines === undefined
          ? []
          : requested.map(({ id, quantity }) => ({ id: gid("FulfillmentOrderLineItem", id), quantity })),
      source_location: { id: gid("Location", sourceId) },
    }),
  );
  touchAndAnnounceOrder(world, shop, order, at, options, ["orders/updated"]);
  return moved;
}

function requestedLines(
  order: Order,
  original: FulfillmentOrder,
  input: MoveFulfillmentOrderInput,
): Requested[] {
  const parts =
    input.lines ??
    original.lines
      .filter((line) => line.remainingQuantity > 0)
      .map((line) => ({ lineId: line.lineId, quantity: line.remainingQuantity }));
  if (parts.length === 0) throw new RefusedOperation("The fulfilment order has nothing left to move.");
  return parts.map(({ lineId, quantity }) => {
    const line = mustFind(
      original.lines.find((candidate) => candidate.lineId === lineId),
      `line ${lineId} in the fulfilment order`,
    );
    mustBeWhole(quantity, "A moved quantity");
    if (quantity > line.remainingQuantity) {
      const { remainingQuantity: left } = line;
      throw new RefusedOperation(
        `${order.name}: ${quantity} units of line ${lineId} asked, ${left} are left.`,
      );
    }
    return { id: line.id, lineId, quantity };
  });
}

function splitOff(
  world: World,
  order: Order,
  original: FulfillmentOrder,
  locationId: number,
  requested: Requested[],
  at: number,
): FulfillmentOrder {
  for (const { id, quantity } of requested) {
    const line = mustFind(
      original.lines.find((candidate) => candidate.id === id),
      "such line",
    );
    line.totalQuantity -= quantity;
    line.remainingQuantity -= quantity;
  }
  original.lines = original.lines.filter((line) => line.totalQuantity > 0);
  if (original.lines.every((line) => line.remainingQuantity === 0)) original.status = "closed";
  original.updatedAt = at;
  return openFulfillmentOrder(world, order, locationId, requested, at);
}

/** A fulfilment order as webhooks about it name it. */
function fulfillmentOrderBody({ id, status, locationId }: FulfillmentOrder): object {
  return {
    id: gid("FulfillmentOrder", id),
    status,
    assigned_location_id: gid("Location", locationId),
  };
}
