import { expect, it } from "vitest";
import { adjustBatchBody } from "#app/contracts/batch.ts";
import type { AdjustmentKind } from "#app/contracts/batch.ts";
import { writeMovements } from "#app/db/write-settlement.ts";
import { adjustBatch } from "#app/services/adjust-batch.ts";
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
const ACTOR = "merchant:7";

/** A batch of ten: six on the shelf, four in quarantine. */
async function setUp(status: "open" | "closed" = "open") {
  const shop = await makeShop(db);
  const ctx = makeContext(db, shop, { now: new Date("2026-11-22T09:00:00Z") });
  const { variantIds } = await makeProduct(db, shop);
  const variantId = variantIds[0];
  const { id } = await makeBatch(db, shop, [{ variantId, units: 10 }], { status });
  await db.movement.create({
    data: {
      shopId: shop.id,
      batchId: id,
      variantId,
      fromBucket: "available",
      toBucket: "quarantine",
      units: 4,
      cause: "returned",
      actor: "shopify",
      at: ctx.now(),
    },
  });
  await db.batchItem.updateMany({ where: { batchId: id }, data: { remaining: 6, quarantined: 4 } });
  return { shop, ctx, variantId, id };
}

function adjust(ctx: ShopContext, batchId: string, variantId: bigint, kind: AdjustmentKind, units: number) {
  const body = adjustBatchBody.parse({ variantId: String(variantId), units, kind, reason: "counted twice" });
  return adjustBatch(ctx, batchId, body, ACTOR);
}

it.each([
  ["count_up", { produced: 12, remaining: 8, quarantined: 4, writtenOff: 0 }, ["outside", "available"]],
  ["count_down", { produced: 10, remaining: 4, quarantined: 4, writtenOff: 2 }, ["available", "written_off"]],
  ["breakage", { produced: 10, remaining: 4, quarantined: 4, writtenOff: 2 }, ["available", "written_off"]],
  ["sample", { produced: 10, remaining: 4, quarantined: 4, writtenOff: 2 }, ["available", "written_off"]],
  ["tester", { produced: 10, remaining: 4, quarantined: 4, writtenOff: 2 }, ["available", "written_off"]],
  ["gift", { produced: 10, remaining: 4, quarantined: 4, writtenOff: 2 }, ["available", "written_off"]],
  ["restock", { produced: 10, remaining: 8, quarantined: 2, writtenOff: 0 }, ["quarantine", "available"]],
  ["discard", { produced: 10, remaining: 6, quarantined: 2, writtenOff: 2 }, ["quarantine", "written_off"]],
] as const)(
  "%s of two units leaves %o and says so in ledger and timeline",
  async (kind, after, [from, to]) => {
    const { ctx, variantId, id } = await setUp();
    const result = await adjust(ctx, id, variantId, kind, 2);
    expect(result).toMatchObject({ ok: true, batch: { items: [after] } });
    expect(await db.movement.findMany({ where: { cause: kind } })).toMatchObject([
      { fromBucket: from, toBucket: to, units: 2, actor: ACTOR, reason: "counted twice" },
    ]);
    expect((await listBatchTimeline(ctx, id, { limit: 5 })).items).toMatchObject([
      {
        kind: "adjusted",
        reason: "counted twice",
        data: { kind, units: 2, variantId: `gid://shopify/ProductVariant/${variantId}` },
      },
    ]);
    const [act] = await db.manualAct.findMany();
    expect(act).toMatchObject({ kind: "adjusted", actor: ACTOR, reason: "counted twice", undoes: null });
    expect(await db.movement.count({ where: { actId: act?.id ?? "" } })).toBe(1);
    expect(await db.batchEvent.findMany()).toMatchObject([{ data: { actId: act?.id } }]);
  },
);

it.each([
  ["count_down", "available", 6],
  ["breakage", "available", 6],
  ["restock", "quarantine", 4],
  ["discard", "quarantine", 4],
] as const)("refuses %s of more units than are %s, with the numbers", async (kind, bucket, there) => {
  const { ctx, variantId, id } = await setUp();
  const result = await adjust(ctx, id, variantId, kind, there + 1);
  expect(result).toEqual({
    ok: false,
    error: { type: "not_enough_units", bucket, requested: there + 1, there },
  });
  expect(await db.batchEvent.count()).toBe(0);
  expect(await adjust(ctx, id, variantId, kind, there)).toMatchObject({ ok: true });
});

