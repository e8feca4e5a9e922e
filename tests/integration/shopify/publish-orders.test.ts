import { beforeEach, describe, expect, it } from "vitest";
import { changeRecallStatus } from "#app/services/change-recall-status.ts";
import type { ShopContext, ShopIdentity } from "#app/services/context.ts";
import { correctAssignment } from "#app/services/correct-assignment.ts";
import { installShop } from "#app/services/install-shop.ts";
import { processDeliveries } from "#app/services/process-deliveries.ts";
import { publishOrders } from "#app/services/publish-orders.ts";
import { settleWaiting } from "#app/services/settle-waiting.ts";
import { syncProduct } from "#app/services/sync-product.ts";
import { uninstallShop } from "#app/services/uninstall-shop.ts";
import { findShopsToPublish } from "#app/db/publication-marks.ts";
import { ShopifyAccessError, ShopifyUnavailableError } from "#app/shopify/gateway.ts";
import { setPoints } from "../../dev-store/graphql/throttle.ts";
import { orderBody } from "../../dev-store/state/rest/order-body.ts";
import { createOrder } from "../../dev-store/state/orders/create-order.ts";
import { deleteOrder } from "../../dev-store/state/orders/delete-order.ts";
import { cancelOrder } from "../../dev-store/state/orders/cancel-order.ts";
import { editOrder } from "../../dev-store/state/orders/edit-order.ts";
import { fulfillOrder } from "../../dev-store/state/orders/fulfill-order.ts";
import { updateOrder } from "../../dev-store/state/orders/update-order.ts";
import { createProduct } from "../../dev-store/state/products/create-product.ts";
import type { Order, Shop } from "../../dev-store/state/types.ts";
import { makeBatch } from "../../factories/batch.ts";
import { launch, MERCHANT } from "../../factories/recall.ts";
import { useTestDatabase } from "../../setup/test-database.ts";
import { TEST_API_KEY, useDevStore } from "../../setup/test-dev-store.ts";
import { makeContext, makeShop } from "../../setup/test-shop.ts";
import { deliver } from "../engine/deliver.ts";
import { gatewaysOf, grantOfflineToken } from "./gateway-to.ts";

const { db } = useTestDatabase();
const dev = useDevStore();
const quiet = { webhooks: false };

interface World {
  store: Shop;
  shop: ShopIdentity;
  ctx: ShopContext;
  soap: number;
  candle: number;
}

let world: World;
let now: Date;

async function open(): Promise<World> {
  const store = dev.makeStoreShop();
  await grantOfflineToken(db, store);
  const shop = await makeShop(db, { domain: store.domain });
  const shopify = gatewaysOf(db).gatewayOf(store.domain, "background");
  const ctx: ShopContext = { ...makeContext(db, shop, { now: () => now }), shopify };
  const variantOf = async (title: string): Promise<number> => {
    const product = createProduct(dev.store.world, store, { title }, quiet);
    await syncProduct(ctx, BigInt(product.id));
    const variant = [...store.variants.values()].find(({ productId }) => productId === product.id);
    if (variant === undefined) throw new Error("a product has a variant");
    return variant.id;
  };
  return {
    store,
    shop,
    ctx,
    soap: await variantOf("Lavender soap"),
    candle: await variantOf("Cedar candle"),
  };
}

beforeEach(async () => {
  now = new Date();
  world = await open();
  await batch("LAV-0412", world.soap, 4);
  await batch("LAV-0501", world.soap, 50, "2026-02-01T08:00:00Z");
  await batch("CED-0101", world.candle, 50);
  // The shop is not new: what follows is about changes.
  await publishOrders(world.ctx);
});

const batch = (code: string, variantId: number, units: number, madeAt = "2026-01-01T08:00:00Z") =>
  makeBatch(db, world.shop, [{ variantId: BigInt(variantId), units }], { code, madeAt: new Date(madeAt) });

const later = (ms: number): void => {
  now = new Date(now.getTime() + ms);
};

/** What Shopify has now reaches the app as a webhook. */
async function receive(order: Order, { store, shop, ctx }: World = world): Promise<void> {
  await deliver(db, shop, "orders/updated", orderBody(store, order));
  await processDeliveries(ctx);
}

