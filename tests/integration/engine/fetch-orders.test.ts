import { beforeEach, describe, expect, it } from "vitest";
import type { OrderFacts } from "#app/domain/order-facts.ts";
import { readOrderBody } from "#app/domain/read-order-body.ts";
import type { ShopifyId } from "#app/domain/shopify-id.ts";
import type { ShopContext, ShopIdentity } from "#app/services/context.ts";
import { fetchOrders } from "#app/services/fetch-orders.ts";
import { processDeliveries } from "#app/services/process-deliveries.ts";
import { sweepOrders } from "#app/services/sweep-orders.ts";
import { ShopifyAccessError, ShopifyUnavailableError } from "#app/shopify/gateway.ts";
import type { ShopDetails } from "#app/shopify/gateway.ts";
import { makeBatch } from "../../factories/batch.ts";
import { makeProduct } from "../../factories/catalogue.ts";
import { orderBody } from "../../factories/order-body.ts";
import type { BodyOptions } from "../../factories/order-body.ts";
import { expectInvariants } from "../../setup/invariants.ts";
import { useTestDatabase } from "../../setup/test-database.ts";
import { makeContext, makeShop } from "../../setup/test-shop.ts";
import { deliver, holdingsOf } from "./deliver.ts";

const { db } = useTestDatabase();

let shop: ShopIdentity;
let ctx: ShopContext;
let soap: ShopifyId;
let now: Date;
/** What Shopify has now, and the ids it was asked for. */
let inShopify: Map<ShopifyId, OrderFacts>;
let asked: ShopifyId[][];
let onRead: () => Promise<void>;
const details: ShopDetails = {
  ...{ name: "Fern & Tallow", email: null, timeZone: "UTC", currency: "USD", locale: "en", scopes: [] },
};

beforeEach(async () => {
  now = new Date("2026-11-20T12:00:00Z");
  inShopify = new Map();
  asked = [];
  onRead = () => Promise.resolve();
  shop = await makeShop(db);
  ctx = makeContext(db, shop, {
    now: () => now,
    shopify: {
      readShop: () => Promise.resolve(details),
      async readOrders(ids) {
        asked.push(ids);
        await onRead();
        return ids.flatMap((id) => inShopify.get(id) ?? []);
      },
    },
  });
  ({
    variantIds: [soap],
  } = await makeProduct(db, shop));
  await makeBatch(db, shop, [{ variantId: soap, units: 10 }], { code: "ONE" });
});

const PLACED = "2026-11-18T10:00:00Z";
const LATER = "2026-11-19T10:00:00Z";

function facts(options: Omit<BodyOptions, "lines"> & { quantity?: number; shipped?: number }): OrderFacts {
  const { quantity = 2, shipped = 0, ...rest } = options;
  const lines = [{ variantId: soap, quantity, shipped }];
  return readOrderBody(orderBody({ placedAt: PLACED, lines, ...rest })).facts;
}

async function place(id: number, quantity = 2): Promise<void> {
  const lines = [{ variantId: soap, quantity }];
  await deliver(db, shop, "orders/create", orderBody({ id, placedAt: PLACED, lines }));
  await processDeliveries(ctx);
}

const marked = async (): Promise<ShopifyId[]> =>
  (await db.order.findMany({ where: { fetchRequestedAt: { not: null } }, select: { id: true } })).map(
    ({ id }) => id,
  );

