import { readFile } from "node:fs/promises";
import { beforeEach, describe, expect, it } from "vitest";
import { deliveryTopics, orderBodyTopics } from "#app/services/delivery-topics.ts";
import type { ShopContext, ShopIdentity } from "#app/services/context.ts";
import { findShopsWithDeliveries } from "#app/services/find-work.ts";
import { processDeliveries } from "#app/services/process-deliveries.ts";
import { readWebhookSubscriptions } from "#app/server/webhook-subscriptions.ts";
import type { ShopifyId } from "#app/domain/shopify-id.ts";
import { makeBatch } from "../../factories/batch.ts";
import { makeProduct } from "../../factories/catalogue.ts";
import { orderBody } from "../../factories/order-body.ts";
import { expectInvariants } from "../../setup/invariants.ts";
import { useTestDatabase } from "../../setup/test-database.ts";
import { makeContext, makeShop } from "../../setup/test-shop.ts";
import { deliver, holdingsOf } from "./deliver.ts";

const { db } = useTestDatabase();

let shop: ShopIdentity;
let ctx: ShopContext;
let soap: ShopifyId;
let now: Date;

beforeEach(async () => {
  now = new Date();
  shop = await makeShop(db);
  ctx = makeContext(db, shop, { now: () => now });
  ({
    variantIds: [soap],
  } = await makeProduct(db, shop));
  await makeBatch(db, shop, [{ variantId: soap, units: 10 }], { code: "ONE" });
});

const order = (id: number, quantity: number, rest = {}) =>
  orderBody({ id, lines: [{ variantId: soap, quantity }], ...rest });

describe("deliveries of one order in any order", () => {
  const stages = {
    create: ["orders/create", () => order(1, 2, { updatedAt: "2026-11-01T10:00:00Z" })],
    paid: ["orders/paid", () => order(1, 2, { updatedAt: "2026-11-01T10:00:01Z" })],
    fulfilled: [
      "orders/fulfilled",
      () =>
        orderBody({
          id: 1,
          updatedAt: "2026-11-02T10:00:00Z",
          lines: [{ variantId: soap, quantity: 2, shipped: 2 }],
        }),
    ],
  } as const;
  const orders: (keyof typeof stages)[][] = [
    ["create", "paid", "fulfilled"],
    ["fulfilled", "paid", "create"],
    ["paid", "fulfilled", "create", "create", "paid"],
    ["fulfilled", "fulfilled", "create"],
  ];

  it.each(orders.map((sequence) => [sequence.join(", "), sequence] as const))(
    "%s, one by one: one result",
    async (_name, sequence) => {
      for (const stage of sequence) {
        const [topic, body] = stages[stage];
        await deliver(db, shop, topic, body());
        await processDeliveries(ctx);
      }
      expect(await holdingsOf(db, shop, 1)).toEqual(["ONE: 2 shipped"]);
      await expectInvariants(db);
    },
  );

  it.each(orders.map((sequence) => [sequence.join(", "), sequence] as const))(
    "%s, in one set: one result",
    async (_name, sequence) => {
      for (const stage of sequence) {
        const [topic, body] = stages[stage];
        await deliver(db, shop, topic, body());
      }
      expect(await processDeliveries(ctx)).toBe(sequence.length);
      expect(await holdingsOf(db, shop, 1)).toEqual(["ONE: 2 shipped"]);
      await expectInvariants(db);
    },
  );

  it("does not resurrect an order that was cancelled before its creation came", async () => {
    const cancelled = orderBody({
      id: 1,
      updatedAt: "2026-11-02T10:00:00Z",
      cancelledAt: "2026-11-02T10:00:00Z",
      lines: [{ variantId: soap, quantity: 2, refunds: [{ units: 2, restock: "cancel" }] }],
    });
    await deliver(db, shop, "orders/cancelled", cancelled);
    await processDeliveries(ctx);
    await deliver(db, shop, "orders/create", order(1, 2));
    await processDeliveries(ctx);
    expect(await holdingsOf(db, shop, 1)).toEqual([]);
    expect(await db.movement.count({ where: { cause: { not: "produced" } } })).toBe(0);
  });

  it("does not resurrect an order that was deleted before its creation came", async () => {
    await deliver(db, shop, "orders/delete", { id: 1 });
    await processDeliveries(ctx);
    await deliver(db, shop, "orders/create", order(1, 2));
    await processDeliveries(ctx);
    expect(await holdingsOf(db, shop, 1)).toEqual([]);
    expect((await db.order.findFirstOrThrow()).deletedAt).not.toBeNull();
  });

  it("asks Shopify when two states have the same stamp and say different things", async () => {
    await deliver(db, shop, "orders/create", order(1, 2));
    await processDeliveries(ctx);
    await deliver(db, shop, "orders/updated", order(1, 3));
    await processDeliveries(ctx);
    expect(await holdingsOf(db, shop, 1)).toEqual(["ONE: 2 promised"]);
    expect((await db.order.findFirstOrThrow()).fetchRequestedAt).not.toBeNull();
  });

  it("does not ask Shopify when they say the same", async () => {
    await deliver(db, shop, "orders/create", order(1, 2));
    await deliver(db, shop, "orders/paid", order(1, 2));
    await processDeliveries(ctx);
    expect((await db.order.findFirstOrThrow()).fetchRequestedAt).toBeNull();
  });
});