async function place(lines: [variantId: number, quantity: number][], to: World = world): Promise<Order> {
  const input = { lines: lines.map(([variantId, quantity]) => ({ variantId, quantity })) };
  const order = createOrder(dev.store.world, to.store, { ...input, email: "mara@buyer.example" }, quiet);
  await receive(order, to);
  return order;
}

/** Each change of the order moves its `updated_at`, which has whole seconds. */
async function ship(order: Order): Promise<void> {
  fulfillOrder(dev.store.world, world.store, order, {}, { ...quiet, at: order.updatedAt + 1_000 });
  await receive(order);
}

function metafield(order: Order, key: string, { store }: World = world): string | null {
  const owned = store.metafields.get(`gid://shopify/Order/${order.id}`);
  return owned?.get(`app--${TEST_API_KEY}.${key}`)?.value ?? null;
}

const codes = (order: Order, of: World = world): string | null => metafield(order, "batch_codes", of);

const row = (order: Order) =>
  db.orderPublication.findUniqueOrThrow({
    where: { shopId_orderId: { shopId: world.shop.id, orderId: BigInt(order.id) } },
  });

const asked = (name: string): number =>
  dev.store.requests.list({ shop: world.store.domain, kind: "graphql", name }).length;

/** Until nothing is due. */
async function publishAll(ctx = world.ctx): Promise<void> {
  while ((await publishOrders(ctx)) > 0);
}

const setSwitches = (switches: { publishCodes?: boolean; publishTags?: boolean }) =>
  db.shop.update({ where: { id: world.shop.id }, data: switches });

