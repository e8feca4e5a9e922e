import { setTimeout as sleep } from "node:timers/promises";
import { beforeEach, describe, expect, it } from "vitest";
import { changeRecallStatus } from "#app/services/change-recall-status.ts";
import { correctAssignment } from "#app/services/correct-assignment.ts";
import type { ShopContext, ShopIdentity } from "#app/services/context.ts";
import { makeBatch } from "../../factories/batch.ts";
import { makeProduct } from "../../factories/catalogue.ts";
import { changeOrder, placeOrder, shipAll } from "../../factories/placed-order.ts";
import { launch, MERCHANT } from "../../factories/recall.ts";
import { orderBody } from "../../factories/order-body.ts";
import { expectInvariants } from "../../setup/invariants.ts";
import { deliver } from "../engine/deliver.ts";
import { useTestDatabase } from "../../setup/test-database.ts";
import { makeContext, makeShop } from "../../setup/test-shop.ts";

const { db } = useTestDatabase();
const eleven = new Date("2026-11-22T11:00:00Z");
const one = new Date("2026-11-22T13:00:00Z");
const noon = new Date("2026-11-22T12:00:00Z");

let shop: ShopIdentity;
let ctx: ShopContext;
let variantId: bigint;
let bad: string;
let safe: string;

beforeEach(async () => {
  shop = await makeShop(db);
  ctx = makeContext(db, shop, { now: () => noon });
  ({
    variantIds: [variantId],
  } = await makeProduct(db, shop));
  bad = (await makeBatch(db, shop, [{ variantId, units: 10 }], { code: "BAD" })).id;
  const madeAt = new Date("2026-02-01T00:00:00Z");
  safe = (await makeBatch(db, shop, [{ variantId, units: 10 }], { code: "SAFE", madeAt })).id;
});

async function holdings(orderId: bigint): Promise<{ batchId: string; promised: number; shipped: number }[]> {
  return db.assignment.findMany({
    where: { orderId, OR: [{ promised: { gt: 0 } }, { shipped: { gt: 0 } }] },
    select: { batchId: true, promised: true, shipped: true },
    orderBy: { seq: "asc" },
  });
}

describe("a fulfilment that is cancelled after the launch", () => {
  it("promises its units from a safe batch, not from the recalled one again", async () => {
    const order = await placeOrder(ctx, {
      email: "a@x.example",
      lines: [{ variantId, quantity: 2, shipped: 2 }],
    });
    await launch(ctx, [bad]);
    expect(await holdings(order.id)).toEqual([{ batchId: bad, promised: 0, shipped: 2 }]);
    await changeOrder(ctx, order, ({ lines: [line] }) => {
      if (line !== undefined)
        Object.assign(line, { units: { ...line.units, promised: 2, shipped: 0 }, shippedAt: null });
    });
    expect(await holdings(order.id)).toEqual([{ batchId: safe, promised: 2, shipped: 0 }]);
    expect(await db.batchItem.findFirst({ where: { batchId: bad } })).toMatchObject({
      remaining: 10,
      promised: 0,
    });
  });
});

describe("a jar that turns out to be of the recalled batch", () => {
  it("brings its order into the recall when a person says so (case 94)", async () => {
    await db.batch.updateMany({ where: { id: bad }, data: { status: "on_hold" } });
    const order = await placeOrder(ctx, { email: "a@x.example", lines: [{ variantId, shipped: 1 }] });
    const { id } = await launch(ctx, [bad]);
    expect(await db.recallOrder.count()).toBe(0);
    const { id: lineId } = await db.orderLine.findFirstOrThrow({ where: { orderId: order.id } });
    const correction = { fromBatchId: safe, toBatchId: bad, units: 1, reason: "read from the label" };
    const said = { ...correction, lineId: `gid://shopify/LineItem/${lineId}` };

    const corrected = await correctAssignment(ctx, `gid://shopify/Order/${order.id}`, said, MERCHANT);

    expect(corrected.ok).toBe(true);
    expect(await holdings(order.id)).toEqual([{ batchId: bad, promised: 0, shipped: 1 }]);
    expect(await db.recallOrder.findMany({ select: { recallId: true, orderId: true, units: true } })).toEqual(
      [{ recallId: id, orderId: order.id, units: 1 }],
    );
    expect(await db.recallRecipient.count({ where: { status: "queued" } })).toBe(1);
  });
});

