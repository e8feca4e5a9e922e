import { expect, it } from "vitest";
import { changeBatchBody } from "#app/contracts/batch.ts";
import { changeBatch } from "#app/services/change-batch.ts";
import type { ShopContext } from "#app/services/context.ts";
import { getBatch } from "#app/services/get-batch.ts";
import { getOrder } from "#app/services/get-order.ts";
import { listBatchTimeline } from "#app/services/list-batch-timeline.ts";
import { makeBatch } from "../../factories/batch.ts";
import { makeProduct } from "../../factories/catalogue.ts";
import { placeOrder } from "../../factories/place-order.ts";
import { useTestDatabase } from "../../setup/test-database.ts";
import { makeContext, makeShop } from "../../setup/test-shop.ts";

const { db } = useTestDatabase();
const NOW = new Date("2026-11-22T09:00:00Z");
const ACTOR = "merchant:7";

async function setUp() {
  const shop = await makeShop(db);
  const ctx = makeContext(db, shop, { now: NOW });
  const { variantIds } = await makeProduct(db, shop, { variants: [{ title: "Small" }, { title: "Large" }] });
  return { shop, ctx, small: variantIds[0], large: variantIds[1] as bigint };
}

function change(ctx: ShopContext, batchId: string, over: Record<string, unknown>) {
  return changeBatch(ctx, batchId, changeBatchBody.parse(over), ACTOR);
}

async function unassigned(ctx: ShopContext, orderId: bigint): Promise<number | undefined> {
  return (await getOrder(ctx, String(orderId)))?.lines[0]?.unassigned;
}

it("opens a draft: it is stamped, told in the timeline, and whoever waits is served", async () => {
  const { ctx, shop, small } = await setUp();
  const order = await placeOrder(ctx, { lines: [{ variantId: small, quantity: 3 }] });
  const { id } = await makeBatch(db, shop, [{ variantId: small, units: 10 }], { status: "draft" });
  const result = await change(ctx, id, {
    status: "open",
    reason: "cured and checked",
    expectedStatus: "draft",
  });
  expect(result).toMatchObject({
    ok: true,
    batch: { status: "open", openedAt: NOW.toISOString(), totals: { remaining: 7, promised: 3 } },
  });
  expect(await unassigned(ctx, order.orderId)).toBe(0);
  expect((await listBatchTimeline(ctx, id, { limit: 5 })).items).toMatchObject([
    {
      kind: "status_changed",
      actor: ACTOR,
      reason: "cured and checked",
      data: { from: "draft", to: "open" },
    },
  ]);
});

it("offers nothing of a batch on hold, keeps what it promised, and serves again when the hold is lifted", async () => {
  const { ctx, shop, small } = await setUp();
  const { id } = await makeBatch(db, shop, [{ variantId: small, units: 10 }]);
  const before = await placeOrder(ctx, { lines: [{ variantId: small, quantity: 2 }] });
  await change(ctx, id, { status: "on_hold", reason: "smells odd" });
  const after = await placeOrder(ctx, { lines: [{ variantId: small, quantity: 3 }] });
  expect(await getBatch(ctx, id)).toMatchObject({ status: "on_hold", totals: { remaining: 8, promised: 2 } });
  expect(await unassigned(ctx, before.orderId)).toBe(0);
  expect(await unassigned(ctx, after.orderId)).toBe(3);
  await change(ctx, id, { status: "open", reason: "was the other one" });
  expect(await getBatch(ctx, id)).toMatchObject({ status: "open", totals: { remaining: 5, promised: 5 } });
});

it("keeps the instant of the first opening", async () => {
  const { ctx, shop, small } = await setUp();
  const madeAt = new Date("2026-10-01T08:00:00Z");
  const { id } = await makeBatch(db, shop, [{ variantId: small, units: 1 }], { madeAt });
  await change(ctx, id, { status: "closed", reason: "done" });
  await change(ctx, id, { status: "open", reason: "not done" });
  expect(await getBatch(ctx, id)).toMatchObject({ openedAt: madeAt.toISOString() });
});

