import { expect, test } from "vitest";
import { createAccessTokenStore } from "#app/db/access-token-store.ts";
import { createDatabase } from "#app/db/client.ts";
import { createAccessTokens } from "#app/shopify/access-tokens.ts";
import type { AccessTokens } from "#app/shopify/access-tokens.ts";
import { ShopifyAccessError, ShopifyUnavailableError } from "#app/shopify/gateway.ts";
import { createShopify } from "#app/shopify.server.ts";
import { expireAccessTokens, uninstallApp } from "../../dev-store/state/shops/installation.ts";
import type { Shop } from "../../dev-store/state/types.ts";
import { TEST_API_KEY, TEST_API_SECRET, useDevStore } from "../../setup/test-dev-store.ts";
import { useTestDatabase } from "../../setup/test-database.ts";
import { testCipher } from "../../setup/test-shop.ts";
import { adminRequest } from "./admin-request.ts";

const database = useTestDatabase();
const dev = useDevStore();

const tokensOn = (db = database.db): AccessTokens =>
  createAccessTokens({
    store: createAccessTokenStore(db, testCipher),
    apiKey: TEST_API_KEY,
    apiSecret: TEST_API_SECRET,
  });

/** Calls of the token endpoint since the shop's session was made. */
const refreshes = (shop: Shop) => dev.store.requests.list({ shop: shop.domain, kind: "oauth" });

/** A shop with a stored session whose token Shopify no longer takes, and which is known to have ended. */
async function shopWithEndedToken(): Promise<Shop> {
  const shop = dev.makeStoreShop();
  await createShopify(dev.wire(database.url)).authenticateAdmin(await adminRequest(dev.store, shop.domain));
  expireAccessTokens(shop);
  dev.store.requests.clear(shop.domain);
  await database.db.session.updateMany({ data: { expires: new Date(Date.now() - 1000) } });
  return shop;
}

test("a token that is good for longer is used as it is", async () => {
  const shop = dev.makeStoreShop();
  await createShopify(dev.wire(database.url)).authenticateAdmin(await adminRequest(dev.store, shop.domain));

  const token = await tokensOn().current(shop.domain);

  expect(shop.accessTokens.get(token)?.revoked).toBe(false);
  expect(refreshes(shop)).toHaveLength(1);
});

test("ten callers in two processes at once make one refresh and get the same token", async () => {
  const shop = await shopWithEndedToken();
  const otherProcess = createDatabase({ url: database.url });
  try {
    const here = tokensOn();
    const there = tokensOn(otherProcess);

    const tokens = await Promise.all(
      Array.from({ length: 10 }, (_, index) => (index % 2 === 0 ? here : there).current(shop.domain)),
    );

    expect(new Set(tokens).size).toBe(1);
    expect(refreshes(shop)).toHaveLength(1);
    expect(shop.accessTokens.get(tokens[0] ?? "")?.expiresAt).toBeGreaterThan(Date.now());
    const row = await database.db.session.findFirstOrThrow();
    expect(testCipher.decrypt(row.accessToken)).toBe(tokens[0]);
    expect(row.expires?.getTime()).toBeGreaterThan(Date.now() + 3_000_000);
    expect(row.refreshTokenExpires?.getTime()).toBeGreaterThan(Date.now() + 80 * 86_400_000);
  } finally {
    await otherProcess.$disconnect();
  }
});

test("ten callers whose token was refused make one refresh", async () => {
  const shop = await shopWithEndedToken();
  await database.db.session.updateMany({ data: { expires: new Date(Date.now() + 3_000_000) } });
  const tokens = tokensOn();
  const refused = await tokens.current(shop.domain);

  const fresh = await Promise.all(Array.from({ length: 10 }, () => tokens.replace(shop.domain, refused)));

  expect(new Set(fresh).size).toBe(1);
  expect(fresh[0]).not.toBe(refused);
  expect(refreshes(shop)).toHaveLength(1);
});

test("a refresh token that is dead means no access until the merchant comes", async () => {
  const shop = await shopWithEndedToken();
  uninstallApp(dev.store.world, shop, { webhooks: false });

  await expect(tokensOn().current(shop.domain)).rejects.toThrow(ShopifyAccessError);
});

test("a shop without a session has no access", async () => {
  await expect(tokensOn().current("nobody.myshopify.com")).rejects.toThrow(ShopifyAccessError);
});

for (const action of ["500", "429", "hangup", "hangup-after"]) {
  test(`when the token endpoint fails (${action}) the next call succeeds with what is stored`, async () => {
    const shop = await shopWithEndedToken();
    dev.store.faults.add({ kind: "oauth", action, nth: 1, shop: shop.domain });
    const tokens = tokensOn();

    await expect(tokens.current(shop.domain)).rejects.toThrow(ShopifyUnavailableError);
    const token = await tokens.current(shop.domain);

    expect(shop.accessTokens.get(token)?.revoked).toBe(false);
    expect(refreshes(shop)).toHaveLength(2);
  });
}
