import { expect, it } from "vitest";
import { createBatchBody } from "#app/contracts/batch.ts";
import type { CreateBatchBody } from "#app/contracts/batch.ts";
import { createBatch } from "#app/services/create-batch.ts";
import { getBatch } from "#app/services/get-batch.ts";
import { getOrder } from "#app/services/get-order.ts";
import { listBatchTimeline } from "#app/services/list-batch-timeline.ts";
import { nextBatchCode } from "#app/services/next-batch-code.ts";
import { saveSettings } from "#app/services/save-settings.ts";
import { ShopifyUnavailableError } from "#app/shopify/gateway.ts";
import type { CatalogueVariant } from "#app/shopify/gateway.ts";
import { makeProduct } from "../../factories/catalogue.ts";
import { placeOrder } from "../../factories/place-order.ts";
import { useTestDatabase } from "../../setup/test-database.ts";
import { makeContext, makeShop } from "../../setup/test-shop.ts";

const { db } = useTestDatabase();
const NOW = new Date("2026-11-22T09:00:00Z");
const ACTOR = "merchant:7";

function body(over: Record<string, unknown>): CreateBatchBody {
  return createBatchBody.parse({ madeAt: "2026-11-20T08:00:00Z", ...over });
}

async function setUp() {
  const shop = await makeShop(db);
  const ctx = makeContext(db, shop, { now: NOW });
  const { variantIds } = await makeProduct(db, shop, {
    title: "Lavender soap",
    variants: [{ title: "Small", sku: "LAV-S" }, { title: "Large" }],
  });
  return { shop, ctx, small: variantIds[0], large: variantIds[1] as bigint };
}

async function created(ctx: Parameters<typeof createBatch>[0], over: Record<string, unknown>) {
  const result = await createBatch(ctx, body(over), ACTOR);
  if (!result.ok) throw new Error(JSON.stringify(result.error));
  return result;
}

it("records the batch with its items, ledger and history, all units available", async () => {
  const { ctx, shop, small, large } = await setUp();
  const { batch } = await created(ctx, {
    code: " LAV-0412 ",
    place: "Studio",
    maker: "Ada",
    expiresOn: "2027-05-31",
    cureOn: "2026-11-21",
    notes: "First pour\nof the day",
    items: [
      { variantId: `gid://shopify/ProductVariant/${small}`, produced: 40 },
      { variantId: Number(large), produced: 0 },
    ],
  });
  expect(batch).toMatchObject({
    code: "LAV-0412",
    status: "open",
    conditions: [],
    madeAt: "2026-11-20T08:00:00.000Z",
    openedAt: NOW.toISOString(),
    expiresOn: "2027-05-31",
    expiryKind: "best_before",
    cureOn: "2026-11-21",
    notes: "First pour\nof the day",
    totals: { produced: 40, remaining: 40, promised: 0, shipped: 0, quarantined: 0, writtenOff: 0 },
  });
  expect(batch.items.map((item) => [item.variantTitle, item.produced, item.remaining])).toEqual([
    ["Small", 40, 40],
    ["Large", 0, 0],
  ]);
  const ledger = await db.movement.findMany({ where: { shopId: shop.id } });
  expect(ledger).toMatchObject([
    { batchId: batch.id, variantId: small, fromBucket: "outside", toBucket: "available", units: 40 },
  ]);
  expect(ledger[0]).toMatchObject({ cause: "produced", actor: ACTOR });
  const timeline = await listBatchTimeline(ctx, batch.id, { limit: 10 });
  expect(timeline.items).toMatchObject([{ kind: "created", actor: ACTOR, at: NOW.toISOString() }]);
});

