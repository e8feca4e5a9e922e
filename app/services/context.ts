import type { Logger } from "#app/config/logger.server.ts";
import type { Cipher } from "#app/db/cipher.ts";
import type { Database } from "#app/db/client.ts";
import { isTimeZone } from "#app/domain/shop-day.ts";
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

/**
 * A shop in a time zone that is not known here has the days of UTC: days that begin some hours off are better than a shop in
 * which nothing is ever assigned or recalled.
 */
export function withKnownDays(shop: ShopIdentity, log: Logger): ShopIdentity {
  if (isTimeZone(shop.timeZone)) return shop;
  log.error({ shop: shop.domain, timeZone: shop.timeZone }, "the shop's time zone is not known here");
  return { ...shop, timeZone: "UTC" };
}
