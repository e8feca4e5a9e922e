import { beforeEach, expect, it } from "vitest";
import { insertBatchItems } from "#app/db/insert-batch.ts";
import { claimShop } from "#app/db/installed-shop.ts";
import { markOrdersForFetch } from "#app/db/order-fetch-marks.ts";
import { markOrdersForPublication } from "#app/db/publication-marks.ts";
import { lockOrders } from "#app/db/store-orders.ts";
import { upsertCatalogue } from "#app/db/upsert-catalogue.ts";
import type { CatalogueVariant } from "#app/domain/catalogue-variant.ts";
import type { ShopContext, ShopIdentity } from "#app/services/context.ts";
import { applyOrderFacts, fromShopify } from "#app/services/apply-order-facts.ts";
import { correctAssignment } from "#app/services/correct-assignment.ts";
import { makeBatch } from "../factories/batch.ts";
import { makeProduct } from "../factories/catalogue.ts";
import { useTestDatabase } from "../setup/test-database.ts";
import { makeContext, makeShop } from "../setup/test-shop.ts";
import { placeOrder } from "../factories/place-order.ts";
import { until } from "../stack/until.ts";

const { db } = useTestDatabase();

let shop: ShopIdentity;
let ctx: ShopContext;

beforeEach(async () => {
  shop = await makeShop(db);
  ctx = makeContext(db, shop);
});

/** Runs in a transaction that would rather fail than wait for a lock. */
const withoutWaiting = (
  work: (tx: Parameters<Parameters<typeof db.$transaction>[0]>[0]) => Promise<unknown>,
) =>
  db.$transaction(async (tx) => {
    await tx.$executeRaw`SET LOCAL lock_timeout = '1s'`;
    await work(tx);
  });

it("a page load does not wait for a transaction that writes rows of the shop", async () => {
  await db.$transaction(async (open) => {
    await open.product.create({ data: { shopId: shop.id, id: 7n, title: "Soap" } });
    await withoutWaiting((tx) => claimShop(tx, { id: ctx.newId(), domain: shop.domain, now: ctx.now() }));
  });
});

it("recording a batch does not wait for a catalogue that is being mirrored, nor that for it", async () => {
  const { productId, variantIds } = await makeProduct(db, shop, {
    variants: [{ title: "Small" }, { title: "Large" }],
  });
  const [first, second] = variantIds as [bigint, bigint];
  const batch = await makeBatch(db, shop, [], { code: "LAV-1" });
  const variants = [first, second].map((variantId): CatalogueVariant => ({
    ...{ variantId, productId, productTitle: "Soap", vendor: null, productStatus: "active" },
    ...{ productImageUrl: null, productUpdatedAt: ctx.now(), title: "Large", sku: null, barcode: null },
    ...{ imageUrl: null, position: 0, giftCard: false },
  }));
  const newer = new Date(ctx.now().getTime() + 60_000);
  await db.product.updateMany({ data: { shopifyUpdatedAt: newer } });
  // An older state is only stamped as seen, which takes a lock of its own.
  await db.$transaction(async (open) => {
    await upsertCatalogue(open, shop.id, variants);
    await withoutWaiting((tx) => insertBatchItems(tx, shop.id, batch.id, [second]));
  });
  await db.$transaction(async (open) => {
    await insertBatchItems(open, shop.id, batch.id, [first]);
    await withoutWaiting((tx) => upsertCatalogue(tx, shop.id, variants));
  });
});

const untilSomebodyWaits = () =>
  until("somebody to wait for a lock", async () => {
    const waiting = await db.$queryRaw<unknown[]>`
      SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`;
    return waiting.length > 0;
  });

it("new and known orders of a set are taken in one pass by their ids, so that two sets cannot cross", async () => {
  const [variantId] = (await makeProduct(db, shop)).variantIds;
  const lines = [{ variantId, quantity: 1 }];
  const known = await placeOrder(ctx, { orderId: 3n, lines });
  const later = { ...known, updatedAt: new Date(known.updatedAt.getTime() + 1_000) };
  const unknown = { ...known, orderId: 9n, lines: known.lines.map((line) => ({ ...line, lineId: 900n })) };
  let settling: Promise<unknown> = Promise.resolve();
  await db.$transaction(async (open) => {
    await lockOrders(open, shop.id, [3n]);
    settling = db.$transaction((tx) => applyOrderFacts(ctx, tx, [unknown, later].map(fromShopify)));
    await untilSomebodyWaits();
    // Whoever holds 3 may want 9 next.
    const mark = { orderId: 9n, eventAt: null };
    await withoutWaiting((tx) => markOrdersForFetch(tx, shop.id, [mark], ctx.now()));
  });
  await settling;
});

it("what refers to an order does not wait for those who hold it, for they wait for a head next", async () => {
  const [variantId] = (await makeProduct(db, shop)).variantIds;
  await placeOrder(ctx, { orderId: 3n, lines: [{ variantId, quantity: 1 }] });
  await db.$transaction(async (open) => {
    await lockOrders(open, shop.id, [3n]);
    await withoutWaiting((tx) => markOrdersForPublication(tx, shop.id, [3n], ctx.now()));
  });
});

it("a correction marks its own order and those that get what it frees in one pass by their ids", async () => {
  const [variantId] = (await makeProduct(db, shop)).variantIds;
  const assumed = await makeBatch(db, shop, [{ variantId, units: 1 }]);
  const real = await makeBatch(db, shop, [{ variantId, units: 1 }], { status: "on_hold" });
  await placeOrder(ctx, { orderId: 3n, lines: [{ variantId, quantity: 1, shipped: 1 }] });
  await placeOrder(ctx, { orderId: 7n, lines: [{ variantId, quantity: 1 }] });
  await db.$transaction((tx) => markOrdersForPublication(tx, shop.id, [3n, 7n], ctx.now()));
  const of = (orderId: bigint) => ({ where: { shopId: shop.id, orderId }, data: { attempts: 1 } });

  let correcting: ReturnType<typeof correctAssignment> | undefined;
  await db.$transaction(async (open) => {
    await open.orderPublication.updateMany(of(3n));
    const said = { lineId: "300", fromBatchId: assumed.id, toBatchId: real.id, units: 1, reason: "scanned" };
    correcting = correctAssignment(ctx, "3", said, "merchant:test");
    await untilSomebodyWaits();
    await withoutWaiting((tx) => tx.orderPublication.updateMany(of(7n)));
  });
  expect(await correcting).toMatchObject({ ok: true });
  const [waited] = await db.orderLine.findMany({ where: { shopId: shop.id, orderId: 7n } });
  expect(waited?.unassigned).toBe(0);
});
