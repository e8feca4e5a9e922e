import { v7 } from "uuid";
import type { Env } from "#app/config/env.server.ts";
import type { Logger } from "#app/config/logger.server.ts";
import { createAccessTokenStore } from "#app/db/access-token-store.ts";
import { createCipher } from "#app/db/cipher.ts";
import type { Cipher } from "#app/db/cipher.ts";
import { createDatabase } from "#app/db/client.ts";
import type { Database } from "#app/db/client.ts";
import { findShopIdentity } from "#app/db/find-shop-identity.ts";
import { withKnownDays } from "#app/services/context.ts";
import type { ShopContext } from "#app/services/context.ts";
import { createSmtpMailer } from "#app/emails/transport.ts";
import type { Mailer } from "#app/emails/mailer.ts";
import { createAccessTokens } from "#app/shopify/access-tokens.ts";
import { createGateways } from "#app/shopify/create-gateways.ts";
import type { GatewayOf } from "#app/shopify/create-gateways.ts";

type Purpose = Parameters<GatewayOf>[1];

/** The parts that exist once in a process, and the contexts made of them. */
export interface Wiring {
  env: Env;
  /** What the database answers to, embedded or not: for the parts that need a connection of their own. */
  databaseUrl: string;
  db: Database;
  cipher: Cipher;
  log: Logger;
  gatewayOf: GatewayOf;
  /** Connects when it first sends; null in a process that was given no mail server (ROLE=web). */
  mailer: Mailer | null;
  /** The context of an installed shop; null when it is unknown or has removed the app. */
  contextFor(shopId: string, purpose: Purpose): Promise<ShopContext | null>;
  contextForDomain(domain: string, purpose: Purpose): Promise<ShopContext | null>;
}

/** A new UUIDv7, lower-case. */
export const newId = (): string => v7();

/** Makes the parts; connects to nothing yet. */
export function createWiring(parts: {
  env: Env;
  databaseUrl: string;
  log: Logger;
  poolSize?: number;
}): Wiring {
  const { env, databaseUrl, log, poolSize } = parts;
  const db = createDatabase({ url: databaseUrl, ...(poolSize === undefined ? {} : { poolSize }) });
  const cipher = createCipher(env.ENCRYPTION_KEYS);
  const tokens = createAccessTokens({
    store: createAccessTokenStore(db, cipher),
    apiKey: env.SHOPIFY_API_KEY,
    apiSecret: env.SHOPIFY_API_SECRET[0],
  });
  const gatewayOf = createGateways({ tokens, log });

  const contextOf = async (
    where: { id: string } | { domain: string },
    purpose: Purpose,
  ): Promise<ShopContext | null> => {
    const shop = await findShopIdentity(db, where);
    if (shop === null) return null;
    return {
      shop: withKnownDays(shop, log),
      db,
      shopify: gatewayOf(shop.domain, purpose),
      cipher,
      now: () => new Date(),
      newId,
      log: log.child({ shop: shop.domain }),
    };
  };
  return {
    env,
    databaseUrl,
    db,
    cipher,
    log,
    gatewayOf,
    mailer:
      env.SMTP_URL === undefined || env.MAIL_FROM === undefined
        ? null
        : createSmtpMailer({ url: env.SMTP_URL, from: env.MAIL_FROM }),
    contextFor: (id, purpose) => contextOf({ id }, purpose),
    contextForDomain: (domain, purpose) => contextOf({ domain }, purpose),
  };
}

/**
 * The Remix build and the server that loads it are two bundles, each with its own copy of this module; what must exist
 * once in the process, a connection pool and a cost budget above all, is therefore kept on the process.
 */
const KEY = Symbol.for("batchbook.wiring");
const holder = globalThis as { [KEY]?: Wiring };

/** Makes the wiring known to every bundle of the process; called once, when it starts. */
export function provideWiring(parts: Wiring): void {
  holder[KEY] = parts;
}

/** @throws {Error} before `provideWiring` was called */
export function wiring(): Wiring {
  const parts = holder[KEY];
  if (parts === undefined) throw new Error("the process has not started: provideWiring was not called");
  return parts;
}