describe("what Shopify shows of an order", () => {
  it("is the batches of each line and, for packing slips, their codes; a minute after the change and not before", async () => {
    const order = await place([
      [world.soap, 5],
      [world.candle, 1],
    ]);
    later(59_000);
    expect(await publishOrders(world.ctx)).toBe(0);
    later(1_000);
    expect(await publishOrders(world.ctx)).toBe(1);
    expect(codes(order)).toBe("LAV-0412, LAV-0501, CED-0101");
    const [soap, candle] = order.lines;
    expect(JSON.parse(metafield(order, "batches") ?? "")).toEqual({
      version: 1,
      lines: [
        {
          id: `gid://shopify/LineItem/${soap?.id}`,
          title: "Lavender soap",
          batches: [
            { code: "LAV-0412", units: 4, state: "promised" },
            { code: "LAV-0501", units: 1, state: "promised" },
          ],
        },
        {
          id: `gid://shopify/LineItem/${candle?.id}`,
          title: "Cedar candle",
          batches: [{ code: "CED-0101", units: 1, state: "promised" }],
        },
      ],
    });
    expect(await row(order)).toMatchObject({
      dueAt: null,
      claimedUntil: null,
      publishedAt: now,
      error: null,
    });
  });

  it("is nothing, and nothing is written, while the order waits for a batch", async () => {
    await place([[world.candle, 50]]);
    later(60_000);
    await publishAll();
    const written = (): number => asked("SetOrderMetafields") + asked("DeleteOrderMetafields");
    const before = written();
    const order = await place([[world.candle, 1]]);
    later(60_000);
    await publishAll();
    expect(written()).toBe(before);
    expect(codes(order)).toBeNull();
    await makeBatch(db, world.shop, [{ variantId: BigInt(world.candle), units: 5 }], { code: "CED-0202" });
    await settleWaiting(world.ctx, null, new AbortController().signal);
    later(60_000);
    await publishAll();
    expect(codes(order)).toBe("CED-0202");
  });

  it("says nothing about the buyer", async () => {
    const order = await place([[world.soap, 1]]);
    later(60_000);
    await publishAll();
    expect(
      JSON.stringify([...(world.store.metafields.values() ?? [])].map((m) => [...m.values()])),
    ).not.toContain("buyer.example");
    expect(codes(order)).toBe("LAV-0412");
  });

  it("is written once for five changes in a minute, and again when it changes later", async () => {
    const order = await place([[world.soap, 1]]);
    for (let change = 1; change < 5; change++) {
      later(10_000);
      const lines = [{ variantId: world.soap, quantity: 1 }];
      // An edit adds a jar each time.
      editOrder(
        dev.store.world,
        world.store,
        order,
        { add: lines },
        { ...quiet, at: order.updatedAt + 1_000 },
      );
      await receive(order);
      await publishAll();
    }
    expect(asked("SetOrderMetafields")).toBe(0);
    later(20_000);
    await publishAll();
    expect(asked("SetOrderMetafields")).toBe(1);
    expect(codes(order)).toBe("LAV-0412, LAV-0501");

    await ship(order);
    await publishAll();
    expect(asked("SetOrderMetafields")).toBe(1);
    later(60_000);
    await publishAll();
    expect(asked("SetOrderMetafields")).toBe(2);
    expect(metafield(order, "batches")).toContain('"state":"shipped"');
  });

  it("is not written again when the order comes back to what Shopify shows, nor by what the write itself sets off", async () => {
    const order = await place([[world.soap, 1]]);
    later(60_000);
    await publishAll();
    const published = await row(order);
    // Our own write makes Shopify send orders/updated, as new as can be.
    const echoes = dev.store.webhooks
      .deliveries(world.store.domain)
      .filter(({ topic }) => topic === "orders/updated");
    expect(echoes).toHaveLength(1);
    order.updatedAt += 5_000;
    await receive(order);
    expect(await row(order)).toEqual(published);
    later(600_000);
    expect(await publishOrders(world.ctx)).toBe(0);

    await db.orderPublication.updateMany({ data: { dueAt: now } });
    await publishAll();
    expect(asked("SetOrderMetafields")).toBe(1);
    expect((await row(order)).publishedAt).toEqual(published.publishedAt);
  });

  it("is the safe batch after a recall took an unshipped order's units away, and comes back with a revoke", async () => {
    const [bad] = await db.batch.findMany({ where: { code: "LAV-0412" } });
    const order = await place([[world.soap, 2]]);
    later(60_000);
    await publishAll();
    const recall = await launch(world.ctx, [bad?.id ?? ""]);
    later(60_000);
    await publishAll();
    expect(codes(order)).toBe("LAV-0501");
    const waiting = await place([[world.soap, 49]]);
    await changeRecallStatus(world.ctx, recall.id, "revoke", { reason: "false alarm" }, MERCHANT);
    later(60_000);
    await publishAll();
    expect(codes(waiting)).toBe("LAV-0501, LAV-0412");
  });

  it("is what a person says that was packed", async () => {
    const [packed] = await db.batch.findMany({ where: { code: "LAV-0501" } });
    const [assumed] = await db.batch.findMany({ where: { code: "LAV-0412" } });
    const order = await place([[world.soap, 1]]);
    later(60_000);
    await publishAll();
    const correction = {
      lineId: `gid://shopify/LineItem/${order.lines[0]?.id}`,
      fromBatchId: assumed?.id ?? "",
      toBatchId: packed?.id ?? "",
      units: 1,
      reason: "the label says so",
    };
    expect(await correctAssignment(world.ctx, String(order.id), correction, MERCHANT)).toMatchObject({
      ok: true,
    });
    later(60_000);
    await publishAll();
    expect(codes(order)).toBe("LAV-0501");
  });

  it("is deleted when the order has no units any more", async () => {
    const order = await place([[world.soap, 1]]);
    later(60_000);
    await publishAll();
    cancelOrder(
      dev.store.world,
      world.store,
      order,
      { restock: true },
      { ...quiet, at: order.updatedAt + 1_000 },
    );
    await receive(order);
    later(60_000);
    await publishAll();
    expect(codes(order)).toBeNull();
    expect(metafield(order, "batches")).toBeNull();
    expect(await row(order)).toMatchObject({ published: null, digest: null, error: null, dueAt: null });
  });

  it("leaves other shops alone", async () => {
    const other = await open();
    await makeBatch(db, other.shop, [{ variantId: BigInt(other.soap), units: 5 }], { code: "OTHER" });
    const theirs = await place([[other.soap, 1]], other);
    later(60_000);
    await publishAll();
    expect(codes(theirs, other)).toBeNull();
    expect(await findShopsToPublish(db, now)).toEqual([other.shop.id]);
    await publishAll(other.ctx);
    expect(codes(theirs, other)).toBe("OTHER");
  });
});

