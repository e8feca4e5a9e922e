import { afterAll, beforeAll } from "vitest";
import { readEnv } from "#app/config/env.server.ts";
import { createLogger } from "#app/config/logger.server.ts";
import { createWiring } from "#app/context.server.ts";
import type { Wiring } from "#app/context.server.ts";
import type { DevStore } from "../dev-store/dev-store.ts";
import { startDevStore } from "../dev-store/server.ts";
import type { CreateShopInput } from "../dev-store/state/shops/create-shop.ts";
import type { Shop } from "../dev-store/state/types.ts";
import { TEST_ENCRYPTION_KEY } from "./test-shop.ts";

export const TEST_API_KEY = "batchbook-test-key";
export const TEST_API_SECRET = "batchbook-test-secret";
export const TEST_APP_URL = "https://batchbook.test";

interface TestDevStore {
  readonly store: DevStore;
  /** A shop of its own for a test, with a name nobody else has. */
  makeStoreShop(input?: Partial<CreateShopInput>): Shop;
  /** The process's parts as they are in production, on the given database. */
  wire(databaseUrl: string): Wiring;
}

let shopsMade = 0;

/**
 * A dev store for this test file; this process's fetch goes to it. Only one for a file: where the redirect leads is
 * settled once for a process.
 */
export function useDevStore(): TestDevStore {
  let store: DevStore | undefined;
  const wirings: Wiring[] = [];

  beforeAll(async () => {
    store = await startDevStore({
      appUrl: "http://127.0.0.1:1",
      apiKey: TEST_API_KEY,
      apiSecret: TEST_API_SECRET,
      appToml: "shopify.app.toml",
    });
    process.env["DEV_STORE_URL"] = store.url;
    await import(new URL("../dev-store/redirect.mjs", import.meta.url).href);
  });
  afterAll(async () => {
    await Promise.all(wirings.map((wiring) => wiring.db.$disconnect()));
    await store?.stop();
  });

  const started = (): DevStore => {
    if (store === undefined) throw new Error("the dev store starts before the first test, not before that");
    return store;
  };
  return {
    get store() {
      return started();
    },
    makeStoreShop(input = {}) {
      shopsMade += 1;
      return started().shops.create({ name: `test-shop-${shopsMade}`, ...input });
    },
    wire(databaseUrl) {
      const env = readEnv({
        SHOPIFY_API_KEY: TEST_API_KEY,
        SHOPIFY_API_SECRET: TEST_API_SECRET,
        SHOPIFY_APP_URL: TEST_APP_URL,
        ENCRYPTION_KEYS: TEST_ENCRYPTION_KEY,
        ROLE: "web",
        LOG_LEVEL: "silent",
      });
      const wiring = createWiring({ env, databaseUrl, log: createLogger(env.LOG_LEVEL) });
      wirings.push(wiring);
      return wiring;
    },
  };
}