describe("an event without an order body", () => {
  it.each([
    ["refunds/create", { order_id: 1, created_at: LATER }],
    ["fulfillments/create", { order_id: 1, created_at: LATER, updated_at: LATER }],
    ["fulfillments/update", { order_id: 1, updated_at: LATER }],
    ["orders/edited", { order_edit: { order_id: 1, created_at: LATER, committed_at: LATER } }],
  ])("%s has the order read from Shopify and settled", async (topic, body) => {
    await place(1);
    await deliver(db, shop, topic, body);
    await processDeliveries(ctx);
    inShopify.set(1n, facts({ id: 1, updatedAt: LATER, shipped: 2 }));
    expect(await fetchOrders(ctx)).toBe(1);
    expect(await holdingsOf(db, shop, 1)).toEqual(["ONE: 2 shipped"]);
    expect(await marked()).toEqual([]);
    await expectInvariants(db);
  });

  it("that comes before its order is known makes the order known", async () => {
    await deliver(db, shop, "refunds/create", { order_id: 1, created_at: LATER });
    await processDeliveries(ctx);
    inShopify.set(1n, facts({ id: 1, updatedAt: LATER }));
    await fetchOrders(ctx);
    expect(await holdingsOf(db, shop, 1)).toEqual(["ONE: 2 promised"]);
    await place(1, 9);
    expect(await holdingsOf(db, shop, 1)).toEqual(["ONE: 2 promised"]);
  });

  it("is not asked about when the order's own webhook has brought that state already, or brings it first", async () => {
    const shipped = orderBody({
      id: 1,
      placedAt: PLACED,
      updatedAt: LATER,
      lines: [{ variantId: soap, quantity: 2, shipped: 2 }],
    });
    await place(1);
    await deliver(db, shop, "fulfillments/create", { order_id: 1, updated_at: LATER });
    await processDeliveries(ctx);
    expect(await marked()).toEqual([1n]);
    expect(await fetchOrders(ctx, { graceMs: 1_500 })).toBe(0);
    await deliver(db, shop, "orders/fulfilled", shipped);
    await processDeliveries(ctx);
    expect(await marked()).toEqual([]);
    await deliver(db, shop, "fulfillments/update", { order_id: 1, updated_at: LATER });
    await processDeliveries(ctx);
    expect(await marked()).toEqual([]);
    now = new Date(now.getTime() + 60_000);
    expect(await fetchOrders(ctx)).toBe(0);
    expect(asked).toEqual([]);
  });

  it("that comes again while the order is being read has it read again", async () => {
    await place(1);
    await deliver(db, shop, "refunds/create", { order_id: 1, created_at: LATER });
    await processDeliveries(ctx);
    inShopify.set(1n, facts({ id: 1, updatedAt: LATER, shipped: 1 }));
    onRead = async () => {
      await deliver(db, shop, "refunds/create", { order_id: 1, created_at: "2026-11-19T11:00:00Z" });
      await processDeliveries(ctx);
    };
    await fetchOrders(ctx);
    expect(await marked()).toEqual([1n]);
    onRead = () => Promise.resolve();
    now = new Date(now.getTime() + 1_000);
    inShopify.set(1n, facts({ id: 1, updatedAt: "2026-11-19T11:00:00Z", shipped: 2 }));
    await fetchOrders(ctx);
    expect(await holdingsOf(db, shop, 1)).toEqual(["ONE: 2 shipped"]);
    expect(await marked()).toEqual([]);
  });
});

