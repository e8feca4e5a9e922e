import { gid } from "../gid.ts";
import { fullName } from "./address-body.ts";
import type { Fulfillment, Order, Shop } from "../types.ts";
import { addressBody } from "./address-body.ts";
import { lineItemBody } from "./line-item-body.ts";
import { redactedAddress, redactedContact } from "./protected-data.ts";
import { restTimestamp } from "./timestamps.ts";

/** A fulfilment as it appears inside an order. */
export function fulfillmentBody(shop: Shop, order: Order, fulfillment: Fulfillment): object {
  return {
    id: fulfillment.id,
    admin_graphql_api_id: gid("Fulfillment", fulfillment.id),
    created_at: restTimestamp(fulfillment.createdAt, shop.timezone),
    location_id: fulfillment.locationId,
    name: fulfillment.name,
    order_id: order.id,
    origin_address: {},
    receipt: {},
    service: "manual",
    shipment_status: fulfillment.shipmentStatus,
    status: fulfillment.status,
    tracking_company: fulfillment.trackingCompany,
    tracking_number: fulfillment.trackingNumber,
    tracking_numbers: fulfillment.trackingNumber === null ? [] : [fulfillment.trackingNumber],
    tracking_url: fulfillment.trackingUrl,
    tracking_urls: fulfillment.trackingUrl === null ? [] : [fulfillment.trackingUrl],
    updated_at: restTimestamp(fulfillment.updatedAt, shop.timezone),
    line_items: fulfillment.lines.flatMap((part) => {
      const line = order.lines.find((candidate) => candidate.id === part.lineId);
      return line === undefined ? [] : [lineItemBody(shop, order, line, part.quantity)];
    }),
  };
}

/** The body of fulfillments/create and fulfillments/update: the same, with whom it goes to. */
export function fulfillmentWebhookBody(shop: Shop, order: Order, fulfillment: Fulfillment): object {
  const destination = redactedAddress(shop, order.shippingAddress);
  return {
    ...fulfillmentBody(shop, order, fulfillment),
    email: redactedContact(shop, order).email,
    destination:
      destination === null ? null : { ...(addressBody(destination) as object), name: fullName(destination) },
  };
}
