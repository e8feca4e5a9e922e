import { beforeEach, expect, test } from "vitest";
import { ShopifyAccessError, ShopifyUnavailableError } from "#app/shopify/gateway.ts";
import type { ShopifyGateway } from "#app/shopify/gateway.ts";
import { setPoints } from "../../dev-store/graphql/throttle.ts";
import { createCustomer } from "../../dev-store/state/customers/customers.ts";
import { createOrder } from "../../dev-store/state/orders/create-order.ts";
import type { CreateShopInput } from "../../dev-store/state/shops/create-shop.ts";
import type { Shop } from "../../dev-store/state/types.ts";
import { useDevStore } from "../../setup/test-dev-store.ts";
import { useTestDatabase } from "../../setup/test-database.ts";
import { gatewaysOf, grantOfflineToken } from "./gateway-to.ts";

const database = useTestDatabase();
const dev = useDevStore();
const quiet = { webhooks: false };

let shop: Shop;
let token: string;
let background: ShopifyGateway;
let page: ShopifyGateway;

async function useShop(input: Partial<CreateShopInput> = {}): Promise<void> {
  shop = dev.makeStoreShop(input);
  token = await grantOfflineToken(database.db, shop);
  const { gatewayOf } = gatewaysOf(database.db);
  background = gatewayOf(shop.domain, "background");
  page = gatewayOf(shop.domain, "page");
}

beforeEach(() => useShop());

const customers = (count: number): bigint[] =>
  Array.from({ length: count }, (_, index) =>
    BigInt(createCustomer(dev.store.world, shop, { email: `buyer${index}@example.com` }, quiet).id),
  );

const asTargets = (ids: bigint[]) => ids.map((id) => ({ kind: "Customer" as const, id }));

const asked = () => dev.store.requests.list({ shop: shop.domain, kind: "graphql" });

test("a tag reaches orders and customers, and adding it again is as good", async () => {
  const [customerId = 0n] = customers(1);
  const order = createOrder(dev.store.world, shop, { lines: [{ title: "Wrapping", quantity: 1 }] }, quiet);
  const targets = [
    { kind: "Order" as const, id: BigInt(order.id) },
    { kind: "Customer" as const, id: customerId },
  ];

  expect(await background.addTag("recall-R26-001", targets)).toEqual([{ ok: true }, { ok: true }]);
  expect(await background.addTag("recall-R26-001", targets)).toEqual([{ ok: true }, { ok: true }]);

  expect(order.tags).toEqual(["recall-R26-001"]);
  expect(shop.customers.get(Number(customerId))?.tags).toEqual(["recall-R26-001"]);
});

test("a target that Shopify does not have is refused with its words; the others are tagged", async () => {
  const [first = 0n, second = 0n] = customers(2);

  const results = await background.addTag("recall-R26-001", asTargets([first, 404n, second]));

  expect(results[0]).toEqual({ ok: true });
  expect(results[1]).toEqual({ ok: false, refused: "Customer does not exist" });
  expect(results[2]).toEqual({ ok: true });
});

test("a tag that is too long is refused, not tried again", async () => {
  const order = createOrder(dev.store.world, shop, { lines: [{ title: "Wrapping", quantity: 1 }] }, quiet);

  const [result] = await background.addTag("x".repeat(41), [{ kind: "Order", id: BigInt(order.id) }]);

  expect(result).toMatchObject({ ok: false });
  expect(asked()).toHaveLength(1);
});

test("without the scope to write customers those are refused and orders are tagged", async () => {
  await useShop({ grantedScopes: ["read_orders", "write_orders", "read_customers"] });
  const [customerId = 0n] = customers(1);
  const order = createOrder(dev.store.world, shop, { lines: [{ title: "Wrapping", quantity: 1 }] }, quiet);

  const results = await background.addTag("recall-R26-001", [
    { kind: "Order", id: BigInt(order.id) },
    { kind: "Customer", id: customerId },
  ]);

  expect(results[0]).toEqual({ ok: true });
  expect(results[1]).toMatchObject({ ok: false });
});