describe("reading orders from Shopify", () => {
  async function mark(id: number): Promise<void> {
    await deliver(db, shop, "refunds/create", { order_id: id });
    await processDeliveries(ctx);
  }

  it("takes an order that Shopify does not have any more for deleted", async () => {
    await place(1);
    await mark(1);
    await fetchOrders(ctx);
    expect((await db.order.findFirstOrThrow()).deletedAt).not.toBeNull();
    expect(await holdingsOf(db, shop, 1)).toEqual([]);
    await expectInvariants(db);
  });

  it("does not take an order for deleted that Shopify tells of before it has it to read", async () => {
    await db.shop.update({ where: { id: shop.id }, data: { scopes: "read_orders,read_all_orders" } });
    await mark(1);
    await fetchOrders(ctx);
    expect(await db.order.findFirstOrThrow()).toMatchObject({ deletedAt: null });
    expect(await marked()).toEqual([1n]);
    now = new Date(now.getTime() + 60_001);
    inShopify.set(1n, facts({ id: 1, updatedAt: LATER }));
    await fetchOrders(ctx);
    expect(await holdingsOf(db, shop, 1)).toEqual(["ONE: 2 promised"]);
    await mark(2);
    await fetchOrders(ctx);
    now = new Date(now.getTime() + 60_001);
    await fetchOrders(ctx);
    expect((await db.order.findFirstOrThrow({ where: { id: 2n } })).deletedAt).not.toBeNull();
  });

  it("does not take an order for deleted that is too old for the app to see", async () => {
    const lines = [{ variantId: soap, quantity: 2, shipped: 2 }];
    await deliver(db, shop, "orders/create", orderBody({ id: 1, placedAt: "2026-08-01T10:00:00Z", lines }));
    await processDeliveries(ctx);
    await mark(1);
    await fetchOrders(ctx);
    expect(await db.order.findFirstOrThrow()).toMatchObject({ deletedAt: null, fetchRequestedAt: null });
    expect(await holdingsOf(db, shop, 1)).toEqual(["ONE: 2 shipped"]);
  });

  it("waits longer with every failure and goes on when Shopify is back", async () => {
    await place(1);
    await mark(1);
    onRead = () => Promise.reject(new ShopifyUnavailableError("bad gateway"));
    expect(await fetchOrders(ctx)).toBe(1);
    expect(await fetchOrders(ctx)).toBe(0);
    now = new Date(now.getTime() + 5_001);
    expect(await fetchOrders(ctx)).toBe(1);
    now = new Date(now.getTime() + 5_001);
    expect(await fetchOrders(ctx)).toBe(0);
    now = new Date(now.getTime() + 5_001);
    onRead = () => Promise.resolve();
    inShopify.set(1n, facts({ id: 1, updatedAt: LATER, shipped: 1 }));
    expect(await fetchOrders(ctx)).toBe(1);
    expect(await holdingsOf(db, shop, 1)).toEqual(["ONE: 1 promised", "ONE: 1 shipped"]);
    expect(await db.order.findFirstOrThrow()).toMatchObject({ fetchError: null, fetchAttempts: 0 });
  });

  it("does not wait for what went wrong before an answer came otherwise", async () => {
    await place(1);
    await deliver(db, shop, "refunds/create", { order_id: 1, created_at: LATER });
    await processDeliveries(ctx);
    onRead = () => Promise.reject(new ShopifyUnavailableError("bad gateway"));
    for (let tries = 0; tries < 9; tries++) {
      await fetchOrders(ctx);
      now = new Date(now.getTime() + 3_600_000);
    }
    await fetchOrders(ctx);
    onRead = () => Promise.resolve();
    const lines = [{ variantId: soap, quantity: 2, shipped: 1 }];
    await deliver(
      db,
      shop,
      "orders/updated",
      orderBody({ id: 1, placedAt: PLACED, updatedAt: LATER, lines }),
    );
    await deliver(db, shop, "refunds/create", { order_id: 1, created_at: "2026-11-19T11:00:00Z" });
    await processDeliveries(ctx);
    inShopify.set(1n, facts({ id: 1, updatedAt: "2026-11-19T11:00:00Z", shipped: 2 }));
    expect(await fetchOrders(ctx)).toBe(1);
    expect(await holdingsOf(db, shop, 1)).toEqual(["ONE: 2 shipped"]);
  });

  it("pauses for ten minutes when the app has no access", async () => {
    await mark(1);
    onRead = () => Promise.reject(new ShopifyAccessError("revoked"));
    await fetchOrders(ctx);
    now = new Date(now.getTime() + 599_000);
    expect(await fetchOrders(ctx)).toBe(0);
    now = new Date(now.getTime() + 2_000);
    expect(await fetchOrders(ctx)).toBe(1);
  });

  it("is taken up by another worker when the first one dies", async () => {
    await place(1);
    await mark(1);
    onRead = () => new Promise(() => undefined);
    void fetchOrders(ctx);
    await expect.poll(() => asked.length).toBe(1);
    onRead = () => Promise.resolve();
    expect(await fetchOrders(ctx)).toBe(0);
    now = new Date(now.getTime() + 60_001);
    inShopify.set(1n, facts({ id: 1, updatedAt: LATER, shipped: 2 }));
    expect(await fetchOrders(ctx)).toBe(1);
    expect(await holdingsOf(db, shop, 1)).toEqual(["ONE: 2 shipped"]);
  });

  it("asks for an order whose webhook leaves open who holds what, and believes the answer", async () => {
    const doubtful = {
      id: 1,
      placedAt: PLACED,
      updatedAt: LATER,
      lines: [
        { variantId: soap, quantity: 3, shipped: 1, refunds: [{ units: 1, restock: "no_restock" as const }] },
      ],
    };
    await deliver(db, shop, "orders/updated", orderBody(doubtful));
    await processDeliveries(ctx);
    expect(await marked()).toEqual([1n]);
    inShopify.set(1n, facts({ id: 1, updatedAt: LATER, quantity: 3, shipped: 1 }));
    await fetchOrders(ctx);
    expect(await holdingsOf(db, shop, 1)).toEqual(["ONE: 2 promised", "ONE: 1 shipped"]);
  });
});

