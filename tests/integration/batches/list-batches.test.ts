import { expect, it } from "vitest";
import { listBatchesQuery } from "#app/contracts/batch.ts";
import type { ShopContext } from "#app/services/context.ts";
import { listBatchOrders } from "#app/services/list-batch-orders.ts";
import { listBatchTimeline } from "#app/services/list-batch-timeline.ts";
import { listBatches } from "#app/services/list-batches.ts";
import { searchVariants } from "#app/services/search-variants.ts";
import { makeBatch } from "../../factories/batch.ts";
import { makeProduct } from "../../factories/catalogue.ts";
import { placeOrder } from "../../factories/place-order.ts";
import { useTestDatabase } from "../../setup/test-database.ts";
import { makeContext, makeShop } from "../../setup/test-shop.ts";

const { db } = useTestDatabase();
const NOW = new Date("2026-11-22T09:00:00Z");

async function page(ctx: ShopContext, query: Record<string, unknown>) {
  const result = await listBatches(ctx, listBatchesQuery.parse(query));
  if (!result.ok) throw new Error("bad cursor");
  return result.page;
}

async function codes(ctx: ShopContext, query: Record<string, unknown>): Promise<string[]> {
  return (await page(ctx, query)).items.map((batch) => batch.code);
}

/** Four batches of soap and balm, and one of another shop. */
async function setUp(timeZone = "UTC") {
  const shop = await makeShop(db, { timeZone });
  const ctx = makeContext(db, shop, { now: NOW });
  const soap = await makeProduct(db, shop, {
    title: "Lavender Soap",
    variants: [
      { title: "Small", sku: "LAV-S" },
      { title: "Large", sku: "LAV-L" },
    ],
  });
  const balm = await makeProduct(db, shop, { title: "50%_Balm", variants: [{ title: "Tin", sku: "BALM" }] });
  const [small, large] = soap.variantIds as [bigint, bigint];
  const made = (day: number) => new Date(Date.UTC(2026, 9, day, 8));
  await makeBatch(db, shop, [{ variantId: small, units: 5 }], { code: "A-1", madeAt: made(1) });
  await makeBatch(
    db,
    shop,
    [
      { variantId: small, units: 1 },
      { variantId: large, units: 2 },
    ],
    { code: "A-2", madeAt: made(3), status: "draft", cureOn: "2026-11-23" },
  );
  await makeBatch(db, shop, [{ variantId: balm.variantIds[0], units: 3 }], {
    code: "B_1",
    madeAt: made(2),
    expiresOn: "2026-11-21",
  });
  await makeBatch(db, shop, [{ variantId: balm.variantIds[0], units: 0 }], {
    code: "B%2",
    madeAt: made(4),
    expiresOn: "2026-11-22",
  });
  const other = await makeShop(db);
  const foreign = await makeProduct(db, other, { title: "Lavender Soap" });
  await makeBatch(db, other, [{ variantId: foreign.variantIds[0], units: 9 }], { code: "A-1" });
  return { shop, ctx, soap, balm, small, large };
}

it("gives the shop's own batches, the one made last first, with their sums", async () => {
  const { ctx } = await setUp();
  const { items, nextCursor } = await page(ctx, {});
  expect(items.map((batch) => batch.code)).toEqual(["B%2", "A-2", "B_1", "A-1"]);
  expect(items.map((batch) => batch.totals.remaining)).toEqual([0, 3, 3, 5]);
  expect(items[1]?.items.map((item) => item.variantTitle)).toEqual(["Small", "Large"]);
  expect(nextCursor).toBeNull();
});

it("finds by every filter, by all given ones together, and by text as it is written", async () => {
  const { ctx, soap, balm, large } = await setUp();
  expect(await codes(ctx, { variantId: `gid://shopify/ProductVariant/${large}` })).toEqual(["A-2"]);
  expect(await codes(ctx, { productId: String(soap.productId) })).toEqual(["A-2", "A-1"]);
  expect(await codes(ctx, { status: "draft" })).toEqual(["A-2"]);
  expect(await codes(ctx, { status: "open", productId: String(balm.productId) })).toEqual(["B%2", "B_1"]);
  expect(await codes(ctx, { condition: "sold_out" })).toEqual(["B%2"]);
  expect(await codes(ctx, { condition: "curing" })).toEqual(["A-2"]);
  expect(await codes(ctx, { condition: "expired" })).toEqual(["B_1"]);
  expect(await codes(ctx, { q: "a-" })).toEqual(["A-2", "A-1"]);
  expect(await codes(ctx, { q: "LAVENDER" })).toEqual(["A-2", "A-1"]);
  expect(await codes(ctx, { q: "lav-l" })).toEqual(["A-2"]);
  expect(await codes(ctx, { q: "%_b" })).toEqual(["B%2", "B_1"]);
  expect(await codes(ctx, { q: "_1" })).toEqual(["B_1"]);
  expect(await codes(ctx, { q: "nothing" })).toEqual([]);
});

it.each([
  ["UTC", ["B_1"]],
  ["Pacific/Kiritimati", ["B_1"]],
  ["Pacific/Pago_Pago", []],
])(
  "calls a batch expired by the calendar of a shop in %s, in the filter and on the batch",
  async (zone, expired) => {
    const { ctx } = await setUp(zone);
    const { items } = await page(ctx, {});
    const marked = items.filter((batch) => batch.conditions.includes("expired")).map((batch) => batch.code);
    expect(marked).toEqual(expired);
    expect(await codes(ctx, { condition: "expired" })).toEqual(expired);
  },
);

