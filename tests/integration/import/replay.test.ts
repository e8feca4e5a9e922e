import { beforeEach, describe, expect, test } from "vitest";
import type { Database } from "#app/db/client.ts";
import { redactPerson } from "#app/db/redact-customer.ts";
import { createBatch } from "#app/services/create-batch.ts";
import { importOrders } from "#app/services/import-orders.ts";
import { moveReplay } from "#app/services/move-replay.ts";
import { startReplay } from "#app/services/start-replay.ts";
import { processDeliveries } from "#app/services/process-deliveries.ts";
import { syncLocations } from "#app/services/sync-locations.ts";
import { ShopifyUnavailableError } from "#app/shopify/gateway.ts";
import type { BulkRecord, ShopifyGateway } from "#app/shopify/gateway.ts";
import { deleteOrder } from "../../dev-store/state/orders/delete-order.ts";
import { refundOrder } from "../../dev-store/state/orders/refund-order.ts";
import { createLocation } from "../../dev-store/state/shops/locations.ts";
import { updateScopes } from "../../dev-store/state/shops/installation.ts";
import { makeBatch } from "../../factories/batch.ts";
import { expectInvariants } from "../../setup/invariants.ts";
import { useTestDatabase } from "../../setup/test-database.ts";
import { useDevStore } from "../../setup/test-dev-store.ts";
import { makeContext } from "../../setup/test-shop.ts";
import { deliver, holdingsOf } from "../engine/deliver.ts";
import { day, drive, failingEvery, makeImportWorld, never, stateOf } from "./import-world.ts";
import type { ImportWorld } from "./import-world.ts";

const { db } = useTestDatabase();
const dev = useDevStore();
const quiet = { webhooks: false };

let world: ImportWorld;

beforeEach(async () => {
  world = await makeImportWorld(db, dev);
});

async function begin(since: Date | null = day(-60)): Promise<string> {
  const started = await startReplay(world.ctx, { since }, "merchant:1");
  if (!started.ok) throw new Error(`the replay did not start: ${started.error.type}`);
  return started.importId;
}

const units = (count: number) => [{ variantId: world.soap, units: count }];
const holdings = (order: { id: number }) => holdingsOf(db, world.ctx.shop, order.id);
const staged = async () => (await db.stagedOrder.count()) + (await db.stagedLine.count());

/** How the next bulk operations of the shop go. */
const plan = (changes: object) =>
  fetch(`${dev.store.url}/__dev/shops/${world.store.name}/bulk`, {
    method: "PUT",
    body: JSON.stringify(changes),
  });

test("past orders get past batches by their dates of purchase, whatever order they were entered in", async () => {
  await makeBatch(db, world.ctx.shop, units(10), { code: "OLD", madeAt: day(-46) });
  await makeBatch(db, world.ctx.shop, units(10), { code: "NEW", madeAt: day(-25) });
  const open = world.place(day(-20), 6);
  const second = world.place(day(-30), 4, day(-29));
  const first = world.place(day(-45), 5, day(-44));
  const before = world.place(day(-48), 3, day(-47));
  const { ctx } = world;
  const importId = await begin();

  expect(await drive(ctx, importId)).toMatchObject({
    state: "done",
    total: 4,
    done: 4,
    found: 4,
    unitsAssigned: 15,
    unitsWaiting: 0,
    unitsShippedUnknown: 3,
    error: null,
  });

  // OLD was made after the first parcel had left: its 10 units go to the next purchases, 5 + 4, and one is left.
  expect(await holdings(before)).toEqual(["3 unassigned, 3 of them shipped"]);
  expect(await holdings(first)).toEqual(["OLD: 5 shipped"]);
  expect(await holdings(second)).toEqual(["OLD: 4 shipped"]);
  expect(await holdings(open)).toEqual(["OLD: 1 promised", "NEW: 5 promised"]);
  expect(await db.assignment.count({ where: { confidence: { not: "assumed" } } })).toBe(0);
  expect(await staged()).toBe(0);
  await expectInvariants(db);
});