describe("a parcel that left before the launch", () => {
  const scopeOf = async (recallId: string) => ({
    orders: await db.recallOrder.findMany({
      where: { recallId },
      select: { orderId: true, tagStatus: true, units: true },
      orderBy: { orderId: "asc" },
    }),
    items: (
      await db.recallItem.findMany({
        where: { recallId },
        select: { orderId: true, units: true, code: true },
      })
    ).sort((a, b) => Number(a.orderId - b.orderId) || a.units - b.units),
    recipients: await db.recallRecipient.findMany({
      where: { recallId },
      select: { wave: true, status: true },
      orderBy: { wave: "asc" },
    }),
  });
  const jobs = async () =>
    (await db.$queryRaw<{ key: string }[]>`SELECT key FROM graphile_worker._private_jobs ORDER BY key`).map(
      ({ key }) => key,
    );
  const customer = { id: 7n, email: "a@x.example" };

  it("is known before it when its webhook is stored already (case 93)", async () => {
    const body = { id: 4711, email: "a@x.example", updatedAt: "2026-11-22T10:00:00Z" };
    await deliver(db, shop, "orders/create", orderBody({ ...body, lines: [{ variantId, quantity: 2 }] }));
    const later = { ...body, updatedAt: "2026-11-22T11:00:00Z" };
    const lines = [{ variantId, quantity: 2, shipped: 2 }];
    await deliver(db, shop, "orders/fulfilled", orderBody({ ...later, lines }));
    const { id } = await launch(ctx, [bad]);
    expect((await scopeOf(id)).orders).toEqual([{ orderId: 4711n, tagStatus: "queued", units: 2 }]);
  });

  it("does not hold the launch up when Shopify takes its time", async () => {
    const slow = makeContext(db, shop, { now: () => noon, shopify: { readOrders: () => sleep(30_000, []) } });
    await db.order.create({ data: { shopId: shop.id, id: 4711n, fetchRequestedAt: eleven } });
    const startedAt = Date.now();
    await launch(slow, [bad]);
    expect(Date.now() - startedAt).toBeLessThan(10_000);
  }, 20_000);

  it("goes back to its batch, and its order joins the recall, when the webhook comes after it (case 94)", async () => {
    const lines = [{ variantId, quantity: 2 }];
    const order = await placeOrder(ctx, { email: "a@x.example", customer, lines });
    const { id } = await launch(ctx, [bad]);
    expect(await holdings(order.id)).toEqual([{ batchId: safe, promised: 2, shipped: 0 }]);
    await db.recall.updateMany({ data: { doneAt: noon } });
    await db.$executeRaw`DELETE FROM graphile_worker._private_jobs`;

    await changeOrder(ctx, order, (facts) => shipAll(facts, eleven));

    expect(await holdings(order.id)).toEqual([{ batchId: bad, promised: 0, shipped: 2 }]);
    const joined = {
      orders: [{ orderId: order.id, tagStatus: "queued", units: 2 }],
      items: [{ orderId: order.id, units: 2, code: "BAD" }],
      recipients: [{ wave: 1, status: "queued" }],
    };
    expect(await scopeOf(id)).toEqual(joined);
    expect(await db.recallCustomer.count({ where: { customerId: 7n, tagStatus: "queued" } })).toBe(1);
    expect(await db.recallEvent.count({ where: { kind: "late_find" } })).toBe(1);
    expect(await db.recall.findFirst()).toMatchObject({ doneAt: null });
    expect(await jobs()).toEqual([`send-notices:${id}`, `tag-recall:${id}`]);
    await expectInvariants(db);

    await changeOrder(ctx, order, (facts) => (facts.locale = "de"));
    expect(await scopeOf(id)).toEqual(joined);
    expect(await db.recallEvent.count({ where: { kind: "late_find" } })).toBe(1);
  });

  it("keeps the batch it was swapped to when it left after the launch, also beside one that left before", async () => {
    const order = await placeOrder(ctx, {
      email: "a@x.example",
      lines: [{ variantId, quantity: 3, shipped: 1, shippedAt: eleven }],
    });
    const { id } = await launch(ctx, [bad]);
    await changeOrder(ctx, order, (facts) => {
      shipAll(facts, eleven);
      for (const line of facts.lines) {
        line.shipments = [
          { at: eleven, units: 2 },
          { at: one, units: 1 },
        ];
      }
    });
    expect(await holdings(order.id)).toEqual([
      { batchId: bad, promised: 0, shipped: 2 },
      { batchId: safe, promised: 0, shipped: 1 },
    ]);
    // The message that has not gone out names both units now.
    expect(await scopeOf(id)).toEqual({
      orders: [{ orderId: order.id, tagStatus: "queued", units: 2 }],
      items: [{ orderId: order.id, units: 2, code: "BAD" }],
      recipients: [{ wave: 1, status: "queued" }],
    });
    await expectInvariants(db);
  });

  it("is told of in a further message to a buyer who has had one", async () => {
    const first = await placeOrder(ctx, { email: "a@x.example", lines: [{ variantId, shipped: 1 }] });
    const second = await placeOrder(ctx, { email: "a@x.example", lines: [{ variantId, quantity: 2 }] });
    const { id } = await launch(ctx, [bad]);
    await db.recallRecipient.updateMany({ data: { status: "accepted" } });
    await changeRecallStatus(ctx, id, "pause", { reason: "a typo" }, MERCHANT);

    await changeOrder(ctx, second, (facts) => shipAll(facts, eleven));

    expect(await scopeOf(id)).toMatchObject({
      items: [
        { orderId: first.id, units: 1 },
        { orderId: second.id, units: 2 },
      ],
      recipients: [
        { wave: 1, status: "accepted" },
        { wave: 2, status: "queued" },
      ],
    });
  });

  it("joins every open recall of the batch, and none that ended, no drill, and not as a test order", async () => {
    await db.shop.updateMany({ data: { includeTestOrders: true } });
    const order = await placeOrder(ctx, { email: "a@x.example", lines: [{ variantId }] });
    const test = await placeOrder(ctx, { email: "t@x.example", test: true, lines: [{ variantId }] });
    const drill = await launch(ctx, [bad], { drill: true });
    const closed = await launch(ctx, [bad]);
    await changeRecallStatus(ctx, closed.id, "close", { reason: "everyone was reached" }, MERCHANT);
    const [first, second] = [await launch(ctx, [bad]), await launch(ctx, [bad])];
    await changeOrder(ctx, order, (facts) => shipAll(facts, eleven));
    await changeOrder(ctx, test, (facts) => shipAll(facts, eleven));
    const joined = await db.recallOrder.findMany({
      where: { units: { gt: 0 } },
      orderBy: { recallId: "asc" },
    });
    expect(joined.map(({ recallId, orderId }) => ({ recallId, orderId }))).toEqual(
      [first, second].map(({ id }) => ({ recallId: id, orderId: order.id })),
    );
    expect(await db.recallOrder.count({ where: { recallId: { in: [drill.id, closed.id] } } })).toBe(0);
  });
});