it.each(["count_up", "restock"] as const)("serves who waits after %s", async (kind) => {
  const { ctx, variantId, id } = await setUp();
  const order = await placeOrder(ctx, { lines: [{ variantId, quantity: 8 }] });
  const result = await adjust(ctx, id, variantId, kind, 3);
  expect(result).toMatchObject({ ok: true, batch: { totals: { promised: 8, remaining: 1 } } });
  expect((await getOrder(ctx, String(order.orderId)))?.lines[0]).toMatchObject({ unassigned: 0 });
});

it("does not offer units of a closed batch that are counted up", async () => {
  const { ctx, variantId, id } = await setUp("closed");
  await placeOrder(ctx, { lines: [{ variantId, quantity: 8 }] });
  const result = await adjust(ctx, id, variantId, "count_up", 3);
  expect(result).toMatchObject({ ok: true, batch: { totals: { promised: 0, remaining: 9 } } });
});

it("writes off and restocks units of a recalled batch, and offers none of them", async () => {
  const { ctx, variantId, id } = await setUp();
  await db.batch.updateMany({
    where: { id },
    data: { status: "recalled", statusBeforeRecall: "open" },
  });
  await placeOrder(ctx, { lines: [{ variantId, quantity: 8 }] });
  expect(await adjust(ctx, id, variantId, "breakage", 2)).toMatchObject({ ok: true });
  expect(await adjust(ctx, id, variantId, "restock", 1)).toMatchObject({
    ok: true,
    batch: { totals: { remaining: 5, promised: 0, quarantined: 3, writtenOff: 2 } },
  });
});

it("never takes more than there is when ten people write off at once", async () => {
  const { ctx, variantId, id } = await setUp();
  const results = await Promise.all(
    Array.from({ length: 10 }, () => adjust(ctx, id, variantId, "sample", 1)),
  );
  expect(results.filter((result) => result.ok)).toHaveLength(6);
  expect(await getBatch(ctx, id)).toMatchObject({ totals: { remaining: 0, writtenOff: 6 } });
});

it("refuses a variant that is not in the batch, and a count beyond a million", async () => {
  const { ctx, shop, variantId, id } = await setUp();
  const { variantIds } = await makeProduct(db, shop);
  expect(await adjust(ctx, id, variantIds[0], "gift", 1)).toMatchObject({
    ok: false,
    error: { type: "invalid_fields", errors: [{ path: "variantId" }] },
  });
  expect(await adjust(ctx, id, variantId, "count_up", 999_991)).toMatchObject({
    ok: false,
    error: { type: "invalid_fields", errors: [{ path: "units" }] },
  });
});

it("takes units that broke from no particular place first, then from the fullest location", async () => {
  const { ctx, shop, variantId, id } = await setUp();
  await db.location.createMany({
    data: [1n, 2n].map((location) => ({ shopId: shop.id, id: location, name: `Shed ${location}` })),
  });
  await db.$transaction((tx) =>
    writeMovements(
      tx,
      shop.id,
      [
        { toLocationId: 1n, units: 1 },
        { toLocationId: 2n, units: 3 },
      ].map((move) => ({
        ...{ batchId: id, variantId, from: "available" as const, to: "available" as const },
        ...{ cause: "relocated" as const, orderId: null, lineId: null },
        ...move,
      })),
      { actor: ACTOR, reason: null, at: ctx.now() },
    ),
  );
  expect(await adjust(ctx, id, variantId, "breakage", 4)).toMatchObject({ ok: true });
  expect(await db.movement.findMany({ where: { cause: "breakage" }, orderBy: { id: "asc" } })).toMatchObject([
    { fromLocationId: null, units: 2 },
    { fromLocationId: 2n, units: 2 },
  ]);
  expect(await db.batchShelf.findMany({ orderBy: { locationId: "asc" } })).toMatchObject([
    { locationId: 1n, remaining: 1 },
    { locationId: 2n, remaining: 1 },
  ]);
});

it("does not find another shop's batch", async () => {
  const { variantId, id } = await setUp();
  const other = await setUp();
  const result = await adjust(other.ctx, id, variantId, "breakage", 1);
  expect(result).toEqual({ ok: false, error: { type: "not_found" } });
});