test("a second replay changes nothing", async () => {
  await makeBatch(db, world.ctx.shop, units(10), { code: "OLD", madeAt: day(-46) });
  const order = world.place(day(-20), 6, day(-19));
  refundOrder(
    dev.store.world,
    world.store,
    order,
    { lines: [{ lineId: order.lines[0]?.id ?? 0, quantity: 2, restockType: "return" }] },
    quiet,
  );
  world.place(day(-10), 3);
  await drive(world.ctx, await begin());
  const movements = await db.movement.count();
  const ledger = await db.batchItem.findMany();
  // What had come back before the app knew of it was never drawn.
  expect(ledger).toMatchObject([{ remaining: 3, promised: 3, shipped: 4, quarantined: 0 }]);

  const { ctx } = world;
  // Not even a question: what the file leaves open the app knows already.
  const shopify = { ...ctx.shopify, readOrders: () => Promise.reject(new Error("nothing is left to ask")) };
  expect(await drive({ ...ctx, shopify }, await begin())).toMatchObject({ state: "done", done: 2, found: 0 });

  expect(await db.movement.count()).toBe(movements);
  expect(await db.batchItem.findMany()).toEqual(ledger);
});

test("where batches are tracked by location, a past order draws on those at the location it shipped from", async () => {
  const { ctx, store } = world;
  const [lisbon] = store.locations.values();
  const porto = createLocation(dev.store.world, store, { name: "Porto" }, quiet);
  if (lisbon === undefined) throw new Error("a shop has a location");
  await db.shop.update({ where: { id: ctx.shop.id }, data: { tracksLocations: true } });
  await syncLocations(ctx);
  for (const [code, madeAt, at] of [
    ["LISBON", day(-46), lisbon],
    ["PORTO", day(-45), porto],
  ] as const) {
    const items = [
      {
        variantId: `gid://shopify/ProductVariant/${world.soap}`,
        produced: 10,
        locationId: `gid://shopify/Location/${at.id}`,
      },
    ];
    expect(await createBatch(ctx, { code, madeAt, status: "open", items }, "merchant:1")).toMatchObject({
      ok: true,
    });
  }
  const fromPorto = world.place(day(-30), 3, day(-29), porto.id);
  const fromLisbon = world.place(day(-20), 4, day(-19), lisbon.id);
  const toShipFromPorto = world.place(day(-2), 2, undefined, porto.id);
  const asked: bigint[] = [];
  const shopify: ShopifyGateway = {
    ...ctx.shopify,
    readOrders: (ids, options) => {
      asked.push(...ids);
      return ctx.shopify.readOrders(ids, options);
    },
  };

  await drive({ ...ctx, shopify }, await begin());

  expect(await holdings(fromPorto)).toEqual(["PORTO: 3 shipped"]);
  expect(await holdings(fromLisbon)).toEqual(["LISBON: 4 shipped"]);
  expect(await holdings(toShipFromPorto)).toEqual(["PORTO: 2 promised"]);
  // What has left is told by the file: only of the rest Shopify was asked singly.
  expect(asked).toEqual([BigInt(toShipFromPorto.id)]);
  const movements = await db.movement.count();
  expect(await drive(ctx, await begin())).toMatchObject({ state: "done", found: 0 });
  expect(await db.movement.count()).toBe(movements);
  await expectInvariants(db);
});

