import { expect, it } from "vitest";
import { listOrdersQuery } from "#app/contracts/order-view.ts";
import { order as orderContract } from "#app/contracts/order.ts";
import type { ShopContext } from "#app/services/context.ts";
import { getOrder } from "#app/services/get-order.ts";
import { homeSummary } from "#app/services/home-summary.ts";
import { listOrders } from "#app/services/list-orders.ts";
import { readSettings } from "#app/services/read-settings.ts";
import { saveSettings } from "#app/services/save-settings.ts";
import { shopStatus } from "#app/services/shop-status.ts";
import { makeBatch } from "../../factories/batch.ts";
import { makeProduct } from "../../factories/catalogue.ts";
import { placeOrder } from "../../factories/place-order.ts";
import { launch } from "../../factories/recall.ts";
import { useTestDatabase } from "../../setup/test-database.ts";
import { makeContext, makeShop } from "../../setup/test-shop.ts";

const { db } = useTestDatabase();
const NOW = new Date("2026-11-22T09:00:00Z");

async function setUp(timeZone = "UTC") {
  const shop = await makeShop(db, { timeZone });
  const ctx = makeContext(db, shop, { now: NOW });
  const { variantIds } = await makeProduct(db, shop, { title: "Soap" });
  return { shop, ctx, variantId: variantIds[0] };
}

async function page(ctx: ShopContext, query: Record<string, unknown>) {
  const result = await listOrders(ctx, listOrdersQuery.parse(query));
  if (!result.ok) throw new Error("bad cursor");
  return result.page;
}

async function names(ctx: ShopContext, query: Record<string, unknown>): Promise<string[]> {
  return (await page(ctx, query)).items.map((order) => order.name);
}

it("gives an order's assignments as one entry per batch, state and confidence, without empty ones", async () => {
  const { ctx, shop, variantId } = await setUp();
  const made = (day: number) => new Date(Date.UTC(2026, 8, day));
  const first = await makeBatch(db, shop, [{ variantId, units: 3 }], { code: "FIRST", madeAt: made(1) });
  const second = await makeBatch(db, shop, [{ variantId, units: 4 }], { code: "SECOND", madeAt: made(2) });
  const { orderId } = await placeOrder(ctx, {
    name: "#1001",
    lines: [
      { variantId, quantity: 5, shipped: 4, title: "Soap bar" },
      { variantId, quantity: 4, title: "Soap box" },
    ],
  });
  const gid = `gid://shopify/Order/${orderId}`;
  const order = await getOrder(ctx, gid);
  expect(orderContract.parse(order)).toMatchObject({
    id: gid,
    name: "#1001",
    processedAt: "2026-11-01T10:00:00.000Z",
    cancelledAt: null,
    deleted: false,
    lines: [
      {
        title: "Soap bar",
        quantity: 5,
        tracked: true,
        unassigned: 0,
        assignments: [
          { batchId: first.id, code: "FIRST", units: 3, state: "shipped", confidence: "assumed" },
          { batchId: second.id, code: "SECOND", units: 1, state: "promised", confidence: "assumed" },
          { batchId: second.id, code: "SECOND", units: 1, state: "shipped", confidence: "assumed" },
        ],
      },
      {
        title: "Soap box",
        quantity: 4,
        unassigned: 2,
        unassignedShipped: 0,
        assignments: [{ batchId: second.id, units: 2, state: "promised" }],
      },
    ],
  });
});

it("does not find an order before it is settled, of another shop, or by an id that is none", async () => {
  const { ctx, shop, variantId } = await setUp();
  const { orderId } = await placeOrder(ctx, { lines: [{ variantId, quantity: 1 }] });
  await db.order.create({ data: { shopId: shop.id, id: 4_711n, fetchRequestedAt: NOW } });
  const stranger = makeContext(db, await makeShop(db));
  expect(await getOrder(ctx, String(orderId))).not.toBeNull();
  expect(await getOrder(stranger, String(orderId))).toBeNull();
  expect(await getOrder(ctx, "4711")).toBeNull();
  expect(await getOrder(ctx, "gid://shopify/Customer/4711")).toBeNull();
  expect(await getOrder(ctx, "x")).toBeNull();
});