it.each([
  ["draft", "on_hold"],
  ["draft", "closed"],
  ["draft", "recalled"],
  ["open", "draft"],
  ["open", "open"],
  ["open", "recalled"],
  ["on_hold", "draft"],
  ["closed", "on_hold"],
] as const)("does not move from %s to %s", async (status, to) => {
  const { ctx, shop, small } = await setUp();
  const { id } = await makeBatch(db, shop, [{ variantId: small, units: 1 }], { status });
  const result = await change(ctx, id, { status: to, reason: "because" });
  expect(result).toEqual({ ok: false, error: { type: "move_not_allowed", currentStatus: status, to } });
  expect(await db.batchEvent.count()).toBe(0);
});

it("is refused with the present state when the batch moved meanwhile", async () => {
  const { ctx, shop, small } = await setUp();
  const { id } = await makeBatch(db, shop, [{ variantId: small, units: 1 }], { status: "on_hold" });
  const result = await change(ctx, id, {
    status: "closed",
    reason: "done",
    expectedStatus: "open",
    notes: "x",
  });
  expect(result).toEqual({ ok: false, error: { type: "state_moved", currentStatus: "on_hold" } });
  expect(await getBatch(ctx, id)).toMatchObject({ status: "on_hold", notes: null });
});

it("lets one of two people win who move a batch at once", async () => {
  const { ctx, shop, small } = await setUp();
  const { id } = await makeBatch(db, shop, [{ variantId: small, units: 1 }]);
  const results = await Promise.all(
    ["on_hold", "closed"].map((status) => change(ctx, id, { status, reason: "me", expectedStatus: "open" })),
  );
  expect(results.filter((result) => result.ok)).toHaveLength(1);
  expect(await db.batchEvent.count()).toBe(1);
});

it("changes fields and tells what they were", async () => {
  const { ctx, shop, small } = await setUp();
  const { id } = await makeBatch(db, shop, [{ variantId: small, units: 1 }], { expiresOn: "2027-01-31" });
  const result = await change(ctx, id, {
    place: "Kitchen",
    expiresOn: "2027-02-28",
    maker: null,
    notes: "Hi",
  });
  expect(result).toMatchObject({
    ok: true,
    batch: { place: "Kitchen", expiresOn: "2027-02-28", expiryKind: "best_before", notes: "Hi" },
  });
  expect((await listBatchTimeline(ctx, id, { limit: 5 })).items).toMatchObject([
    {
      kind: "fields_changed",
      data: {
        changes: {
          place: { from: null, to: "Kitchen" },
          expiresOn: { from: "2027-01-31", to: "2027-02-28" },
          notes: { from: null, to: "Hi" },
        },
      },
    },
  ]);
  const cleared = await change(ctx, id, { expiresOn: null, place: null });
  expect(cleared).toMatchObject({ ok: true, batch: { expiresOn: null, expiryKind: null, place: null } });
});

it("serves who waits when a later expiry date makes the batch usable again", async () => {
  const { ctx, shop, small } = await setUp();
  const { id } = await makeBatch(db, shop, [{ variantId: small, units: 5 }], { expiresOn: "2026-11-21" });
  const order = await placeOrder(ctx, { lines: [{ variantId: small, quantity: 2 }] });
  expect(await unassigned(ctx, order.orderId)).toBe(2);
  await change(ctx, id, { expiresOn: "2026-11-22" });
  expect(await unassigned(ctx, order.orderId)).toBe(0);
});

it("refuses a cure date after the expiry date that the batch has", async () => {
  const { ctx, shop, small } = await setUp();
  const { id } = await makeBatch(db, shop, [{ variantId: small, units: 1 }], { expiresOn: "2027-01-31" });
  expect(await change(ctx, id, { cureOn: "2027-02-01" })).toMatchObject({
    ok: false,
    error: { type: "invalid_fields", errors: [{ path: "cureOn" }] },
  });
});

