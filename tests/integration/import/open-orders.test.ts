import { beforeEach, describe, expect, test } from "vitest";
import { applyOrderFacts, fromShopify } from "#app/services/apply-order-facts.ts";
import { checkOpenOrders } from "#app/services/check-open-orders.ts";
import { fetchOrders } from "#app/services/fetch-orders.ts";
import { homeSummary } from "#app/services/home-summary.ts";
import { purge } from "#app/services/purge.ts";
import { sweepOrders } from "#app/services/sweep-orders.ts";
import { ShopifyUnavailableError } from "#app/shopify/gateway.ts";
import { createOrder } from "../../dev-store/state/orders/create-order.ts";
import { deleteOrder } from "../../dev-store/state/orders/delete-order.ts";
import { fulfillOrder } from "../../dev-store/state/orders/fulfill-order.ts";
import { createProduct } from "../../dev-store/state/products/create-product.ts";
import type { Order } from "../../dev-store/state/types.ts";
import { makeBatch } from "../../factories/batch.ts";
import { expectInvariants } from "../../setup/invariants.ts";
import { useTestDatabase } from "../../setup/test-database.ts";
import { useDevStore } from "../../setup/test-dev-store.ts";
import { makeShop } from "../../setup/test-shop.ts";
import { holdingsOf } from "../engine/deliver.ts";
import { day, drive, makeImportWorld } from "./import-world.ts";
import type { ImportWorld } from "./import-world.ts";

const { db } = useTestDatabase();
const dev = useDevStore();
const quiet = { webhooks: false };

let world: ImportWorld;

beforeEach(async () => {
  world = await makeImportWorld(db, dev);
  await makeBatch(db, world.ctx.shop, [{ variantId: world.soap, units: 20 }], { code: "ONE" });
});

/** The app has the order as it is now. */
async function known(order: Order): Promise<Order> {
  const { ctx } = world;
  const facts = await ctx.shopify.readOrders([BigInt(order.id)], { places: false });
  await db.$transaction((tx) => applyOrderFacts(ctx, tx, facts.map(fromShopify)));
  return order;
}

const ship = (order: Order, quantity?: number): unknown =>
  fulfillOrder(
    dev.store.world,
    world.store,
    order,
    quantity === undefined ? {} : { lines: [{ lineId: order.lines[0]?.id ?? 0, quantity }] },
    { ...quiet, at: Date.now() - 3_600_000 },
  );

async function nightly(): Promise<void> {
  await checkOpenOrders(db, new Date(), world.ctx.newId);
  const begun = await db.orderImport.findFirstOrThrow({
    where: { shopId: world.ctx.shop.id, kind: "nightly" },
    orderBy: { startedAt: "desc" },
  });
  expect(await drive(world.ctx, begun.id)).toMatchObject({ state: "done", error: null });
}

const holdings = (order: Order) => holdingsOf(db, world.ctx.shop, order.id);
const runs = () =>
  db.sweepRun.findMany({ select: { kind: true, read: true, found: true }, orderBy: { finishedAt: "asc" } });