test("500 tags with a small bucket take at most 1.2 times as long as the bucket allows", async () => {
  const restoreRate = 1000;
  const bucketSize = 1000;
  await useShop({ restoreRate, bucketSize });
  const ids = customers(500);
  const leastMs = ((ids.length * 10 - bucketSize) / restoreRate) * 1000;

  const startedMs = performance.now();
  for (let from = 0; from < ids.length; from += 50) {
    const results = await background.addTag("recall-R26-001", asTargets(ids.slice(from, from + 50)));
    expect(results.every((result) => result.ok)).toBe(true);
  }
  const tookMs = performance.now() - startedMs;

  expect([...shop.customers.values()].every((customer) => customer.tags.length === 1)).toBe(true);
  expect(tookMs / leastMs).toBeLessThan(1.2);
  expect(asked().filter((request) => request.problems.includes("THROTTLED")).length).toBeLessThanOrEqual(1);
});

test("a page is answered from the reserve while background work waits for points", async () => {
  await useShop({ restoreRate: 200, bucketSize: 1000 });
  const ids = customers(150);
  await page.readShop();
  const tagging = Promise.all([
    background.addTag("recall-R26-001", asTargets(ids.slice(0, 50))),
    background.addTag("recall-R26-001", asTargets(ids.slice(50, 100))),
    background.addTag("recall-R26-001", asTargets(ids.slice(100))),
  ]);
  const waits: number[] = [];
  for (let visit = 0; visit < 10; visit += 1) {
    const startedMs = performance.now();
    await page.readShop();
    waits.push(performance.now() - startedMs);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  await tagging;

  expect(Math.max(...waits)).toBeLessThan(500);
});

test("a throttled call waits as long as the bucket needs and then succeeds", async () => {
  await useShop({ restoreRate: 500, bucketSize: 1000 });
  const targets = asTargets(customers(40));
  await background.readShop();
  // Another process has emptied the bucket.
  setPoints(shop, 0);

  const results = await background.addTag("recall-R26-001", targets);

  expect(results.every((result) => result.ok)).toBe(true);
  expect(asked().some((request) => request.problems.includes("THROTTLED"))).toBe(true);
});

for (const action of ["429", "500", "502", "throttled", "hangup", "hangup-after"]) {
  test(`one call that goes wrong (${action}) is made again`, async () => {
    dev.store.faults.add({ kind: "graphql", action, nth: 1, shop: shop.domain });
    const [id = 0n] = customers(1);

    expect(await background.addTag("recall-R26-001", asTargets([id]))).toEqual([{ ok: true }]);

    expect(shop.customers.get(Number(id))?.tags).toEqual(["recall-R26-001"]);
    expect(asked()).toHaveLength(2);
  });
}

test("Retry-After is taken as seconds", async () => {
  dev.store.faults.add({ kind: "graphql", action: "429", nth: 1, shop: shop.domain });

  const startedMs = performance.now();
  await background.readShop();

  expect(performance.now() - startedMs).toBeGreaterThan(950);
});

test("a Shopify that stays away is said to be unavailable after a few tries", async () => {
  dev.store.faults.add({ kind: "graphql", action: "502", nth: 1, times: 100, shop: shop.domain });

  await expect(background.readShop()).rejects.toThrow(ShopifyUnavailableError);

  expect(asked()).toHaveLength(5);
});

test("a page gives up sooner", async () => {
  dev.store.faults.add({ kind: "graphql", action: "502", nth: 1, times: 100, shop: shop.domain });

  await expect(page.readShop()).rejects.toThrow(ShopifyUnavailableError);

  expect(asked()).toHaveLength(2);
});

test("a token that Shopify refuses and that cannot be refreshed means no access", async () => {
  const stored = shop.accessTokens.get(token);
  if (stored) stored.revoked = true;

  await expect(background.readShop()).rejects.toThrow(ShopifyAccessError);

  expect(asked()).toHaveLength(1);
});

test("a shop that answers with an error reveals no buyer in it", async () => {
  dev.store.faults.add({ kind: "graphql", action: "502", nth: 1, times: 100, shop: shop.domain });

  const error: unknown = await background
    .addTag("secret-tag", asTargets([77n]))
    .catch((thrown: unknown) => thrown);

  expect(String(error)).not.toContain("secret-tag");
  expect((error as Error).cause).toBeUndefined();
});
