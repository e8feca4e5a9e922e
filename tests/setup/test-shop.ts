import { pino } from "pino";
import { v7 } from "uuid";
import { createCipher } from "#app/db/cipher.ts";
import type { Database } from "#app/db/client.ts";
import type { ShopContext, ShopIdentity } from "#app/services/context.ts";
import type { ShopifyGateway } from "#app/shopify/gateway.ts";

/** The key of every test: fixed, so that a second process can read what the first has written. */
export const TEST_ENCRYPTION_KEY = `test:${Buffer.alloc(32, 7).toString("base64")}`;

export const testCipher = createCipher([{ id: "test", key: Buffer.alloc(32, 7) }]);

interface ShopOverrides {
  domain?: string;
  timeZone?: string;
  includeTestOrders?: boolean;
}

let shopsMade = 0;

/** An installed shop. */
export async function makeShop(db: Database, overrides: ShopOverrides = {}): Promise<ShopIdentity> {
  shopsMade += 1;
  const shop = await db.shop.create({
    data: {
      id: v7(),
      domain: overrides.domain ?? `shop-${process.pid}-${shopsMade}.myshopify.com`,
      name: "Fern & Tallow",
      email: "hello@fernandtallow.example",
      timeZone: overrides.timeZone ?? "UTC",
      includeTestOrders: overrides.includeTestOrders ?? false,
      installedAt: new Date("2026-01-01T00:00:00Z"),
    },
  });
  return { id: shop.id, domain: shop.domain, timeZone: shop.timeZone };
}

interface ContextOverrides {
  now?: Date | (() => Date);
  shopify?: Partial<ShopifyGateway>;
}

/** A context as routes and the worker get it; a call to Shopify that the test did not provide for is an error. */
export function makeContext(db: Database, shop: ShopIdentity, overrides: ContextOverrides = {}): ShopContext {
  const { now } = overrides;
  return {
    shop,
    db,
    cipher: testCipher,
    shopify: refusingGateway(overrides.shopify ?? {}),
    now: now === undefined ? () => new Date() : typeof now === "function" ? now : () => now,
    newId: () => v7(),
    log: pino({ level: process.env["TEST_LOG_LEVEL"] ?? "silent" }),
  };
}

function refusingGateway(given: Partial<ShopifyGateway>): ShopifyGateway {
  return new Proxy(given as ShopifyGateway, {
    get(target, method): unknown {
      const provided: unknown = Reflect.get(target, method);
      return (
        provided ??
        (() => {
          throw new Error(`the test did not expect a call of ${String(method)}`);
        })
      );
    },
  });
}
