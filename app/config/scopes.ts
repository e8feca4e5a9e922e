/** Granted at install. Shopify reads them from shopify.app.toml; a test holds both together. */
export const REQUIRED_SCOPES = [
  "read_orders",
  "write_orders",
  "read_products",
  "read_customers",
  "write_customers",
  "read_fulfillments",
  "read_returns",
  "read_locations",
  "read_merchant_managed_fulfillment_orders",
] as const;
