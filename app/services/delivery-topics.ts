/** Webhooks that carry the whole order. */
export const orderBodyTopics = [
  "orders/create",
  "orders/updated",
  "orders/paid",
  "orders/fulfilled",
  "orders/partially_fulfilled",
  "orders/cancelled",
] as const;

/** Webhooks that only say that something happened to an order. */
export const orderEventTopics = [
  "orders/edited",
  "refunds/create",
  "fulfillments/create",
  "fulfillments/update",
] as const;

/** The rest: deletions, the catalogue, the installation. */
export const shopTopics = [
  "orders/delete",
  "products/create",
  "products/update",
  "products/delete",
  "app/uninstalled",
  "app/scopes_update",
] as const;

/** Every topic the worker has work for. A test holds this and shopify.app.toml together. */
export const deliveryTopics: readonly string[] = [...orderBodyTopics, ...orderEventTopics, ...shopTopics];
