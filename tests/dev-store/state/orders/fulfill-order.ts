import { mustBeWhole, mustFind, RefusedOperation } from "../refusal.ts";
import { orderFulfillmentStatus } from "../order-status.ts";
import { fulfillmentWebhookBody } from "../rest/fulfillment-body.ts";
import type { Fulfillment, FulfillmentStatus, Instant, Order, Shop, ShipmentStatus } from "../types.ts";
import { announceUnlessSilent, instantOf, type OperationOptions, type World } from "../world.ts";
import { touchAndAnnounceOrder } from "./announce-order.ts";
import {
  locationOfLine,
  releasableFrom,
  releasableUnits,
  takeFromFulfillmentOrders,
} from "./fulfillment-orders.ts";

export type FulfillOrderInput = {
  /** Default: everything that is left at the location and not on hold. */
  lines?: { lineId: number; quantity: number }[];
  /** Default "success". */
  status?: FulfillmentStatus;
  shipmentStatus?: ShipmentStatus | null;
  trackingCompany?: string | null;
  trackingNumber?: string | null;
  trackingUrl?: string | null;
  /** Default: where the first line's fulfilment order is. A fulfilment ships from one location only. */
  locationId?: number;
};

/**
 * Ships units. Sends fulfillments/create, orders/fulfilled or orders/partially_fulfilled, and orders/updated.
 * Refuses more than is left, units on hold, and a cancelled order.
 */
export function fulfillOrder(
  world: World,
  shop: Shop,
  order: Order,
  input: FulfillOrderInput = {},
  options: OperationOptions = {},
): Fulfillment {
  if (order.cancelledAt !== null)
    throw new RefusedOperation(`${order.name} is cancelled and cannot be fulfilled.`);
  const at = instantOf(options);
  const locationId =
    input.locationId ?? releasableFrom(order, input.lines?.[0]?.lineId) ?? locationOfLine(order, 0);
  if (locationId === null) throw new RefusedOperation(`${order.name} has no location to ship from.`);
  const parts =
    input.lines ??
    order.lines
      .map((line) => ({ lineId: line.id, quantity: releasableUnits(order, line.id, locationId) }))
      .filter((part) => part.quantity > 0);
  if (parts.length === 0) throw new RefusedOperation(`${order.name} has nothing left to fulfil.`);
  for (const part of parts) {
    mustFind(
      order.lines.find((line) => line.id === part.lineId),
      `line ${part.lineId} on ${order.name}`,
    );
    mustBeWhole(part.quantity, "A fulfilled quantity");
    const left = releasableUnits(order, part.lineId, locationId);
    if (part.quantity > left) {
      throw new RefusedOperation(
        `${order.name}: ${part.quantity} units asked of line ${part.lineId}, ${left} can be fulfilled.`,
      );
    }
  }
  const fulfillment: Fulfillment = {
    id: world.nextId(),
    name: `${order.name}.${order.fulfillments.length + 1}`,
    status: input.status ?? "success",
    shipmentStatus: input.shipmentStatus ?? null,
    locationId,
    lines: parts.map((part) => ({ id: world.nextId(), ...part })),
    trackingCompany: input.trackingCompany ?? null,
    trackingNumber: input.trackingNumber ?? null,
    trackingUrl: input.trackingUrl ?? null,
    createdAt: at,
    updatedAt: at,
  };
  for (const part of parts)
    takeFromFulfillmentOrders(order, part.lineId, part.quantity, "fulfilled", at, locationId);
  order.fulfillments.push(fulfillment);
  announceFulfillmentChange(world, shop, order, fulfillment, {
    topic: "fulfillments/create",
    goodsLeft: fulfillment.status === "success",
    at,
    options,
  });
  return fulfillment;
}

export type FulfillmentChange = {
  topic: "fulfillments/create" | "fulfillments/update";
  /** Whether this change made units leave: news of a parcel does not ship the order again. */
  goodsLeft: boolean;
  at: Instant;
  options: OperationOptions;
};

/** Tells of a fulfilment and of what it made of the order; archives the order once all of it has been paid and shipped. */
export function announceFulfillmentChange(
  world: World,
  shop: Shop,
  order: Order,
  fulfillment: Fulfillment,
  { topic, goodsLeft, at, options }: FulfillmentChange,
): void {
  order.updatedAt = Math.max(order.updatedAt, at);
  const status = orderFulfillmentStatus(order);
  if (status === "fulfilled" && order.paid) order.closedAt ??= at;
  announceUnlessSilent(world, shop, options, [topic], () =>
    JSON.stringify(fulfillmentWebhookBody(shop, order, fulfillment)),
  );
  touchAndAnnounceOrder(world, shop, order, at, options, [
    ...(goodsLeft && status === "fulfilled" ? ["orders/fulfilled"] : []),
    ...(goodsLeft && status === "partial" ? ["orders/partially_fulfilled"] : []),
    "orders/updated",
  ]);
}
