import { expect, test } from "vitest";
import { createShopify } from "#app/shopify.server.ts";
import { uninstallShop } from "#app/services/uninstall-shop.ts";
import { updateScopes } from "#app/services/update-scopes.ts";
import { issueSessionToken } from "../../dev-store/session-token.ts";
import { installApp, uninstallApp } from "../../dev-store/state/shops/installation.ts";
import { TEST_API_KEY, TEST_API_SECRET, TEST_APP_URL, useDevStore } from "../../setup/test-dev-store.ts";
import { useTestDatabase } from "../../setup/test-database.ts";
import { makeShop } from "../../setup/test-shop.ts";
import { adminRequest, BROWSER } from "./admin-request.ts";

const database = useTestDatabase();
const dev = useDevStore();

const app = () => {
  const wiring = dev.wire(database.url);
  return { wiring, shopify: createShopify(wiring) };
};

const jobNames = async (): Promise<string[]> => {
  const jobs = await database.db.$queryRaw<{ name: string }[]>`
    SELECT task_identifier AS name FROM graphile_worker.jobs ORDER BY 1`;
  return jobs.map((job) => job.name);
};

const refusal = async (answer: Promise<unknown>): Promise<Response> => {
  const thrown: unknown = await answer.then(
    () => new Error("the request was let in"),
    (error: unknown) => error,
  );
  if (!(thrown instanceof Response)) throw thrown;
  return thrown;
};

test("a shop in a time zone that is not known here has the days of UTC, and works", async () => {
  const { wiring } = app();
  const { id } = await makeShop(database.db, { timeZone: "America/Atlantis" });
  const ctx = await wiring.contextFor(id, "background");
  expect(ctx?.shop.timeZone).toBe("UTC");
});

test("the first request with a valid token creates the shop, reads its details and queues its first reads", async () => {
  const shop = dev.makeStoreShop({
    title: "Fern & Tallow",
    timezone: "Europe/Lisbon",
    currency: "EUR",
    email: "hello@fern.example",
    locale: "pt",
  });
  const { shopify } = app();

  const { ctx, actor } = await shopify.authenticateAdmin(await adminRequest(dev.store, shop.domain));

  expect(ctx.shop).toMatchObject({ domain: shop.domain, timeZone: "Europe/Lisbon" });
  expect(actor).toBe("merchant:69523243207");
  const row = await database.db.shop.findUniqueOrThrow({ where: { id: ctx.shop.id } });
  expect(row).toMatchObject({
    name: "Fern & Tallow",
    currency: "EUR",
    email: "hello@fern.example",
    locale: "pt",
    uninstalledAt: null,
    catalogueState: "waiting",
  });
  expect(row.scopes.split(",").sort()).toEqual([...shop.grantedScopes].sort());
  expect(row.id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7/);
  expect(await jobNames()).toEqual(["import-catalogue", "sweep-orders", "sync-locations"]);
});

test("eight requests at once install one shop once", async () => {
  const shop = dev.makeStoreShop();
  const first = app().shopify;
  const second = app().shopify;
  const requests = await Promise.all(Array.from({ length: 8 }, () => adminRequest(dev.store, shop.domain)));

  const answers = await Promise.all(
    requests.map((request, index) => (index % 2 === 0 ? first : second).authenticateAdmin(request)),
  );

  expect(new Set(answers.map(({ ctx }) => ctx.shop.id)).size).toBe(1);
  expect(await database.db.shop.count()).toBe(1);
  expect(await jobNames()).toEqual(["import-catalogue", "sweep-orders", "sync-locations"]);
});

test("a request with a stored session exchanges nothing and queues nothing", async () => {
  const shop = dev.makeStoreShop();
  const { shopify } = app();
  await shopify.authenticateAdmin(await adminRequest(dev.store, shop.domain));
  await database.db.$executeRaw`DELETE FROM graphile_worker._private_jobs`;

  await shopify.authenticateAdmin(await adminRequest(dev.store, shop.domain));

  expect(dev.store.requests.list({ shop: shop.domain, kind: "oauth" })).toHaveLength(1);
  expect(await jobNames()).toEqual([]);
});

test("when Shopify does not answer, the shop is made all the same", async () => {
  const shop = dev.makeStoreShop();
  dev.store.faults.add({ kind: "graphql", action: "502", nth: 1, times: 5, shop: shop.domain });
  const { shopify } = app();

  const { ctx } = await shopify.authenticateAdmin(await adminRequest(dev.store, shop.domain));

  expect(await database.db.shop.findUniqueOrThrow({ where: { id: ctx.shop.id } })).toMatchObject({
    name: "",
  });
  expect(await jobNames()).toEqual(["import-catalogue", "sweep-orders", "sync-locations"]);
});

test("after an uninstall the sessions are gone and no context is made; the data stays and a reinstall doubles nothing", async () => {
  const shop = dev.makeStoreShop();
  const { shopify, wiring } = app();
  const { ctx } = await shopify.authenticateAdmin(await adminRequest(dev.store, shop.domain));
  await database.db.product.create({ data: { shopId: ctx.shop.id, id: 7n, title: "Soap" } });
  uninstallApp(dev.store.world, shop, { webhooks: false });

  await uninstallShop(ctx, new Date(Date.now() + 1000));

  expect(await database.db.session.count()).toBe(0);
  expect(await wiring.contextFor(ctx.shop.id, "background")).toBeNull();
  expect(await database.db.product.count()).toBe(1);

  await database.db.$executeRaw`DELETE FROM graphile_worker._private_jobs`;
  installApp(shop, shop.grantedScopes);
  const again = await shopify.authenticateAdmin(await adminRequest(dev.store, shop.domain));

  expect(again.ctx.shop.id).toBe(ctx.shop.id);
  expect(await database.db.shop.findMany({ select: { uninstalledAt: true } })).toEqual([
    { uninstalledAt: null },
  ]);
  expect(await database.db.product.count()).toBe(1);
  expect(await jobNames()).toEqual(["import-catalogue", "sweep-orders", "sync-locations"]);
});