describe("an order that Shopify cannot answer for", () => {
  beforeEach(() => {
    for (const id of [1, 2, 3]) inShopify.set(BigInt(id), facts({ id, updatedAt: LATER }));
    onRead = () =>
      asked.at(-1)?.includes(2n)
        ? Promise.reject(new ShopifyUnavailableError("an internal error"))
        : Promise.resolve();
  });

  it("waits alone: those that are marked with it are read the next time, and it does not hold up who comes later", async () => {
    for (const id of [1, 2, 3]) {
      await deliver(db, shop, "refunds/create", { order_id: id, created_at: LATER });
    }
    await processDeliveries(ctx);
    expect(await fetchOrders(ctx)).toBe(3);
    expect(await marked()).toEqual([1n, 2n, 3n]);
    now = new Date(now.getTime() + 6_000);
    inShopify.set(4n, facts({ id: 4, updatedAt: LATER }));
    await deliver(db, shop, "refunds/create", { order_id: 4, created_at: LATER });
    await processDeliveries(ctx);
    while ((await fetchOrders(ctx)) > 0);
    expect(await marked()).toEqual([2n]);
    for (const id of [1, 3, 4]) expect(await holdingsOf(db, shop, id)).toEqual(["ONE: 2 promised"]);
    await expectInvariants(db);
  });

  it("is left to be read again by a sweep, which goes on", async () => {
    expect(await sweepOrders(sweeping([[...inShopify.values()]], []))).toMatchObject({
      read: 2,
      isComplete: true,
    });
    expect(await marked()).toEqual([2n]);
    for (const id of [1, 3]) expect(await holdingsOf(db, shop, id)).toEqual(["ONE: 2 promised"]);
    expect((await db.shop.findFirstOrThrow()).ordersSweptTo).toEqual(now);
  });

  it("is left by a sweep that finds nothing else", async () => {
    expect(await sweepOrders(sweeping([[facts({ id: 2, updatedAt: LATER })]], []))).toMatchObject({
      read: 0,
      isComplete: true,
    });
    expect(await marked()).toEqual([2n]);
  });

  it.each(["readShop", "readOrders"])("is none where Shopify itself is in trouble (%s)", async (failing) => {
    onRead = () => Promise.reject(new ShopifyUnavailableError("away"));
    const changed = [1, 2, 3, 4].map((id) => facts({ id, updatedAt: LATER }));
    const context = sweeping([changed], []);
    if (failing === "readShop") context.shopify.readShop = onRead as () => Promise<never>;
    await expect(sweepOrders(context)).rejects.toThrow("away");
    expect(asked).toHaveLength(failing === "readShop" ? 1 : 5);
    expect(await marked()).toEqual([]);
    expect((await db.shop.findFirstOrThrow()).ordersSweptTo).toBeNull();
  });
});

describe("an order that cannot be settled", () => {
  let broken: ShopifyId;

  /** The sum of the batch of order 1 is broken, so that it cannot give back what it holds. Soap is not touched by it. */
  beforeEach(async () => {
    const product = await makeProduct(db, shop);
    broken = product.variantIds[0];
    await makeBatch(db, shop, [{ variantId: broken, units: 5 }], { code: "BROKEN" });
    const lines = [{ variantId: broken, quantity: 2 }];
    await deliver(db, shop, "orders/create", orderBody({ id: 1, placedAt: PLACED, lines }));
    await place(2);
    await db.batchItem.updateMany({
      where: { shopId: shop.id, variantId: broken },
      data: { promised: 0, remaining: 5 },
    });
    for (const [id, variantId] of [
      [1, broken],
      [2, soap],
    ] as const) {
      const cancelled = orderBody({
        ...{ id, placedAt: PLACED, updatedAt: LATER, cancelledAt: LATER },
        lines: [{ variantId, quantity: 2, refunds: [{ units: 2, restock: "cancel" }] }],
      });
      inShopify.set(BigInt(id), readOrderBody(cancelled).facts);
    }
  });

  it("waits alone: those that are read with it are settled", async () => {
    for (const id of [1, 2]) await deliver(db, shop, "refunds/create", { order_id: id, created_at: LATER });
    await processDeliveries(ctx);
    expect(await fetchOrders(ctx)).toBe(2);
    expect(await holdingsOf(db, shop, 2)).toEqual([]);
    const [waiting, ...others] = await db.order.findMany({ where: { fetchRequestedAt: { not: null } } });
    expect(waiting).toMatchObject({ id: 1n, fetchAttempts: 1 });
    expect(others).toEqual([]);
  });

  it("is left to be read again by a sweep, which goes on", async () => {
    expect(await sweepOrders(sweeping([[...inShopify.values()]], []))).toEqual({
      read: 2,
      found: 1,
      isComplete: true,
    });
    expect(await holdingsOf(db, shop, 2)).toEqual([]);
    expect(await marked()).toEqual([1n]);
    expect((await db.shop.findFirstOrThrow()).ordersSweptTo).toEqual(now);
  });
});

