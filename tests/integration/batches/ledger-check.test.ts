import { beforeEach, describe, expect, it } from "vitest";
import type { ShopifyId } from "#app/domain/shopify-id.ts";
import { toGid } from "#app/domain/shopify-id.ts";
import { checkBatchLedger } from "#app/services/check-batch-ledger.ts";
import { checkShopLedger } from "#app/services/check-shop-ledger.ts";
import type { ShopContext, ShopIdentity } from "#app/services/context.ts";
import { getBatch } from "#app/services/get-batch.ts";
import { homeSummary } from "#app/services/home-summary.ts";
import { listBatchTimeline } from "#app/services/list-batch-timeline.ts";
import { queueLedgerChecks } from "#app/services/queue-ledger-checks.ts";
import { repairBatchLedger } from "#app/services/repair-batch-ledger.ts";
import { makeBatch } from "../../factories/batch.ts";
import { makeProduct } from "../../factories/catalogue.ts";
import { placeOrder } from "../../factories/place-order.ts";
import { expectInvariants } from "../../setup/invariants.ts";
import { useTestDatabase } from "../../setup/test-database.ts";
import { makeContext, makeShop } from "../../setup/test-shop.ts";

const { db } = useTestDatabase();
const ACTOR = "merchant:7";
const why = { reason: "A restore went wrong" };

let shop: ShopIdentity;
let ctx: ShopContext;
let soap: ShopifyId;

beforeEach(async () => {
  shop = await makeShop(db);
  ctx = makeContext(db, shop);
  soap = (await makeProduct(db, shop, { title: "Soap" })).variantIds[0];
});

/** As a bug or a hand in the database would: the CHECKs hold, the ledger says otherwise. */
async function breakSum(batchId: string, units: number): Promise<void> {
  await db.$executeRaw`
    UPDATE batch_item SET remaining = remaining - ${units}, written_off = written_off + ${units}
    WHERE batch_id = ${batchId}::uuid`;
}

const broken = (units: number) => ({
  variantId: toGid("ProductVariant", soap),
  units: [
    { bucket: "remaining", stored: 10 - units, counted: 10 },
    { bucket: "writtenOff", stored: units, counted: 0 },
  ],
  places: [],
});

describe("a check against the ledger", () => {
  it("says that a batch adds up, whatever happened to it", async () => {
    const { id } = await makeBatch(db, shop, [{ variantId: soap, units: 10 }]);
    await placeOrder(ctx, { lines: [{ variantId: soap, quantity: 3, shipped: 1 }] });
    expect(await checkBatchLedger(ctx, id)).toEqual({ addsUp: true, items: [] });
    expect((await homeSummary(ctx)).ledgerAlarms).toEqual([]);
  });

  it("shows what differs, raises an alarm, and changes nothing", async () => {
    const { id, code } = await makeBatch(db, shop, [{ variantId: soap, units: 10 }]);
    await breakSum(id, 2);
    expect(await checkBatchLedger(ctx, id)).toEqual({ addsUp: false, items: [broken(2)] });
    expect((await homeSummary(ctx)).ledgerAlarms).toEqual([{ id, code }]);
    expect((await getBatch(ctx, id))?.totals).toMatchObject({ remaining: 8, writtenOff: 2 });
  });

  it("finds locations that differ", async () => {
    const { id } = await makeBatch(db, shop, [{ variantId: soap, units: 10 }]);
    await db.location.create({ data: { shopId: shop.id, id: 5n, name: "Barn" } });
    const shelf = { shopId: shop.id, batchId: id, variantId: soap, locationId: 5n, remaining: 3 };
    await db.batchShelf.create({ data: shelf });
    expect(await checkBatchLedger(ctx, id)).toMatchObject({
      addsUp: false,
      items: [{ units: [], places: [{ locationId: "gid://shopify/Location/5", stored: 3, counted: 0 }] }],
    });
    expect(await repairBatchLedger(ctx, id, why, ACTOR)).toMatchObject({ ok: true });
    expect(await db.batchShelf.count()).toBe(0);
  });

  it("sets back units and locations together, where both were raised", async () => {
    const { id } = await makeBatch(db, shop, [{ variantId: soap, units: 10 }]);
    await db.location.create({ data: { shopId: shop.id, id: 5n, name: "Barn" } });
    await db.$executeRaw`
      UPDATE batch_item SET remaining = 15, produced = 15 WHERE batch_id = ${id}::uuid`;
    const shelf = { shopId: shop.id, batchId: id, variantId: soap, locationId: 5n, remaining: 14 };
    await db.batchShelf.create({ data: shelf });
    expect(await repairBatchLedger(ctx, id, why, ACTOR)).toMatchObject({
      ok: true,
      batch: { totals: { produced: 10, remaining: 10 } },
    });
    expect(await db.batchShelf.count()).toBe(0);
    await expectInvariants(db);
  });

  it("does not find another shop's batch", async () => {
    const { id } = await makeBatch(db, shop, [{ variantId: soap, units: 10 }]);
    const stranger = makeContext(db, await makeShop(db));
    expect(await checkBatchLedger(stranger, id)).toBeNull();
    expect(await checkBatchLedger(ctx, "nothing")).toBeNull();
    expect(await repairBatchLedger(stranger, id, why, ACTOR)).toEqual({
      ...{ ok: false, error: { type: "not_found" } },
    });
  });
});

