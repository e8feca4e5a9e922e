/** Webhooks that carry the whole order. */
export const orderBodyTopics = [
  "orders/create",
  "orders/updated",
  "orders/paid",
  "orders/fulfilled",
  "orders/partially_fulfilled",
  "orders/cancelled",
] as const;

export function carriesOrderBody(topic: string): boolean {
  return (orderBodyTopics as readonly string[]).includes(topic);
}

/** Webhooks that only say that something happened to an order. */
export const orderEventTopics = [
  "orders/edited",
  "refunds/create",
  "fulfillments/create",
  "fulfillments/update",
  "returns/request",
  "returns/approve",
  "returns/decline",
  "returns/update",
  "returns/process",
  "returns/cancel",
  "returns/close",
  "returns/reopen",
] as const;

/** Webhooks that only say where an order's units are to ship from, and name no order. */
export const fulfilmentOrderTopics = [
  "fulfillment_orders/order_routing_complete",
  "fulfillment_orders/moved",
  "fulfillment_orders/split",
  "fulfillment_orders/merged",
] as const;

/** The rest: deletions, the catalogue, the locations, the installation, files that are ready. */
export const shopTopics = [
  "orders/delete",
  "products/create",
  "products/update",
  "products/delete",
  "locations/create",
  "locations/update",
  "locations/activate",
  "locations/deactivate",
  "locations/delete",
  "app/uninstalled",
  "app/scopes_update",
  "bulk_operations/finish",
] as const;

/** Every topic the worker has work for. A test holds this and shopify.app.toml together. */
export const deliveryTopics: readonly string[] = [
  ...orderBodyTopics,
  ...orderEventTopics,
  ...fulfilmentOrderTopics,
  ...shopTopics,
];