it("lists orders with their batches and buyers, by whether units wait, and by name, address or batch code", async () => {
  const { ctx, shop, variantId } = await setUp();
  await makeBatch(db, shop, [{ variantId, units: 4 }], { code: "LAV-1" });
  await placeOrder(ctx, {
    orderId: 1n,
    name: "#1001",
    email: "Ada@Example.com ",
    buyer: "Ada",
    lines: [{ variantId, quantity: 3 }],
  });
  await placeOrder(ctx, {
    orderId: 2n,
    name: "#1002",
    customerId: 9n,
    email: "new@example.com",
    lines: [{ variantId, quantity: 2 }],
  });
  await placeOrder(ctx, { orderId: 3n, name: "X%_3", lines: [{ variantId, quantity: 1 }] });
  const stranger = await makeShop(db);
  await placeOrder(makeContext(db, stranger, { now: NOW }), {
    orderId: 1n,
    name: "#1001",
    email: "ada@example.com",
    lines: [],
  });

  const { items } = await page(ctx, {});
  expect(items).toMatchObject([
    { name: "X%_3", units: 1, unassigned: 1, batches: [], buyerEmail: null },
    { name: "#1002", units: 2, unassigned: 1, batches: [{ code: "LAV-1", units: 1 }] },
    { name: "#1001", units: 3, unassigned: 0, batches: [{ code: "LAV-1", units: 3 }], buyerName: "Ada" },
  ]);
  expect(await names(ctx, { filter: "unassigned" })).toEqual(["X%_3", "#1002"]);
  expect(await names(ctx, { filter: "assigned" })).toEqual(["#1001"]);
  expect(await names(ctx, { q: "100" })).toEqual(["#1002", "#1001"]);
  expect(await names(ctx, { q: "#1002" })).toEqual(["#1002"]);
  expect(await names(ctx, { q: "x%" })).toEqual(["X%_3"]);
  expect(await names(ctx, { q: "_" })).toEqual([]);
  expect(await names(ctx, { q: "ada@example.com" })).toEqual(["#1001"]);
  expect(await names(ctx, { q: "ada@example" })).toEqual([]);
  expect(await names(ctx, { q: "lav-1" })).toEqual(["#1002", "#1001"]);
  expect(await names(ctx, { q: "lav-1", filter: "unassigned" })).toEqual(["#1002"]);
  expect(await names(ctx, { q: "lav" })).toEqual([]);
});

it("finds all of a customer's orders by the address that the customer has now", async () => {
  const { ctx, variantId } = await setUp();
  await placeOrder(ctx, {
    orderId: 1n,
    name: "#1",
    customerId: 9n,
    email: "old@example.com",
    lines: [{ variantId, quantity: 1 }],
  });
  await placeOrder(ctx, {
    orderId: 2n,
    name: "#2",
    customerId: 9n,
    email: "new@example.com",
    processedAt: new Date("2026-11-05T10:00:00Z"),
    lines: [{ variantId, quantity: 1 }],
  });
  expect(await names(ctx, { q: "new@example.com" })).toEqual(["#2", "#1"]);
  expect(await names(ctx, { q: "old@example.com" })).toEqual(["#1"]);
});

it("walks all pages of every search once", async () => {
  const { ctx, shop, variantId } = await setUp();
  await makeBatch(db, shop, [{ variantId, units: 100 }], { code: "LAV-1" });
  for (let order = 1; order <= 5; order += 1) {
    const line = { variantId, quantity: 1 };
    await placeOrder(ctx, { orderId: BigInt(order), name: `#${order}0`, lines: [line, line] });
  }
  for (const query of [{}, { q: "lav-1" }, { filter: "assigned" }]) {
    const seen: string[] = [];
    let after: string | null = "";
    while (after !== null && seen.length < 20) {
      const next: Awaited<ReturnType<typeof page>> = await page(ctx, {
        ...query,
        limit: 2,
        ...(after && { after }),
      });
      seen.push(...next.items.map((order) => order.name));
      after = next.nextCursor;
    }
    expect(seen).toEqual(["#50", "#40", "#30", "#20", "#10"]);
  }
  expect(await listOrders(ctx, listOrdersQuery.parse({ after: "!" }))).toEqual({
    ok: false,
    error: { type: "bad_cursor" },
  });
});