describe("what a processed delivery leaves behind", () => {
  it("is its id and the time, but not its body", async () => {
    await deliver(db, shop, "orders/create", order(1, 2), { webhookId: "w-1" });
    await processDeliveries(ctx);
    expect(await db.webhookDelivery.findMany()).toMatchObject([
      { webhookId: "w-1", body: null, processedAt: now, error: null },
    ]);
  });
});

describe("a delivery that cannot be processed", () => {
  it("is given up at once when its body makes no sense, and its order is read from Shopify instead", async () => {
    await deliver(
      db,
      shop,
      "orders/create",
      { ...order(7, 1), line_items: [{ id: "?" }] },
      { webhookId: "bad" },
    );
    await deliver(db, shop, "orders/create", order(1, 2), { webhookId: "good" });
    await processDeliveries(ctx);
    expect(await holdingsOf(db, shop, 1)).toEqual(["ONE: 2 promised"]);
    const bad = await db.webhookDelivery.findFirstOrThrow({ where: { webhookId: "bad" } });
    expect(bad).toMatchObject({ attempts: 1, body: null });
    expect(bad.error).not.toBeNull();
    expect(bad.processedAt).not.toBeNull();
    expect(await db.order.findFirstOrThrow({ where: { id: 7n } })).toMatchObject({ processedAt: null });
    expect((await db.order.findFirstOrThrow({ where: { id: 7n } })).fetchRequestedAt).not.toBeNull();
  });

  it("is set aside with a growing delay when the database refuses it, and holds up no other", async () => {
    // A broken sum, as a bug would leave it: the batch item says less than its assignments need.
    await deliver(db, shop, "orders/create", order(1, 2));
    await processDeliveries(ctx);
    await db.$executeRaw`UPDATE batch_item SET promised = 0, remaining = 10`;
    const cancelled = orderBody({
      id: 1,
      updatedAt: "2026-11-02T10:00:00Z",
      cancelledAt: "2026-11-02T10:00:00Z",
      lines: [{ variantId: soap, quantity: 2, refunds: [{ units: 2, restock: "cancel" }] }],
    });
    await deliver(db, shop, "orders/cancelled", cancelled, { webhookId: "bad" });
    const {
      variantIds: [candle],
    } = await makeProduct(db, shop);
    await makeBatch(db, shop, [{ variantId: candle, units: 5 }], { code: "TWO" });
    const other = orderBody({ id: 2, lines: [{ variantId: candle, quantity: 3 }] });
    await deliver(db, shop, "orders/create", other);
    await processDeliveries(ctx);
    expect(await holdingsOf(db, shop, 2)).toEqual(["TWO: 3 promised"]);
    const parked = () => db.webhookDelivery.findFirstOrThrow({ where: { webhookId: "bad" } });
    expect(await parked()).toMatchObject({ attempts: 1, processedAt: null });
    expect((await parked()).retryAt).toEqual(new Date(now.getTime() + 5_000));
    expect(await processDeliveries(ctx)).toBe(0);

    now = new Date(now.getTime() + 6_000);
    await processDeliveries(ctx);
    expect((await parked()).retryAt).toEqual(new Date(now.getTime() + 10_000));

    await db.$executeRaw`UPDATE batch_item SET promised = 2, remaining = 8 WHERE variant_id = ${soap}`;
    now = new Date(now.getTime() + 11_000);
    await processDeliveries(ctx);
    expect(await parked()).toMatchObject({ body: null, error: null });
    expect(await holdingsOf(db, shop, 1)).toEqual([]);
    await expectInvariants(db);
  });

  it("is given up after ten tries", async () => {
    await deliver(db, shop, "orders/edited", { order_edit: {} }, { webhookId: "bad" });
    for (let attempt = 1; attempt <= 10; attempt++) {
      expect(await processDeliveries(ctx), `try ${attempt}`).toBe(1);
      now = new Date(now.getTime() + 3_700_000);
    }
    expect(await processDeliveries(ctx)).toBe(0);
    expect(await db.webhookDelivery.findFirstOrThrow()).toMatchObject({ attempts: 10, body: null });
  });
});