describe("a replay of 450 orders", () => {
  const COUNT = 450;

  /** By purchase, the first 300 units are OLD's, the next 100 NEW's, and 50 have none. Entered in another order. */
  async function makeOrders(): Promise<void> {
    await makeBatch(db, world.ctx.shop, units(300), { code: "OLD", madeAt: day(-59) });
    await makeBatch(db, world.ctx.shop, units(100), { code: "NEW", madeAt: day(-58) });
    for (let index = 0; index < COUNT; index++) {
      // 7 and 450 have no divisor in common: every place is taken once.
      const nth = (index * 7) % COUNT;
      world.place(new Date(day(-50).getTime() + nth * 60_000), 1);
    }
  }

  async function expectOutcome(): Promise<void> {
    const rows = await db.$queryRaw<{ code: string | null; orders: number }[]>`
      SELECT code, count(*)::int AS orders FROM (
        SELECT b.code, row_number() OVER (ORDER BY o.processed_at) AS nth
        FROM orders o
        LEFT JOIN assignment a ON a.shop_id = o.shop_id AND a.order_id = o.id
        LEFT JOIN batch b ON b.shop_id = a.shop_id AND b.id = a.batch_id
      ) t
      WHERE code IS NOT DISTINCT FROM CASE WHEN nth <= 300 THEN 'OLD' WHEN nth <= 400 THEN 'NEW' END
      GROUP BY code ORDER BY code`;
    expect(rows).toEqual([
      { code: "NEW", orders: 100 },
      { code: "OLD", orders: 300 },
      { code: null, orders: 50 },
    ]);
    expect(await staged()).toBe(0);
    await expectInvariants(db);
  }

  const WHOLE = { total: COUNT, done: COUNT, found: COUNT, unitsAssigned: 400, unitsWaiting: 50 };

  test.each([2, 3])("whose every %ith transaction is lost with its worker comes out the same", async (n) => {
    await makeOrders();
    const importId = await begin();
    const errors: string[] = [];

    const end = await drive({ ...world.ctx, db: failingEvery(db, n) }, importId, {
      onError: (error) => errors.push(String(error)),
    });

    expect(errors.length).toBeGreaterThan(0);
    expect(errors.every((error) => error.includes("the worker was killed"))).toBe(true);
    expect(end).toMatchObject({ state: "done", ...WHOLE });
    await expectOutcome();
  });

  test("stops within a set when it is paused, and goes on where it was", async () => {
    await makeOrders();
    const importId = await begin();
    const paused = await drive({ ...world.ctx, db: afterEachCommit(() => pauseOnce(importId)) }, importId);
    expect(paused).toMatchObject({ state: "paused", done: 200, total: COUNT, unitsAssigned: 200 });
    expect(await db.order.count()).toBe(200);
    expect((await drive(world.ctx, importId)).done).toBe(200);
    expect(await moveReplay(world.ctx, importId, "pause")).toBe(false);

    expect(await moveReplay(world.ctx, importId, "resume")).toBe(true);
    expect(await drive(world.ctx, importId)).toMatchObject({ state: "done", ...WHOLE });
    await expectOutcome();
  });

  test("keeps what it has applied when it is cancelled, and another run does the rest", async () => {
    await makeOrders();
    const importId = await begin();
    const end = async (): Promise<void> => {
      if ((await stateOf(world.ctx, importId)).done === 200) await moveReplay(world.ctx, importId, "cancel");
    };
    const cancelled = await drive({ ...world.ctx, db: afterEachCommit(end) }, importId);
    expect(cancelled).toMatchObject({ state: "cancelled", done: 200 });
    expect(await staged()).toBe(0);
    expect(await moveReplay(world.ctx, importId, "resume")).toBe(false);

    expect(await drive(world.ctx, await begin())).toMatchObject({ state: "done", done: COUNT, found: 250 });
    await expectOutcome();
  });

  test("is done once by two workers at once", async () => {
    await makeOrders();
    const importId = await begin();
    await Promise.all([drive(world.ctx, importId), drive(world.ctx, importId)]);
    for (;;) {
      const now = await drive(world.ctx, importId);
      if (now.state === "done") {
        expect(now).toMatchObject(WHOLE);
        break;
      }
    }
    await expectOutcome();
  });

  async function pauseOnce(importId: string): Promise<void> {
    if ((await stateOf(world.ctx, importId)).done === 200) await moveReplay(world.ctx, importId, "pause");
  }

  function afterEachCommit(then: () => Promise<void>): Database {
    return new Proxy(db, {
      get(target, key, receiver) {
        if (key !== "$transaction") return Reflect.get(target, key, receiver) as unknown;
        return async (work: unknown) => {
          const result = await (target.$transaction as (work: unknown) => Promise<unknown>)(work);
          await then();
          return result;
        };
      },
    });
  }
});