it("says what is still pending, since when, and how far the catalogue is", async () => {
  const { ctx, shop } = await setUp();
  expect(await shopStatus(ctx)).toEqual({
    pendingDeliveries: 0,
    pendingOrders: 0,
    oldestPendingAt: null,
    catalogue: { state: "waiting", done: 0, total: null },
  });
  const delivery = (id: string, receivedAt: Date, processedAt: Date | null) => ({
    shopId: shop.id,
    topic: "orders/create",
    webhookId: id,
    body: "{}",
    receivedAt,
    processedAt,
  });
  const early = new Date("2026-11-22T08:00:00Z");
  await db.webhookDelivery.createMany({
    data: [delivery("a", early, NOW), delivery("b", NOW, null), delivery("c", NOW, null)],
  });
  const asked = new Date("2026-11-22T08:30:00Z");
  await db.order.create({ data: { shopId: shop.id, id: 1n, fetchRequestedAt: asked } });
  await db.shop.update({
    where: { id: shop.id },
    data: { catalogueState: "running", catalogueDone: 250, catalogueTotal: 900 },
  });
  expect(await shopStatus(ctx)).toEqual({
    pendingDeliveries: 2,
    pendingOrders: 1,
    oldestPendingAt: asked.toISOString(),
    catalogue: { state: "running", done: 250, total: 900 },
  });
  expect(await shopStatus(makeContext(db, await makeShop(db)))).toMatchObject({
    pendingDeliveries: 0,
    pendingOrders: 0,
  });
});

it("says of every waiting order why, and names a buyer by the phone number when nothing else is known", async () => {
  const { ctx, shop, variantId } = await setUp();
  const candle = (await makeProduct(db, shop, { title: "Candle" })).variantIds[0];
  await makeBatch(db, shop, [{ variantId, units: 5 }], { code: "HELD", status: "on_hold" });
  await makeBatch(db, shop, [{ variantId: candle, units: 1 }], { code: "LAST" });
  const line = (of: bigint) => ({ variantId: of, quantity: 1 });
  await placeOrder(ctx, { name: "#1", phone: "+15550100", lines: [line(candle), line(variantId)] });
  await placeOrder(ctx, { name: "#2", lines: [line(variantId), line(candle), line(variantId)] });
  const { items } = await page(ctx, { filter: "unassigned" });
  expect(items).toMatchObject([
    { name: "#2", buyerPhone: null, unassignedWhy: ["on_hold", "no_batch"] },
    { name: "#1", buyerName: null, buyerPhone: "+15550100", unassignedWhy: ["on_hold"] },
  ]);
  await makeBatch(db, shop, [{ variantId, units: 1 }], { code: "SERVES" });
  const [second] = (await page(ctx, { q: "#2" })).items;
  // It is about to be settled: nothing stands against it any more.
  expect(second).toMatchObject({ unassignedWhy: ["no_batch"] });
});

it("takes a drill for a drill, and a recall in earnest for none", async () => {
  const { ctx, shop, variantId } = await setUp();
  const { id } = await makeBatch(db, shop, [{ variantId, units: 5 }]);
  await launch(ctx, [id]);
  expect((await homeSummary(ctx)).firstSteps).toMatchObject({ batchMade: true, drillRun: false });
  await launch(ctx, [id], { drill: true });
  expect((await homeSummary(ctx)).firstSteps).toMatchObject({ drillRun: true });
});