describe("trouble", () => {
  it("with one call is overcome, whichever it is: throttled, 502 or an answer that is lost", async () => {
    const orders: Order[] = [];
    for (let index = 0; index < 26; index++) orders.push(await place([[world.candle, 1]]));
    later(60_000);
    const faults = ["throttled", "502", "hangup-after"] as const;
    for (const [index, action] of faults.entries()) {
      dev.store.faults.add({
        ...{ kind: "graphql", action, nth: index + 1 },
        ...{ shop: world.store.domain, name: "SetOrderMetafields" },
      });
    }
    await publishAll();
    expect(orders.map((order) => codes(order))).toEqual(orders.map(() => "CED-0101"));
    expect(
      await db.orderPublication.count({ where: { OR: [{ dueAt: { not: null } }, { attempts: { gt: 0 } }] } }),
    ).toBe(0);
  });

  it("that lasts has the orders wait ever longer, and they go on when Shopify is back", async () => {
    const order = await place([[world.soap, 1]]);
    const away: ShopContext = {
      ...world.ctx,
      shopify: {
        ...world.ctx.shopify,
        showBatches: () => Promise.reject(new ShopifyUnavailableError("bad gateway")),
      },
    };
    later(60_000);
    expect(await publishOrders(away)).toBe(1);
    expect(await row(order)).toMatchObject({ attempts: 1, error: "bad gateway" });
    later(4_999);
    expect(await publishOrders(away)).toBe(0);
    later(1);
    expect(await publishOrders(away)).toBe(1);
    later(9_999);
    expect(await publishOrders(world.ctx)).toBe(0);
    later(1);
    expect(await publishOrders(world.ctx)).toBe(1);
    expect(codes(order)).toBe("LAV-0412");
    expect(await row(order)).toMatchObject({ attempts: 0, error: null });
  });

  it("with one order does not hold up the others; it is tried again and in the end given up with Shopify's reason", async () => {
    const good = await place([[world.candle, 1]]);
    const bad = await place([[world.soap, 1]]);
    const spoiled: ShopContext = {
      ...world.ctx,
      shopify: {
        ...world.ctx.shopify,
        showBatches: (orders) =>
          world.ctx.shopify.showBatches(
            orders.map(({ orderId, shown }) =>
              orderId === BigInt(bad.id) && shown !== null
                ? { orderId, shown: { ...shown, codes: "x".repeat(70_000) } }
                : { orderId, shown },
            ),
          ),
      },
    };
    later(60_000);
    await publishOrders(spoiled);
    expect(codes(good)).toBe("CED-0101");
    expect(codes(bad)).toBeNull();
    expect(await row(bad)).toMatchObject({
      attempts: 1,
      error: expect.stringContaining("too long") as string,
    });
    for (let tries = 0; tries < 9; tries++) {
      later(3_600_000);
      await publishOrders(spoiled);
    }
    expect(await row(bad)).toMatchObject({ dueAt: null, claimedUntil: null, attempts: 0 });
    expect((await row(bad)).error).toContain("too long");
    // The next change is a new chance.
    await ship(bad);
    later(60_000);
    await publishAll();
    expect(codes(bad)).toBe("LAV-0412");
    expect((await row(bad)).error).toBeNull();
  });

  it("with a whole answer because of one order holds up that one alone", async () => {
    const bad = await place([[world.soap, 1]]);
    const good = await place([[world.candle, 1]]);
    const { shopify } = world.ctx;
    const ctx: ShopContext = {
      ...world.ctx,
      shopify: {
        ...shopify,
        showBatches: (orders) =>
          orders.some(({ orderId }) => orderId === BigInt(bad.id))
            ? Promise.reject(new Error("Shopify did not run the query"))
            : shopify.showBatches(orders),
      },
    };
    later(60_000);
    expect(await publishOrders(ctx)).toBe(2);
    expect(codes(good)).toBe("CED-0101");
    expect(await row(good)).toMatchObject({ attempts: 0, error: null });
    expect(codes(bad)).toBeNull();
    expect(await row(bad)).toMatchObject({ attempts: 1, error: "Shopify did not run the query" });
  });

  it("is not made of orders that Shopify does not have, or does not show, any more", async () => {
    const gone = await place([[world.soap, 1]]);
    const old = await place([[world.soap, 1]]);
    const there = await place([[world.candle, 1]]);
    deleteOrder(dev.store.world, world.store, gone, quiet);
    old.createdAt -= 90 * 86_400_000;
    later(60_000);
    await publishAll();
    expect(codes(there)).toBe("CED-0101");
    for (const order of [gone, old]) {
      expect(await row(order)).toMatchObject({ dueAt: null, attempts: 0, published: null });
      expect((await row(order)).error).toContain("does not show this order");
    }
  });

  it("of a worker that was killed ends with its lease; a change meanwhile is not lost", async () => {
    const order = await place([[world.soap, 1]]);
    later(60_000);
    let reached = false;
    const dying: ShopContext = {
      ...world.ctx,
      shopify: {
        ...world.ctx.shopify,
        showBatches() {
          reached = true;
          return new Promise(() => undefined);
        },
      },
    };
    void publishOrders(dying);
    await expect.poll(() => reached).toBe(true);
    await ship(order);
    later(60_000);
    expect(await publishOrders(world.ctx)).toBe(0);
    later(120_001);
    expect(await findShopsToPublish(db, now)).toEqual([world.shop.id]);
    expect(await publishOrders(world.ctx)).toBe(1);
    expect(metafield(order, "batches")).toContain('"state":"shipped"');
    expect(await publishOrders(world.ctx)).toBe(0);
  });

  it("of a change while its order is being written leaves the order due a minute later", async () => {
    const order = await place([[world.soap, 1]]);
    later(60_000);
    const interrupted: ShopContext = {
      ...world.ctx,
      shopify: {
        ...world.ctx.shopify,
        async showBatches(orders) {
          await ship(order);
          return await world.ctx.shopify.showBatches(orders);
        },
      },
    };
    expect(await publishOrders(interrupted)).toBe(1);
    expect(metafield(order, "batches")).toContain('"state":"promised"');
    expect(await row(order)).toMatchObject({ dueAt: new Date(now.getTime() + 60_000), claimedUntil: null });
    later(60_000);
    await publishAll();
    expect(metafield(order, "batches")).toContain('"state":"shipped"');
  });

  it("with the app's access pauses the work; a reinstall writes everything anew", async () => {
    const order = await place([[world.soap, 1]]);
    later(60_000);
    await publishAll();
    const due = await place([[world.candle, 1]]);
    later(60_000);
    const locked: ShopContext = {
      ...world.ctx,
      shopify: {
        ...world.ctx.shopify,
        showBatches: () => Promise.reject(new ShopifyAccessError("revoked")),
      },
    };
    await publishOrders(locked);
    later(599_000);
    expect(await publishOrders(world.ctx)).toBe(0);

    await uninstallShop(world.ctx, now);
    // Shopify may delete what an app owns when it goes.
    world.store.metafields.clear();
    expect(await findShopsToPublish(db, new Date(now.getTime() + 3_600_000))).toEqual([]);
    later(1_000);
    await grantOfflineToken(db, world.store);
    await installShop({ ...world.ctx }, world.store.domain);
    expect(await findShopsToPublish(db, now)).toEqual([world.shop.id]);
    await publishAll();
    expect(codes(order)).toBe("LAV-0412");
    expect(codes(due)).toBe("CED-0101");
  });

  it("is never made for a person who waits: a page's call goes before", async () => {
    for (let index = 0; index < 60; index++) await place([[world.candle, 1]]);
    later(60_000);
    const { gatewayOf } = gatewaysOf(db);
    const ctx = { ...world.ctx, shopify: gatewayOf(world.store.domain, "background") };
    const page = gatewayOf(world.store.domain, "page");
    // So little is left that only the reserve of pages can be drawn on.
    await page.readShop();
    setPoints(world.store, 150);
    await page.readShop();
    const publishing = publishOrders(ctx);
    const startedAt = performance.now();
    await page.readShop();
    expect(performance.now() - startedAt).toBeLessThan(400);
    await publishing;
  });
});

