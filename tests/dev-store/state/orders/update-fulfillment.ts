import { mustFind } from "../refusal.ts";
import type { Fulfillment, FulfillmentStatus, Order, Shop, ShipmentStatus } from "../types.ts";
import { instantOf, type OperationOptions, type World } from "../world.ts";
import { announceFulfillmentChange } from "./fulfill-order.ts";

export type UpdateFulfillmentInput = {
  status?: Exclude<FulfillmentStatus, "cancelled">;
  shipmentStatus?: ShipmentStatus | null;
  trackingCompany?: string | null;
  trackingNumber?: string | null;
  trackingUrl?: string | null;
};

/** News of a shipment, or a pending fulfilment that succeeds. Sends fulfillments/update, orders/updated. */
export function updateFulfillment(
  world: World,
  shop: Shop,
  order: Order,
  fulfillmentId: number,
  input: UpdateFulfillmentInput,
  options: OperationOptions = {},
): Fulfillment {
  const fulfillment = mustFind(
    order.fulfillments.find((candidate) => candidate.id === fulfillmentId),
    `fulfilment ${fulfillmentId} on ${order.name}`,
  );
  const at = instantOf(options);
  const { status, shipmentStatus, trackingCompany, trackingNumber, trackingUrl } = input;
  const hadLeft = fulfillment.status === "success";
  if (status !== undefined) fulfillment.status = status;
  if (shipmentStatus !== undefined) fulfillment.shipmentStatus = shipmentStatus;
  if (trackingCompany !== undefined) fulfillment.trackingCompany = trackingCompany;
  if (trackingNumber !== undefined) fulfillment.trackingNumber = trackingNumber;
  if (trackingUrl !== undefined) fulfillment.trackingUrl = trackingUrl;
  fulfillment.updatedAt = at;
  announceFulfillmentChange(world, shop, order, fulfillment, {
    topic: "fulfillments/update",
    goodsLeft: !hadLeft && fulfillment.status === "success",
    at,
    options,
  });
  return fulfillment;
}
