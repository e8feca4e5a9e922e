import type { Logger } from "#app/config/logger.server.ts";
import type { Cipher } from "#app/db/cipher.ts";
import type { Database } from "#app/db/client.ts";
import type { ShopifyGateway } from "#app/shopify/gateway.ts";

/** The shop a service works for. Read once when the context is made. */
export interface ShopIdentity {
  id: string;
  domain: string;
  timeZone: string;
}

/** What every service gets first. The shop is bound here and cannot be named again further down. */
export interface ShopContext {
  shop: ShopIdentity;
  db: Database;
  shopify: ShopifyGateway;
  cipher: Cipher;
  /** The present instant. */
  now: () => Date;
  /** A new UUIDv7, lower-case. */
  newId: () => string;
  log: Logger;
}