describe("tags", () => {
  const tagsOf = (order: Order): string[] => order.tags;

  it("are the batches of the order while the merchant wants them, and go with the switch", async () => {
    const order = await place([[world.soap, 5]]);
    later(60_000);
    await publishAll();
    expect(tagsOf(order)).toEqual([]);
    await setSwitches({ publishTags: true });
    expect(await findShopsToPublish(db, now)).toEqual([world.shop.id]);
    await publishAll();
    expect(tagsOf(order)).toEqual(["batch:LAV-0412", "batch:LAV-0501"]);
    expect(await findShopsToPublish(db, now)).toEqual([]);

    await setSwitches({ publishTags: false });
    await publishAll();
    expect(tagsOf(order)).toEqual([]);
    expect(codes(order)).toBe("LAV-0412, LAV-0501");
    await setSwitches({ publishCodes: false });
    await publishAll();
    expect(codes(order)).toBeNull();
    const silent = await place([[world.soap, 1]]);
    expect(await db.orderPublication.count({ where: { orderId: BigInt(silent.id) } })).toBe(0);
  });

  it("that no longer hold are removed, those that somebody else put there stay", async () => {
    await setSwitches({ publishTags: true });
    await publishAll();
    const [bad] = await db.batch.findMany({ where: { code: "LAV-0412" } });
    const order = await place([[world.soap, 2]]);
    const foreign = await place([[world.soap, 1]]);
    updateOrder(dev.store.world, world.store, order, { tags: ["gift"] }, quiet);
    updateOrder(dev.store.world, world.store, foreign, { tags: ["Batch:LAV-0412"] }, quiet);
    later(60_000);
    await publishAll();
    expect(tagsOf(order)).toEqual(["batch:LAV-0412", "gift"]);
    await launch(world.ctx, [bad?.id ?? ""]);
    later(60_000);
    await publishAll();
    expect(tagsOf(order)).toEqual(["batch:LAV-0501", "gift"]);
    expect(tagsOf(foreign).sort()).toEqual(["Batch:LAV-0412", "batch:LAV-0501"]);
    expect((await row(foreign)).tags).toEqual(["batch:LAV-0501"]);
  });

  it("are known for the app's own also when it died after it had added them", async () => {
    await setSwitches({ publishTags: true });
    await publishAll();
    const order = await place([[world.soap, 1]]);
    later(60_000);
    const dying: ShopContext = {
      ...world.ctx,
      shopify: {
        ...world.ctx.shopify,
        async addTags(targets) {
          await world.ctx.shopify.addTags(targets);
          throw new ShopifyUnavailableError("the answer was lost");
        },
      },
    };
    await publishOrders(dying);
    expect(tagsOf(order)).toEqual(["batch:LAV-0412"]);
    later(5_000);
    await publishAll();
    await setSwitches({ publishTags: false });
    await publishAll();
    expect(tagsOf(order)).toEqual([]);
  });

  it("that Shopify refuses are no reason to leave out the codes, and are tried again", async () => {
    await setSwitches({ publishTags: true });
    await publishAll();
    const order = await place([[world.soap, 1]]);
    const full = Array.from({ length: 250 }, (_, index) => `own-${index}`);
    updateOrder(dev.store.world, world.store, order, { tags: full }, quiet);
    later(60_000);
    await publishAll();
    expect(codes(order)).toBe("LAV-0412");
    expect(await row(order)).toMatchObject({ tags: [], attempts: 1 });
    expect((await row(order)).error).toContain("250 tags");
    updateOrder(dev.store.world, world.store, order, { tags: [] }, quiet);
    later(5_000);
    await publishAll();
    expect(tagsOf(order)).toEqual(["batch:LAV-0412"]);
    expect((await row(order)).error).toBeNull();
  });
});