describe("the nightly check of open orders", () => {
  test("finds what lost webhooks would have said, and says how much that was", async () => {
    const calm = await known(world.place(day(-3), 2));
    const partly = await known(world.place(day(-3), 4));
    const wholly = await known(world.place(day(-3), 3));
    const gone = await known(world.place(day(-3), 1));
    ship(partly, 1);
    ship(wholly);
    deleteOrder(dev.store.world, world.store, gone, quiet);
    const never = world.place(day(-1), 5);

    await nightly();
    // Whether an order is gone or only hidden is for the reader of marked orders to tell.
    expect(await fetchOrders(world.ctx)).toBe(1);

    expect(await holdings(calm)).toEqual(["ONE: 2 promised"]);
    expect(await holdings(partly)).toEqual(["ONE: 3 promised", "ONE: 1 shipped"]);
    expect(await holdings(wholly)).toEqual(["ONE: 3 shipped"]);
    expect(await holdings(never)).toEqual(["ONE: 5 promised"]);
    expect(await holdings(gone)).toEqual([]);
    expect(await runs()).toEqual([{ kind: "open_orders", read: 5, found: 3 }]);

    await nightly();
    expect((await runs())[1]).toEqual({ kind: "open_orders", read: 3, found: 0 });
    await expectInvariants(db);
  });

  test("goes on past an order whose batch has a broken sum, which is read again until it can be settled", async () => {
    const { ctx } = world;
    const stuck = await known(world.place(day(-3), 2));
    await db.batchItem.updateMany({ where: { shopId: ctx.shop.id }, data: { promised: 0, remaining: 20 } });
    ship(stuck);
    const candle = createProduct(dev.store.world, world.store, { title: "Candle" }, quiet).variantIds[0] ?? 0;
    const lines = [{ variantId: candle, quantity: 4 }];
    const other = createOrder(
      dev.store.world,
      world.store,
      { lines },
      { ...quiet, at: Date.now() - 3_600_000 },
    );

    await nightly();
    const line = await db.orderLine.findFirst({ where: { orderId: other.id } });
    expect(line).toMatchObject({ promised: 4, unassigned: 4 });
    expect(await holdings(stuck)).toEqual(["ONE: 2 promised"]);
    const marked = await db.order.findMany({ where: { fetchRequestedAt: { not: null } } });
    expect(marked.map(({ id }) => id)).toEqual([BigInt(stuck.id)]);
    expect(await runs()).toEqual([{ kind: "open_orders", read: 2, found: 1 }]);
  });

  test("goes on past an order that Shopify cannot answer for, which is read again on its own", async () => {
    const { ctx } = world;
    const mute = await known(world.place(day(-3), 2));
    const other = await known(world.place(day(-3), 3));
    for (const order of [mute, other]) ship(order);
    world.ctx = {
      ...ctx,
      shopify: {
        ...ctx.shopify,
        readOrders: (ids, options) =>
          ids.includes(BigInt(mute.id))
            ? Promise.reject(new ShopifyUnavailableError("an internal error"))
            : ctx.shopify.readOrders(ids, options),
      },
    };

    await nightly();
    expect(await holdings(other)).toEqual(["ONE: 3 shipped"]);
    expect(await holdings(mute)).toEqual(["ONE: 2 promised"]);
    const marked = await db.order.findMany({ where: { fetchRequestedAt: { not: null } } });
    expect(marked.map(({ id }) => id)).toEqual([BigInt(mute.id)]);
  });

  test("begins once in every installed shop, spread over hours, and after one that never ended", async () => {
    const other = await makeShop(db);
    const left = await makeShop(db);
    await db.shop.update({ where: { id: left.id }, data: { uninstalledAt: new Date() } });
    const tonight = new Date("2026-11-25T00:10:00Z");
    await checkOpenOrders(db, tonight, world.ctx.newId);
    await checkOpenOrders(db, tonight, world.ctx.newId);
    const begun = await db.orderImport.findMany({ orderBy: { startedAt: "asc" } });
    expect(begun.map(({ shopId }) => shopId).sort()).toEqual([world.ctx.shop.id, other.id].sort());
    expect(begun.map(({ startedAt }) => startedAt.toISOString())).toEqual([
      "2026-11-25T00:10:00.000Z",
      "2026-11-25T01:40:00.000Z",
    ]);

    await checkOpenOrders(db, new Date("2026-11-26T00:10:00Z"), world.ctx.newId);
    expect(await db.orderImport.count({ where: { state: "failed" } })).toBe(2);
    expect(await db.orderImport.count({ where: { state: "asking" } })).toBe(2);
  });
});

describe("the sweep", () => {
  test("keeps what it found, and does not call missed what is only on its way", async () => {
    await known(world.place(day(-3), 2));
    ship(await known(world.place(day(-3), 2)));
    const fresh = world.place(new Date(), 1);

    await sweepOrders(world.ctx);

    expect(await holdings(fresh)).toEqual(["ONE: 1 promised"]);
    expect(await runs()).toMatchObject([{ kind: "recent", found: 1 }]);
    await sweepOrders(world.ctx);
    expect((await runs())[1]).toMatchObject({ found: 0 });
    const { lastCheck } = await homeSummary(world.ctx);
    expect(lastCheck?.found).toBe(1);
    const tomorrow = { ...world.ctx, now: () => day(1.5) };
    expect(await homeSummary(tomorrow)).toMatchObject({ lastCheck: { at: lastCheck?.at, found: 0 } });
  });

  test("its records are kept for a week, and a replay that stays paused for one is ended", async () => {
    await sweepOrders(world.ctx);
    const begun = { kind: "replay", state: "paused", createdBy: "merchant:1", startedAt: new Date() };
    const importId = world.ctx.newId();
    await db.orderImport.create({ data: { shopId: world.ctx.shop.id, id: importId, ...begun } });

    await purge(db, day(6));
    expect([await db.sweepRun.count(), await db.orderImport.count({ where: { state: "paused" } })]).toEqual([
      1, 1,
    ]);
    await purge(db, day(8));
    expect([await db.sweepRun.count(), await db.orderImport.count({ where: { state: "paused" } })]).toEqual([
      0, 0,
    ]);
  });
});
