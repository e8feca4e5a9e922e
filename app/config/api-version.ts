/** The one Admin API version: GraphQL calls, webhook payloads (shopify.app.toml says the same) and generated types. */
export const API_VERSION = "2026-10";