it("raises and lowers produced by movements, and refuses to go below what is taken", async () => {
  const { ctx, shop, small } = await setUp();
  const { id } = await makeBatch(db, shop, [{ variantId: small, units: 10 }]);
  await placeOrder(ctx, { lines: [{ variantId: small, quantity: 4 }] });
  const items = (produced: number) => ({ items: [{ variantId: String(small), produced }] });
  expect(await change(ctx, id, items(3))).toEqual({
    ok: false,
    error: {
      type: "below_taken",
      variantId: `gid://shopify/ProductVariant/${small}`,
      requested: 3,
      produced: 10,
      taken: 4,
    },
  });
  await change(ctx, id, items(4));
  expect(await getBatch(ctx, id)).toMatchObject({ totals: { produced: 4, remaining: 0, promised: 4 } });
  await change(ctx, id, items(12));
  expect(await getBatch(ctx, id)).toMatchObject({ totals: { produced: 12, remaining: 8, promised: 4 } });
  const ledger = await db.movement.findMany({ where: { cause: "produced_changed" }, orderBy: { id: "asc" } });
  expect(ledger).toMatchObject([
    { fromBucket: "available", toBucket: "outside", units: 6, actor: ACTOR },
    { fromBucket: "outside", toBucket: "available", units: 8, actor: ACTOR },
  ]);
});

it("serves who waits when produced is raised", async () => {
  const { ctx, shop, small } = await setUp();
  const { id } = await makeBatch(db, shop, [{ variantId: small, units: 2 }]);
  const order = await placeOrder(ctx, { lines: [{ variantId: small, quantity: 5 }] });
  await change(ctx, id, { items: [{ variantId: String(small), produced: 6 }] });
  expect(await unassigned(ctx, order.orderId)).toBe(0);
  expect(await getBatch(ctx, id)).toMatchObject({ totals: { produced: 6, remaining: 1, promised: 5 } });
});

it("adds a variant, which serves who waits for it, and leaves the others alone", async () => {
  const { ctx, shop, small, large } = await setUp();
  const { id } = await makeBatch(db, shop, [{ variantId: small, units: 2 }]);
  const order = await placeOrder(ctx, { lines: [{ variantId: large, quantity: 5 }] });
  await change(ctx, id, { items: [{ variantId: String(large), produced: 6 }] });
  const batch = await getBatch(ctx, id);
  expect(batch?.items.map((item) => [item.variantTitle, item.remaining])).toEqual([
    ["Small", 2],
    ["Large", 1],
  ]);
  expect(await unassigned(ctx, order.orderId)).toBe(0);
  expect((await listBatchTimeline(ctx, id, { limit: 5 })).items[0]).toMatchObject({
    kind: "item_added",
    data: { variantId: `gid://shopify/ProductVariant/${large}`, produced: 6 },
  });
});

it("gives every order placed while the batch closes all of its units or none", async () => {
  const { ctx, shop, small } = await setUp();
  const { id } = await makeBatch(db, shop, [{ variantId: small, units: 1_000 }]);
  const orders = Array.from({ length: 12 }, (_, index) =>
    placeOrder(ctx, { orderId: BigInt(90_000 + index), lines: [{ variantId: small, quantity: 3 }] }),
  );
  const closing = change(ctx, id, { status: "closed", reason: "sold at the fair" });
  const placed = await Promise.all(orders);
  await closing;
  const waiting = await Promise.all(placed.map((order) => unassigned(ctx, order.orderId)));
  expect(waiting.every((units) => units === 0 || units === 3)).toBe(true);
  const promised = waiting.filter((units) => units === 0).length * 3;
  expect(await getBatch(ctx, id)).toMatchObject({
    status: "closed",
    totals: { promised, remaining: 1_000 - promised },
  });
});

it("adds two variants at once from two people without losing one", async () => {
  const { ctx, shop, small, large } = await setUp();
  const { variantIds } = await makeProduct(db, shop);
  const { id } = await makeBatch(db, shop, [{ variantId: small, units: 1 }]);
  const results = await Promise.all([
    change(ctx, id, { items: [{ variantId: String(large), produced: 2 }] }),
    change(ctx, id, { items: [{ variantId: String(variantIds[0]), produced: 3 }] }),
  ]);
  expect(results.map((result) => result.ok)).toEqual([true, true]);
  expect(await getBatch(ctx, id)).toMatchObject({ totals: { produced: 6, remaining: 6 } });
});

it("does not find another shop's batch", async () => {
  const { shop, small } = await setUp();
  const other = await setUp();
  const { id } = await makeBatch(db, shop, [{ variantId: small, units: 1 }]);
  const result = await change(other.ctx, id, { status: "closed", reason: "mine now" });
  expect(result).toEqual({ ok: false, error: { type: "not_found" } });
  expect(await db.batch.count({ where: { status: "open" } })).toBe(1);
});