it("serves the orders that waited, the oldest first, when it is created open", async () => {
  const { ctx, small } = await setUp();
  const late = await placeOrder(ctx, {
    processedAt: new Date("2026-11-10T10:00:00Z"),
    lines: [{ variantId: small, quantity: 3 }],
  });
  const early = await placeOrder(ctx, {
    processedAt: new Date("2026-11-02T10:00:00Z"),
    lines: [{ variantId: small, quantity: 4 }],
  });
  const { batch } = await created(ctx, { items: [{ variantId: String(small), produced: 5 }] });
  expect(batch.items[0]).toMatchObject({ produced: 5, remaining: 0, promised: 5 });
  expect(batch.conditions).toEqual(["sold_out"]);
  const [first, second] = await Promise.all([
    getOrder(ctx, String(early.orderId)),
    getOrder(ctx, String(late.orderId)),
  ]);
  expect(first?.lines[0]).toMatchObject({ unassigned: 0, assignments: [{ code: batch.code, units: 4 }] });
  expect(second?.lines[0]).toMatchObject({ unassigned: 2, assignments: [{ code: batch.code, units: 1 }] });
});

it("offers nothing while it is a draft", async () => {
  const { ctx, small } = await setUp();
  const order = await placeOrder(ctx, { lines: [{ variantId: small, quantity: 3 }] });
  const { batch } = await created(ctx, {
    status: "draft",
    items: [{ variantId: String(small), produced: 5 }],
  });
  expect(batch).toMatchObject({ status: "draft", openedAt: null, totals: { remaining: 5, promised: 0 } });
  expect((await getOrder(ctx, String(order.orderId)))?.lines[0]).toMatchObject({ unassigned: 3 });
});

it("makes codes by the template in the shop's calendar, and the preview tells the next one", async () => {
  const shop = await makeShop(db, { timeZone: "Pacific/Auckland" });
  const ctx = makeContext(db, shop, { now: NOW });
  const { variantIds } = await makeProduct(db, shop, { title: "Beeswax candle" });
  const variantId = String(variantIds[0]);
  const madeAt = "2026-11-21T11:30:00Z";
  const preview = await nextBatchCode(ctx, { variantId, madeAt: new Date(madeAt) });
  const { batch } = await created(ctx, { madeAt, items: [{ variantId, produced: 1 }] });
  expect(batch.code).toBe("BEE-261122-001");
  expect(preview).toEqual({ code: "BEE-261122-001", warnings: [] });
});

it("never gives two clicks one code", async () => {
  const { ctx, small } = await setUp();
  const batches = await Promise.all(
    Array.from({ length: 20 }, () => created(ctx, { items: [{ variantId: String(small), produced: 1 }] })),
  );
  expect(new Set(batches.map(({ batch }) => batch.code.toLowerCase())).size).toBe(20);
});

it("goes on to the next number when somebody typed the code that is due", async () => {
  const { ctx, small } = await setUp();
  const items = [{ variantId: String(small), produced: 1 }];
  await created(ctx, { code: "lav-261120-001", items });
  const { batch } = await created(ctx, { items });
  expect(batch.code).toBe("LAV-261120-002");
});

it("counts on after 999", async () => {
  const { ctx, shop, small } = await setUp();
  await db.sequenceCounter.create({ data: { shopId: shop.id, name: "batch-code", value: 999n } });
  const { batch } = await created(ctx, { items: [{ variantId: String(small), produced: 1 }] });
  expect(batch.code).toBe("LAV-261120-1000");
});

it("refuses a code that another batch has in other letters, and writes nothing", async () => {
  const { ctx, small } = await setUp();
  const items = [{ variantId: String(small), produced: 1 }];
  await created(ctx, { code: "Lav-7", items });
  const result = await createBatch(ctx, body({ code: "LAV-7", items }), ACTOR);
  expect(result).toEqual({ ok: false, error: { type: "code_taken", code: "LAV-7" } });
  expect(await db.batch.count()).toBe(1);
  expect(await db.movement.count()).toBe(1);
});

it("lets two shops use one code", async () => {
  const { ctx, small } = await setUp();
  const other = await setUp();
  await created(ctx, { code: "LAV-7", items: [{ variantId: String(small), produced: 1 }] });
  const { batch } = await created(other.ctx, {
    code: "LAV-7",
    items: [{ variantId: String(other.small), produced: 1 }],
  });
  expect(batch.code).toBe("LAV-7");
});

const fresh: CatalogueVariant = {
  variantId: 777_001n,
  productId: 777_000n,
  productTitle: "New balm",
  vendor: null,
  productStatus: "active",
  giftCard: false,
  productImageUrl: "https://cdn.shopify.com/balm.png",
  productUpdatedAt: NOW,
  title: "Default Title",
  sku: null,
  barcode: null,
  imageUrl: null,
  position: 1,
};