it("shows a new shop its first steps and nothing to worry about", async () => {
  const { ctx } = await setUp();
  expect(await homeSummary(ctx)).toEqual({
    unassigned: { units: 0, orders: 0, oldestAt: null },
    expiring: { total: 0, batches: [] },
    ledgerAlarms: [],
    recalls: [],
    firstSteps: {
      catalogueMirrored: false,
      batchMade: false,
      pastReplayed: false,
      orderFilled: false,
      drillRun: false,
    },
    lastCheck: null,
    today: { orders: 0, unitsAssigned: 0, batchesMade: 0 },
  });
});

it("counts what needs attention, and today by the shop's calendar", async () => {
  const { ctx, shop, variantId } = await setUp("Pacific/Auckland");
  // Sunday 22 November began in Auckland on Saturday at 11:00 UTC.
  const justBefore = new Date("2026-11-21T10:59:00Z");
  const justAfter = new Date("2026-11-21T11:01:00Z");
  await makeBatch(db, shop, [{ variantId, units: 4 }], {
    code: "OLD",
    madeAt: new Date("2026-11-01"),
    expiresOn: "2026-12-22",
  });
  await makeBatch(db, shop, [{ variantId, units: 1 }], {
    code: "LATER",
    madeAt: justAfter,
    expiresOn: "2026-12-23",
  });
  await makeBatch(db, shop, [{ variantId, units: 9 }], {
    code: "SHUT",
    status: "closed",
    expiresOn: "2026-11-23",
  });
  await makeBatch(db, shop, [{ variantId, units: 2 }], {
    code: "GONE",
    status: "on_hold",
    expiresOn: "2026-11-01",
  });
  const balm = (await makeProduct(db, shop, { title: "Balm" })).variantIds[0];
  await makeBatch(db, shop, [{ variantId: balm, units: 3 }], { code: "EDGE", expiresOn: "2026-12-22" });
  await makeBatch(db, shop, [{ variantId: balm, units: 3 }], { code: "OVER", expiresOn: "2026-12-23" });
  await placeOrder(ctx, { processedAt: justBefore, lines: [{ variantId, quantity: 1 }] });
  await placeOrder(ctx, { processedAt: justAfter, lines: [{ variantId, quantity: 6 }] });
  await placeOrder(ctx, { processedAt: NOW, lines: [{ variantId, quantity: 2 }] });
  const home = await homeSummary(ctx);
  expect(home.unassigned).toEqual({ units: 4, orders: 2, oldestAt: justAfter.toISOString() });
  expect(home.today).toEqual({ orders: 2, unitsAssigned: 4, batchesMade: 1 });
  expect(home.expiring.batches.map((batch) => [batch.code, batch.remaining])).toEqual([
    ["GONE", 2],
    ["EDGE", 3],
  ]);
  expect(home.expiring).toMatchObject({ total: 2, batches: [{ title: "Soap" }, { title: "Balm" }] });
  expect(home.firstSteps).toEqual({
    catalogueMirrored: false,
    batchMade: true,
    pastReplayed: false,
    orderFilled: true,
    drillRun: false,
  });
  const stranger = await homeSummary(makeContext(db, await makeShop(db), { now: NOW }));
  expect(stranger.unassigned.units + stranger.today.orders + stranger.expiring.total).toBe(0);
});

it("keeps settings per shop and shows the next code by them", async () => {
  const { ctx } = await setUp();
  const stranger = await setUp();
  expect(
    await saveSettings(
      ctx,
      { codeTemplate: "N{seq:5}", includeTestOrders: true, replyTo: "help@example.com" },
      "merchant:1",
    ),
  ).toEqual({ ok: true });
  expect(await readSettings(ctx)).toMatchObject({
    codeTemplate: "N{seq:5}",
    includeTestOrders: true,
    replyTo: "help@example.com",
    codePreview: "N00001",
    codeWarnings: [],
  });
  expect((await readSettings(stranger.ctx)).codeTemplate).not.toBe("N{seq:5}");
  const tooLong = `${"x".repeat(60)}{seq}`;
  expect(await saveSettings(ctx, { codeTemplate: tooLong }, "merchant:1")).toMatchObject({ ok: false });
});