describe("shops", () => {
  it("do not wait behind each other: each that has work is named once", async () => {
    const other = await makeShop(db);
    const gone = await makeShop(db);
    for (let id = 1; id <= 3; id++) {
      await deliver(db, shop, "orders/create", order(id, 1));
      await deliver(db, other, "orders/create", order(id, 1));
      await deliver(db, gone, "orders/create", order(id, 1));
    }
    await db.shop.update({ where: { id: gone.id }, data: { uninstalledAt: new Date() } });
    expect((await findShopsWithDeliveries(db)).sort()).toEqual([shop.id, other.id].sort());
  });

  it("keep their orders and stock apart though the ids are the same", async () => {
    const other = await makeShop(db);
    await deliver(db, other, "orders/create", order(1, 4));
    await processDeliveries(makeContext(db, other));
    expect(await holdingsOf(db, other, 1)).toEqual(["4 unassigned"]);
    expect(await holdingsOf(db, shop, 1)).toEqual([]);
  });
});

describe("webhooks about the installation and the catalogue", () => {
  it("uninstall the shop, unless they are older than its installation", async () => {
    const installedAt = new Date("2026-11-10T10:00:00Z");
    await db.shop.updateMany({ data: { installedAt, accessGrantedAt: installedAt } });
    await deliver(db, shop, "app/uninstalled", { id: 1 }, { triggeredAt: new Date("2026-11-09T10:00:00Z") });
    await processDeliveries(ctx);
    expect((await db.shop.findFirstOrThrow()).uninstalledAt).toBeNull();
    await deliver(db, shop, "app/uninstalled", { id: 1 }, { triggeredAt: new Date("2026-11-11T10:00:00Z") });
    await processDeliveries(ctx);
    expect((await db.shop.findFirstOrThrow()).uninstalledAt).not.toBeNull();
  });

  it("keep the granted scopes", async () => {
    await deliver(db, shop, "app/scopes_update", { current: ["read_orders", "read_all_orders"] });
    await processDeliveries(ctx);
    expect((await db.shop.findFirstOrThrow()).scopes).toBe("read_orders,read_all_orders");
  });

  it("have a changed product read again, once for any number of changes", async () => {
    await deliver(db, shop, "products/update", { id: 55 });
    await deliver(db, shop, "products/update", { id: 55 });
    await processDeliveries(ctx);
    expect(await db.$queryRaw`SELECT key FROM graphile_worker.jobs`).toEqual([
      { key: `sync-product:${shop.id}:55` },
    ]);
  });
});

describe("the topics", () => {
  it("that shopify.app.toml subscribes to are those the worker has work for", async () => {
    const { topics, complianceTopics } = await readWebhookSubscriptions();
    expect([...topics].sort()).toEqual([...deliveryTopics].sort());
    expect(complianceTopics.size).toBe(3);
    expect(await readFile("shopify.app.toml", "utf8")).toContain("[[webhooks.subscriptions]]");
  });
});

it("finds the webhooks without an order body by an index that leaves all order bodies out", async () => {
  const [index] = await db.$queryRaw<{ definition: string }[]>`
    SELECT indexdef AS definition FROM pg_indexes WHERE indexname = 'webhook_delivery_pending_other_idx'`;
  const topics = [...(index?.definition ?? "").matchAll(/'([a-z_]+\/[a-z_]+)'/g)].map(([, topic]) => topic);
  expect(topics.sort()).toEqual([...orderBodyTopics].sort());
});

it("fails as a whole when the waiting webhooks cannot be read: that is no fault of theirs", async () => {
  await deliver(db, shop, "orders/create", order(1, 1));
  await db.$executeRaw`ALTER TABLE webhook_delivery RENAME COLUMN topic TO was_topic`;
  try {
    await expect(processDeliveries(ctx)).rejects.toThrow("topic");
  } finally {
    await db.$executeRaw`ALTER TABLE webhook_delivery RENAME COLUMN was_topic TO topic`;
  }
  expect(await processDeliveries(ctx)).toBe(1);
});