it("walks all pages once, also where several batches were made at one instant", async () => {
  const shop = await makeShop(db);
  const ctx = makeContext(db, shop, { now: NOW });
  const { variantIds } = await makeProduct(db, shop);
  for (let made = 0; made < 7; made += 1) {
    await makeBatch(db, shop, [{ variantId: variantIds[0], units: 1 }], { code: `C-${made}` });
  }
  const seen: string[] = [];
  let after: string | null = "";
  for (let pages = 0; after !== null; pages += 1) {
    expect(pages).toBeLessThan(4);
    const next: Awaited<ReturnType<typeof page>> = await page(ctx, { limit: 3, ...(after && { after }) });
    seen.push(...next.items.map((batch) => batch.code));
    after = next.nextCursor;
  }
  expect(seen).toHaveLength(7);
  expect(new Set(seen).size).toBe(7);
});

it.each([
  "x",
  "W10",
  Buffer.from('["2026-01-01T00:00:00Z"]').toString("base64url"),
  Buffer.from("{").toString("base64url"),
])("refuses the cursor %s", async (after) => {
  const { ctx } = await setUp();
  const result = await listBatches(ctx, listBatchesQuery.parse({ after }));
  expect(result).toEqual({ ok: false, error: { type: "bad_cursor" } });
});

it("lists the orders that took from a batch by page, with units by state and the buyer", async () => {
  const { ctx, shop, small } = await setUp();
  const { id } = await makeBatch(db, shop, [{ variantId: small, units: 50 }], {
    madeAt: new Date("2026-09-01"),
  });
  const orders = [];
  for (let quantity = 1; quantity <= 3; quantity += 1) {
    orders.push(
      await placeOrder(ctx, {
        name: `#${quantity}`,
        email: `buyer${quantity}@example.com`,
        buyer: `Buyer ${quantity}`,
        lines: [
          { variantId: small, quantity, shipped: 1 },
          { variantId: small, quantity: 1 },
        ],
      }),
    );
  }
  const first = await listBatchOrders(ctx, id, { limit: 2 });
  expect(first.items).toMatchObject([
    { name: "#3", buyerName: "Buyer 3", buyerEmail: "buyer3@example.com", promised: 3, shipped: 1 },
    { name: "#2", promised: 2, shipped: 1 },
  ]);
  const second = await listBatchOrders(ctx, id, { limit: 2, after: first.nextCursor ?? "" });
  expect(second.items.map((order) => order.id)).toEqual([`gid://shopify/Order/${orders[0]?.orderId}`]);
  expect(second.nextCursor).toBeNull();
  const stranger = makeContext(db, await makeShop(db));
  expect((await listBatchOrders(stranger, id, { limit: 2 })).items).toEqual([]);
  expect((await listBatchTimeline(stranger, id, { limit: 2 })).items).toEqual([]);
});

it("offers variants by title, SKU or barcode, and none that is deleted", async () => {
  const { ctx, shop, large } = await setUp();
  const titles = async (text: string) =>
    (await searchVariants(ctx, { text, limit: 10 })).map(
      (variant) => `${variant.productTitle} ${variant.variantTitle}`,
    );
  expect(await titles("lav-s")).toEqual(["Lavender Soap Small"]);
  expect(await titles(" soap ")).toEqual(["Lavender Soap Small", "Lavender Soap Large"]);
  expect(await titles("")).toEqual(["50%_Balm Tin", "Lavender Soap Small", "Lavender Soap Large"]);
  await db.variant.updateMany({ where: { shopId: shop.id, id: large }, data: { deletedAt: NOW } });
  expect(await titles("soap")).toEqual(["Lavender Soap Small"]);
});

it("finds batches past their stop-ship date by the same rule that shows it", async () => {
  const { ctx, shop, soap, balm, small, large } = await setUp();
  await db.product.updateMany({ where: { id: soap.productId }, data: { stopShipDays: 7 } });
  const tin = balm.variantIds[0];
  const make = (code: string, items: [bigint, number][], expiresOn: string) =>
    makeBatch(
      db,
      shop,
      items.map(([variantId, units]) => ({ variantId, units })),
      { code, expiresOn },
    );
  await make("LAST-DAY", [[small, 1]], "2026-11-29");
  await make("PAST", [[small, 1], [large, 0]], "2026-11-28"); // prettier-ignore
  await make("ALSO-BALM", [[small, 1], [tin, 1]], "2026-11-28"); // prettier-ignore
  await make("BALM-GONE", [[small, 1], [tin, 0]], "2026-11-28"); // prettier-ignore
  await make("GONE", [[small, 0]], "2026-11-28");
  await make("OVER", [[small, 1]], "2026-11-21");
  const found = await codes(ctx, { condition: "stop_shipped" });
  expect(found.sort()).toEqual(["BALM-GONE", "PAST"]);
  const all = (await page(ctx, {})).items.filter((batch) => batch.conditions.includes("stop_shipped"));
  expect(all.map((batch) => batch.code).sort()).toEqual(found);
});