describe("Shopify", () => {
  test.each([
    ["fail", /could not put the orders together/],
    ["expire", /took too long/],
  ])("may %s to make the file: the replay says so and can be started again", async (outcome, says) => {
    await plan({ outcome });
    world.place(day(-5), 1);
    const failed = await drive(world.ctx, await begin());
    expect(failed.state).toBe("failed");
    expect(failed.error).toMatch(says);

    await plan({ outcome: "complete" });
    expect(await drive(world.ctx, await begin())).toMatchObject({ state: "done", found: 1 });
  });

  test("may be busy with five exports: the replay waits for its turn", async () => {
    await plan({ delayMs: 4_000 });
    await Promise.all(Array.from({ length: 5 }, () => world.ctx.shopify.startOrdersBulk("open")));
    const importId = await begin();
    expect(await importOrders(world.ctx, importId, never)).not.toBeNull();
    expect(await stateOf(world.ctx, importId)).toMatchObject({ state: "asking", bulkOperationId: null });
    expect((await stateOf(world.ctx, importId)).error).toMatch(/busy/);
    await plan({ delayMs: 20 });
    expect(await drive(world.ctx, importId)).toMatchObject({ state: "done", error: null });
  });

  test("may break off in the middle of the file, or lose its end: it is read again", async () => {
    world.place(day(-5), 1);
    world.place(day(-4), 1);
    const { ctx } = world;
    let reads = 0;
    async function* broken(url: string): AsyncGenerator<BulkRecord> {
      reads += 1;
      let given = 0;
      for await (const record of ctx.shopify.readBulkFile(url)) {
        if (reads === 1 && given === 2) throw new ShopifyUnavailableError("the network broke off");
        if (reads === 2 && given === 2) return;
        given += 1;
        yield record;
      }
    }
    const importId = await begin();
    const end = await drive({ ...ctx, shopify: { ...ctx.shopify, readBulkFile: broken } }, importId);
    expect(reads).toBe(3);
    expect(end).toMatchObject({ state: "done", total: 2, found: 2, error: null });
  });

  test("may say of an order what cannot be read: that one is read from Shopify, and the replay goes on", async () => {
    const { ctx } = world;
    await makeBatch(db, ctx.shop, units(10), { code: "OLD", madeAt: day(-46) });
    const odd = world.place(day(-30), 4);
    const plain = world.place(day(-20), 3);
    world.ctx = {
      ...ctx,
      shopify: {
        ...ctx.shopify,
        async *readBulkFile(url) {
          for await (const record of ctx.shopify.readBulkFile(url)) {
            const isOdd = record.kind === "order" && record.orderId === BigInt(odd.id);
            yield isOdd ? { ...record, json: '{"refunds": null}' } : record;
          }
        },
      },
    };
    expect(await drive(world.ctx, await begin())).toMatchObject({ state: "done", done: 2, found: 2 });
    expect(await holdings(odd)).toEqual(["OLD: 4 promised"]);
    expect(await holdings(plain)).toEqual(["OLD: 3 promised"]);
  });

  test("tells when the file is ready, and the replay is taken up at once", async () => {
    const importId = await begin();
    await importOrders(world.ctx, importId, never);
    const { bulkOperationId } = await stateOf(world.ctx, importId);
    const later = new Date(Date.now() + 60_000);
    await db.$executeRaw`UPDATE graphile_worker._private_jobs SET run_at = ${later}`;
    const body = { admin_graphql_api_id: bulkOperationId, status: "completed", type: "query" };
    await deliver(db, world.ctx.shop, "bulk_operations/finish", body);
    await processDeliveries(world.ctx);
    const due = await db.$queryRaw<unknown[]>`
      SELECT FROM graphile_worker.jobs WHERE task_identifier = 'import-orders' AND run_at <= now()`;
    expect(due).toHaveLength(1);
  });
});