it("reads a variant that is not mirrored yet from Shopify and mirrors it", async () => {
  const { shop } = await setUp();
  const ctx = makeContext(db, shop, { now: NOW, shopify: { readVariants: () => Promise.resolve([fresh]) } });
  const { batch } = await created(ctx, { items: [{ variantId: "777001", produced: 2 }] });
  expect(batch.items).toMatchObject([
    { productTitle: "New balm", imageUrl: "https://cdn.shopify.com/balm.png", remaining: 2 },
  ]);
  expect(await db.variant.count({ where: { shopId: shop.id, id: 777_001n } })).toBe(1);
});

it("names the item whose variant Shopify does not have", async () => {
  const { shop, small } = await setUp();
  const ctx = makeContext(db, shop, { now: NOW, shopify: { readVariants: () => Promise.resolve([]) } });
  const items = [
    { variantId: String(small), produced: 1 },
    { variantId: "999", produced: 1 },
  ];
  expect(await createBatch(ctx, body({ items }), ACTOR)).toMatchObject({
    ok: false,
    error: { type: "invalid_fields", errors: [{ path: "items.1.variantId" }] },
  });
  expect(await db.batch.count()).toBe(0);
});

it("says so when Shopify cannot be asked", async () => {
  const { shop } = await setUp();
  const ctx = makeContext(db, shop, {
    now: NOW,
    shopify: { readVariants: () => Promise.reject(new ShopifyUnavailableError("down")) },
  });
  const result = await createBatch(ctx, body({ items: [{ variantId: "999", produced: 1 }] }), ACTOR);
  expect(result).toEqual({ ok: false, error: { type: "shopify_unavailable" } });
});

it("takes a batch of the near future with a warning, and refuses one of next year but one", async () => {
  const { ctx, small } = await setUp();
  const items = [{ variantId: String(small), produced: 5 }];
  const order = await placeOrder(ctx, { lines: [{ variantId: small, quantity: 1 }] });
  const { warnings } = await created(ctx, { madeAt: "2026-12-01T08:00:00Z", items });
  expect(warnings.join()).toMatch(/future/);
  expect((await getOrder(ctx, String(order.orderId)))?.lines[0]).toMatchObject({ unassigned: 1 });
  expect(await createBatch(ctx, body({ madeAt: "2028-01-01T08:00:00Z", items }), ACTOR)).toMatchObject({
    ok: false,
    error: { type: "invalid_fields", errors: [{ path: "madeAt" }] },
  });
});

it("warns of a code that a GS1 barcode cannot hold or that looks like another, and takes it", async () => {
  const { ctx, small } = await setUp();
  const items = [{ variantId: String(small), produced: 1 }];
  await created(ctx, { code: "L0T-1", items });
  const { batch, warnings } = await created(ctx, { code: "LOT-1", items });
  expect(batch.code).toBe("LOT-1");
  expect(warnings).toHaveLength(1);
  expect(warnings[0]).toContain("L0T-1");
});

it("takes the shop's own template, and refuses one that cannot make codes", async () => {
  const { ctx, small } = await setUp();
  const save = (codeTemplate: string) => saveSettings(ctx, { codeTemplate }, "merchant:1");
  expect(await save("{product}")).toMatchObject({ ok: false, error: { errors: [{ path: "codeTemplate" }] } });
  expect(await save("S{yy}{ddd}-{seq:2}")).toEqual({ ok: true });
  const { batch } = await created(ctx, { items: [{ variantId: String(small), produced: 1 }] });
  expect(batch.code).toBe("S26324-01");
});

it("does not find a batch of another shop, or by an id that is none", async () => {
  const { ctx, small } = await setUp();
  const other = await setUp();
  const { batch } = await created(ctx, { items: [{ variantId: String(small), produced: 1 }] });
  expect(await getBatch(ctx, batch.id)).not.toBeNull();
  expect(await getBatch(other.ctx, batch.id)).toBeNull();
  expect(await getBatch(ctx, "none")).toBeNull();
});