describe("a repair", () => {
  it("sets the batch to its ledger, keeps reason, before and after, ends the alarm and serves who waits", async () => {
    const { id } = await makeBatch(db, shop, [{ variantId: soap, units: 10 }]);
    await breakSum(id, 10);
    await placeOrder(ctx, { lines: [{ variantId: soap, quantity: 4 }] });
    await checkBatchLedger(ctx, id);
    const movements = await db.movement.count();
    expect(await repairBatchLedger(ctx, id, why, ACTOR)).toMatchObject({
      ok: true,
      batch: { totals: { produced: 10, promised: 4, remaining: 6, writtenOff: 0 } },
    });
    expect(await db.movement.count({ where: { cause: { not: "assigned" } } })).toBe(movements);
    expect((await listBatchTimeline(ctx, id, { limit: 1 })).items).toMatchObject([
      { kind: "repaired", ...why, data: { items: [broken(10)] }, act: { kind: "repaired", canUndo: false } },
    ]);
    expect((await homeSummary(ctx)).ledgerAlarms).toEqual([]);
    await expectInvariants(db);
  });

  it("has nothing to do where the batch adds up, and ends an alarm that is over", async () => {
    const { id } = await makeBatch(db, shop, [{ variantId: soap, units: 10 }]);
    await breakSum(id, 2);
    await checkBatchLedger(ctx, id);
    await breakSum(id, -2);
    expect(await repairBatchLedger(ctx, id, why, ACTOR)).toEqual({ ok: false, error: { type: "adds_up" } });
    expect(await db.ledgerAlarm.count()).toBe(0);
    expect(await db.manualAct.count()).toBe(0);
  });

  it("by two people at once happens once", async () => {
    const { id } = await makeBatch(db, shop, [{ variantId: soap, units: 10 }]);
    await breakSum(id, 2);
    const results = await Promise.all([1, 2].map(() => repairBatchLedger(ctx, id, why, ACTOR)));
    expect(results.filter((result) => result.ok)).toHaveLength(1);
    await expectInvariants(db);
  });

  it("is refused where the ledger itself gives what cannot be", async () => {
    const { id } = await makeBatch(db, shop, [{ variantId: soap, units: 10 }]);
    await db.movement.create({
      data: {
        ...{ shopId: shop.id, batchId: id, variantId: soap, fromBucket: "quarantine", toBucket: "available" },
        ...{ units: 1, cause: "restock", actor: ACTOR, at: new Date() },
      },
    });
    expect(await repairBatchLedger(ctx, id, why, ACTOR)).toMatchObject({ error: { type: "ledger_broken" } });
    expect((await getBatch(ctx, id))?.totals).toMatchObject({ remaining: 10, quarantined: 0 });
  });
});

describe("the nightly check", () => {
  it("goes over all of a shop's items in slices, and finds each that differs, of this shop only", async () => {
    for (let index = 0; index < 205; index++) {
      await makeBatch(db, shop, [{ variantId: soap, units: 10 }]);
    }
    const batches = await db.batch.findMany({ orderBy: { id: "asc" } });
    const [first, last] = [batches[0]?.id ?? "", batches.at(-1)?.id ?? ""];
    await breakSum(first, 1);
    await breakSum(last, 2);
    const stranger = await makeShop(db);
    const theirs = (await makeProduct(db, stranger)).variantIds[0];
    await breakSum((await makeBatch(db, stranger, [{ variantId: theirs, units: 10 }])).id, 3);

    const stopped = await checkShopLedger(ctx, null, AbortSignal.abort());
    expect(stopped).toEqual({ batchId: batches[199]?.id, variantId: soap });
    expect((await homeSummary(ctx)).ledgerAlarms.map(({ id }) => id)).toEqual([first]);
    expect(await checkShopLedger(ctx, stopped)).toBeNull();
    expect((await homeSummary(ctx)).ledgerAlarms.map(({ id }) => id).sort()).toEqual([first, last].sort());
    expect(await db.ledgerAlarm.count({ where: { shopId: stranger.id } })).toBe(0);

    await breakSum(last, -2);
    expect(await checkShopLedger(ctx, null)).toBeNull();
    expect((await homeSummary(ctx)).ledgerAlarms.map(({ id }) => id)).toEqual([first]);
  });

  it("is queued once for each installed shop", async () => {
    await makeShop(db);
    await queueLedgerChecks(db);
    await queueLedgerChecks(db);
    const jobs = await db.$queryRaw<{ task: string }[]>`
      SELECT t.identifier AS task FROM graphile_worker._private_jobs j
      JOIN graphile_worker._private_tasks t ON t.id = j.task_id`;
    expect(jobs).toEqual([{ task: "check-ledger" }, { task: "check-ledger" }]);
  });
});