describe("orders older than 60 days", () => {
  test("are asked for only when the merchant has let the app read them", async () => {
    const old = world.place(day(-300), 2, day(-299));
    await makeBatch(db, world.ctx.shop, units(5), { code: "OLD", madeAt: day(-310) });
    for (const since of [null, day(-90)]) {
      expect(await startReplay(world.ctx, { since }, "merchant:1")).toMatchObject({
        ok: false,
        error: { type: "hidden" },
      });
    }
    await drive(world.ctx, await begin());
    expect(await holdings(old)).toEqual([]);

    updateScopes(dev.store.world, world.store, [...world.store.grantedScopes, "read_all_orders"], quiet);
    await db.shop.updateMany({ data: { scopes: world.store.grantedScopes.join(",") } });
    expect(await drive(world.ctx, await begin(null))).toMatchObject({ state: "done", found: 1 });
    expect(await holdings(old)).toEqual(["OLD: 2 shipped"]);
  });
});

describe("meanwhile", () => {
  test("a second replay does not start", async () => {
    await begin();
    expect(await startReplay(world.ctx, { since: day(-5) }, "merchant:1")).toEqual({
      ok: false,
      error: { type: "running" },
    });
  });

  test("an order that was deleted gets nothing", async () => {
    await makeBatch(db, world.ctx.shop, units(5), { code: "OLD", madeAt: day(-46) });
    const order = world.place(day(-5), 2);
    const importId = await stagedOnly();
    deleteOrder(dev.store.world, world.store, order, quiet);
    await deliver(db, world.ctx.shop, "orders/delete", { id: order.id });
    await processDeliveries(world.ctx);

    await moveReplay(world.ctx, importId, "resume");
    await drive(world.ctx, importId);
    expect(await holdings(order)).toEqual([]);
    await expectInvariants(db);
  });

  test("a person who is forgotten is on the stage no more", async () => {
    const order = world.place(day(-5), 2);
    const importId = await stagedOnly();
    const { ctx } = world;
    const person = {
      customerId: null,
      emailHash: ctx.cipher.hashAddress("ana@example.com"),
      orderIds: [],
    };
    await db.$transaction((tx) => redactPerson(tx, ctx.shop.id, person, new Date()));
    expect(await db.stagedOrder.findFirstOrThrow()).toMatchObject({ head: null, emailHash: null });
    // Shopify has forgotten them too by the time it asks the app to.
    order.email = null;

    await moveReplay(ctx, importId, "resume");
    expect(await drive(ctx, importId)).toMatchObject({ state: "done", found: 1 });
    expect(await db.order.findFirstOrThrow()).toMatchObject({ emailHash: null, contact: null });
  });

  test("nothing of another shop can be paused or seen", async () => {
    const importId = await begin();
    const other = await makeImportWorld(db, dev);
    expect(await moveReplay(other.ctx, importId, "cancel")).toBe(false);
    expect(await importOrders(makeContext(db, other.ctx.shop), importId, never)).toBeNull();
    expect((await stateOf(world.ctx, importId)).state).toBe("asking");
  });

  /** An import whose file is staged and of which nothing is applied, paused. */
  async function stagedOnly(): Promise<string> {
    const importId = await begin();
    const { ctx } = world;
    const whenStaged = new Proxy(db, {
      get(target, key, receiver) {
        if (key !== "$transaction") return Reflect.get(target, key, receiver) as unknown;
        return async (work: unknown) => {
          const result = await (target.$transaction as (work: unknown) => Promise<unknown>)(work);
          if ((await stateOf(ctx, importId)).state === "reading") await moveReplay(ctx, importId, "pause");
          return result;
        };
      },
    });
    expect((await drive({ ...ctx, db: whenStaged }, importId)).state).toBe("paused");
    return importId;
  }
});