/** Pages of what changed in Shopify, and the instants since which the app asked for them. */
function sweeping(pages: OrderFacts[][], since: Date[]): ShopContext {
  for (const order of pages.flat()) inShopify.set(order.orderId, order);
  return {
    ...ctx,
    shopify: {
      ...ctx.shopify,
      findOrdersUpdatedSince(from, after) {
        if (after === null) since.push(from);
        const page = Number(after ?? 0);
        const next = page + 1 < pages.length ? String(page + 1) : null;
        return Promise.resolve({ items: (pages[page] ?? []).map(({ orderId }) => orderId), next });
      },
    },
  };
}

describe("the sweep", () => {
  it("settles what webhooks missed, says how much that was, and goes on from there the next time", async () => {
    await place(1);
    const since: Date[] = [];
    const pages = [
      [facts({ id: 1 })],
      [facts({ id: 2, updatedAt: LATER }), facts({ id: 3, quantity: 1, updatedAt: LATER })],
    ];
    const result = await sweepOrders(sweeping(pages, since));
    expect(result).toEqual({ read: 3, found: 2, isComplete: true });
    expect(await holdingsOf(db, shop, 2)).toEqual(["ONE: 2 promised"]);
    expect((await sweepOrders(sweeping(pages, since))).found).toBe(0);
    expect(since.map((instant) => instant.toISOString())).toEqual([
      // The first reaches back to the installation, the second to the first; each with an overlap.
      "2025-12-31T23:55:00.000Z",
      "2026-11-20T11:55:00.000Z",
    ]);
    await expectInvariants(db);
  });

  it("that is interrupted keeps what it has settled and where it was", async () => {
    const stopping = new AbortController();
    const since: Date[] = [];
    const pages = [[facts({ id: 1, updatedAt: PLACED })], [facts({ id: 2, updatedAt: LATER })]];
    const context = sweeping(pages, since);
    const impatient: ShopContext = {
      ...context,
      shopify: {
        ...context.shopify,
        findOrdersUpdatedSince(from, after) {
          stopping.abort();
          return context.shopify.findOrdersUpdatedSince(from, after);
        },
      },
    };
    expect(await sweepOrders(impatient, stopping.signal, 1)).toEqual({
      read: 1,
      found: 1,
      isComplete: false,
    });
    expect((await db.shop.findFirstOrThrow()).ordersSweptTo).toEqual(new Date(PLACED));
    expect(await sweepOrders(sweeping(pages, since))).toMatchObject({ found: 1, isComplete: true });
    expect(since[1]).toEqual(new Date("2026-11-18T09:55:00Z"));
  });

  it("serves who bought first, though more orders changed since than are settled at once", async () => {
    const placedAt = (id: number) => new Date(Date.parse(PLACED) - id * 60_000).toISOString();
    const ids = Array.from({ length: 60 }, (_, index) => index + 1);
    const ofPage = (some: number[]) =>
      some.map((id) => facts({ id, placedAt: placedAt(id), updatedAt: LATER, quantity: 1 }));
    await sweepOrders(sweeping([ofPage(ids.slice(0, 50)), ofPage(ids.slice(50))], []));
    const served = await db.assignment.findMany({ select: { orderId: true }, orderBy: { orderId: "asc" } });
    expect(served.map(({ orderId }) => Number(orderId))).toEqual(ids.slice(-10));
  });

  it("corrects an order that a webhook of the same second described differently", async () => {
    await place(1, 2);
    await sweepOrders(sweeping([[facts({ id: 1, quantity: 3 })]], []));
    expect(await holdingsOf(db, shop, 1)).toEqual(["ONE: 3 promised"]);
  });
});