test("an uninstall that is delivered after the reinstall changes nothing", async () => {
  const shop = dev.makeStoreShop();
  const { shopify, wiring } = app();
  const { ctx } = await shopify.authenticateAdmin(await adminRequest(dev.store, shop.domain));

  await uninstallShop(ctx, new Date(Date.now() - 60_000));

  expect(await wiring.contextFor(ctx.shop.id, "background")).not.toBeNull();
  expect(await database.db.session.count()).toBe(1);
});

test("a request that was let in just before an uninstall does not install the app again", async () => {
  const shop = dev.makeStoreShop();
  const { shopify, wiring } = app();
  const { ctx } = await shopify.authenticateAdmin(await adminRequest(dev.store, shop.domain));
  const overtaken = createShopify({
    ...wiring,
    contextForDomain: async (domain, purpose) => {
      await uninstallShop(ctx, new Date(Date.now() + 1000));
      return wiring.contextForDomain(domain, purpose);
    },
  });

  const answer = await refusal(overtaken.authenticateAdmin(await adminRequest(dev.store, shop.domain)));

  expect(answer.status).toBe(401);
  expect(answer.headers.get("X-Shopify-Retry-Invalid-Session-Request")).toBe("1");
  const { uninstalledAt } = await database.db.shop.findUniqueOrThrow({ where: { id: ctx.shop.id } });
  expect(uninstalledAt).not.toBeNull();
});

test("granted scopes are stored when they change", async () => {
  const shop = dev.makeStoreShop();
  const { ctx } = await app().shopify.authenticateAdmin(await adminRequest(dev.store, shop.domain));

  await updateScopes(ctx, { id: 1, previous: [], current: ["read_orders", "read_all_orders"] });

  const { scopes } = await database.db.shop.findUniqueOrThrow({ where: { id: ctx.shop.id } });
  expect(scopes).toBe("read_orders,read_all_orders");
});

test("a token that Shopify has revoked is exchanged for a new one at the merchant's next visit", async () => {
  const shop = dev.makeStoreShop();
  const { shopify } = app();
  await shopify.authenticateAdmin(await adminRequest(dev.store, shop.domain));
  for (const token of shop.accessTokens.values()) token.revoked = true;
  for (const token of shop.refreshTokens.values()) token.revoked = true;
  const visit = await shopify.authenticateAdmin(await adminRequest(dev.store, shop.domain));
  expect((await refusal(visit.admin.graphql("{ shop { name } }"))).status).toBe(401);

  const { ctx } = await shopify.authenticateAdmin(await adminRequest(dev.store, shop.domain));

  expect(await ctx.shopify.readShop()).toMatchObject({ name: shop.title });
});

const tokenRefusals = [
  { what: "no token", token: () => Promise.resolve("") },
  { what: "a token that is not one", token: () => Promise.resolve("not.a.token") },
  {
    what: "a token that expired a minute ago",
    token: () => {
      const shop = dev.makeStoreShop();
      return issueSessionToken(shop, TEST_API_KEY, TEST_API_SECRET, 1, Date.now() - 121_000);
    },
  },
  {
    what: "a token for another app",
    token: () => issueSessionToken(dev.makeStoreShop(), "another-key", TEST_API_SECRET),
  },
  {
    what: "a token that another secret has signed",
    token: () => issueSessionToken(dev.makeStoreShop(), TEST_API_KEY, "another-secret"),
  },
];

for (const { what, token } of tokenRefusals) {
  test(`an API request with ${what} is refused and makes no shop`, async () => {
    const request = await adminRequest(dev.store, "unused.myshopify.com", { token: await token() });

    const answer = await refusal(app().shopify.authenticateAdmin(request));

    expect([302, 401]).toContain(answer.status);
    expect(await database.db.shop.count()).toBe(0);
    expect(await database.db.session.count()).toBe(0);
  });
}

test("an expired token is answered so that App Bridge fetches a new one, readable across origins", async () => {
  const shop = dev.makeStoreShop();
  const token = await issueSessionToken(shop, TEST_API_KEY, TEST_API_SECRET, 1, Date.now() - 121_000);

  const answer = await refusal(
    app().shopify.authenticateAdmin(await adminRequest(dev.store, shop.domain, { token })),
  );

  expect(answer.status).toBe(401);
  expect(answer.headers.get("X-Shopify-Retry-Invalid-Session-Request")).toBe("1");
  expect(answer.headers.get("Access-Control-Allow-Origin")).toBe("*");
});

test("a robot is told that there is nothing here", async () => {
  const shop = dev.makeStoreShop();
  const request = await adminRequest(dev.store, shop.domain, { userAgent: "node" });

  expect((await refusal(app().shopify.authenticateAdmin(request))).status).toBe(410);
});

test("a page without a token goes to the bounce page, never to a form that asks for the shop", async () => {
  const shop = dev.makeStoreShop();
  const host = Buffer.from(`admin.shopify.com/store/${shop.name}`).toString("base64");
  const url = `${TEST_APP_URL}/app?embedded=1&shop=${shop.domain}&host=${host}`;

  const answer = await refusal(
    app().shopify.authenticateAdmin(new Request(url, { headers: { "User-Agent": BROWSER } })),
  );

  expect(answer.status).toBe(302);
  expect(answer.headers.get("Location")).toMatch(/^\/auth\/session-token\?/);
});
