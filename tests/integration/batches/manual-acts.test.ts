import { beforeEach, describe, expect, it } from "vitest";
import { adjustBatchBody, changeBatchBody } from "#app/contracts/batch.ts";
import { countBatchBody, mergeBatchesBody, splitBatchBody } from "#app/contracts/manual-acts.ts";
import { createDatabase } from "#app/db/client.ts";
import type { ShopifyId } from "#app/domain/shopify-id.ts";
import { toGid } from "#app/domain/shopify-id.ts";
import { adjustBatch } from "#app/services/adjust-batch.ts";
import { listBatchLinks, listRelatedBatches } from "#app/services/batch-relations.ts";
import { changeBatch } from "#app/services/change-batch.ts";
import type { ShopContext, ShopIdentity } from "#app/services/context.ts";
import { countBatch } from "#app/services/count-batch.ts";
import { getBatch } from "#app/services/get-batch.ts";
import { listBatchTimeline } from "#app/services/list-batch-timeline.ts";
import { mergeBatches } from "#app/services/merge-batches.ts";
import { splitBatch } from "#app/services/split-batch.ts";
import { undoAct } from "#app/services/undo-act.ts";
import { makeBatch } from "../../factories/batch.ts";
import { makeProduct } from "../../factories/catalogue.ts";
import { placeOrder } from "../../factories/place-order.ts";
import { expectInvariants } from "../../setup/invariants.ts";
import { useTestDatabase } from "../../setup/test-database.ts";
import { makeContext, makeShop } from "../../setup/test-shop.ts";

const { db, url } = useTestDatabase();
const ACTOR = "merchant:7";
const why = { reason: "Shelf check" };

let shop: ShopIdentity;
let ctx: ShopContext;
let soap: ShopifyId;
let balm: ShopifyId;

beforeEach(async () => {
  shop = await makeShop(db);
  ctx = makeContext(db, shop);
  soap = (await makeProduct(db, shop, { title: "Soap" })).variantIds[0];
  balm = (await makeProduct(db, shop, { title: "Balm" })).variantIds[0];
});

const make = (units: number, options: Parameters<typeof makeBatch>[3] = {}) =>
  makeBatch(db, shop, [{ variantId: soap, units }], options);
const gid = (variantId: ShopifyId) => toGid("ProductVariant", variantId);
const units = (variantId: ShopifyId, count: number) => ({ variantId: gid(variantId), units: count });

function count(batchId: string, expected: number, counted: number, as = ctx) {
  const counts = [{ variantId: gid(soap), expected, counted }];
  return countBatch(as, batchId, countBatchBody.parse({ counts, ...why }), ACTOR);
}

function adjust(batchId: string, kind: string, amount: number) {
  const body = adjustBatchBody.parse({ variantId: gid(soap), units: amount, kind, reason: "tray" });
  return adjustBatch(ctx, batchId, body, ACTOR);
}

function split(batchId: string, input: object) {
  return splitBatch(ctx, batchId, splitBatchBody.parse({ items: [units(soap, 4)], ...why, ...input }), ACTOR);
}

function merge(targetId: string, sources: [string, number][], input: object = {}) {
  const named = sources.map(([batchId, amount]) => ({ batchId, items: [units(soap, amount)] }));
  return mergeBatches(ctx, targetId, mergeBatchesBody.parse({ sources: named, ...why, ...input }), ACTOR);
}

async function soapOf(batchId: string) {
  const batch = await getBatch(ctx, batchId);
  return batch?.items.find((item) => item.variantId === gid(soap));
}

async function latest(batchId: string) {
  const { items } = await listBatchTimeline(ctx, batchId, { limit: 50 });
  if (items[0] === undefined) throw new Error("the timeline is empty");
  return items[0];
}

async function lastAct(batchId: string): Promise<string> {
  return (await latest(batchId)).act?.id ?? "";
}

function expectOk<Result extends { ok: boolean }>(result: Result): Extract<Result, { ok: true }> {
  expect(result).toMatchObject({ ok: true });
  return result as Extract<Result, { ok: true }>;
}

describe("a stock count", () => {
  it("is one act over all variants: only differences move, and the books say what was counted", async () => {
    const { id } = await makeBatch(
      db,
      shop,
      [soap, balm].map((variantId) => ({ variantId, units: 10 })),
    );
    const counts = [
      { variantId: gid(soap), expected: 10, counted: 7 },
      { variantId: gid(balm), expected: 10, counted: 12 },
    ];
    const result = expectOk(await countBatch(ctx, id, countBatchBody.parse({ counts, ...why }), ACTOR));
    expect(result.variances.map(({ variance }) => variance)).toEqual([-3, 2]);
    expect(
      await db.movement.findMany({ where: { actId: result.actId }, orderBy: { id: "asc" } }),
    ).toMatchObject([
      { variantId: soap, cause: "count_down", fromBucket: "available", toBucket: "written_off", units: 3 },
      { variantId: balm, cause: "count_up", fromBucket: "outside", toBucket: "available", units: 2 },
    ]);
    expect(await latest(id)).toMatchObject({
      kind: "counted",
      reason: why.reason,
      data: { actId: result.actId },
      act: { id: result.actId, canUndo: true, undone: false },
    });
    await expectInvariants(db);
  });

  it("that equals the books is recorded and moves nothing", async () => {
    const { id } = await make(10);
    const counts = [{ variantId: gid(soap), expected: 10, counted: 10 }];
    const result = expectOk(await countBatch(ctx, id, countBatchBody.parse({ counts }), ACTOR));
    expect(await db.movement.count({ where: { actId: result.actId } })).toBe(0);
    expect(await latest(id)).toMatchObject({ kind: "counted", act: { canUndo: false } });
    expect(await undoAct(ctx, result.actId, why, ACTOR)).toEqual({
      ok: false,
      error: { type: "not_undoable" },
    });
  });

  it("is refused as a whole when units moved since the page was loaded, and tells the present numbers", async () => {
    const { id } = await make(10);
    await placeOrder(ctx, { lines: [{ variantId: soap, quantity: 3 }] });
    expect(await count(id, 10, 9)).toEqual({
      ok: false,
      error: { type: "stock_moved", items: [{ variantId: gid(soap), expected: 10, available: 7 }] },
    });
    expect(await db.manualAct.count()).toBe(0);
    expect(await db.batchEvent.count()).toBe(0);
  });

  it("serves at once who waits from units that were found, and never touches promised ones", async () => {
    const { id } = await make(4);
    const order = await placeOrder(ctx, { lines: [{ variantId: soap, quantity: 6 }] });
    expectOk(await count(id, 0, 3));
    expect(await soapOf(id)).toMatchObject({ promised: 6, remaining: 1 });
    const [line] = await db.orderLine.findMany({ where: { orderId: order.orderId } });
    expect(line?.unassigned).toBe(0);
    expectOk(await count(id, 1, 0));
    expect(await soapOf(id)).toMatchObject({ promised: 6, remaining: 0, writtenOff: 1 });
    await expectInvariants(db);
  });

  it("beside orders that settle meanwhile is wholly before or wholly after each", async () => {
    const { id } = await make(30);
    const other = createDatabase({ url });
    const counter = makeContext(other, shop);
    let done = 0;
    let refused = 0;
    await Promise.all([
      (async () => {
        for (let index = 0; index < 12; index++) {
          await placeOrder(ctx, { lines: [{ variantId: soap, quantity: 1 }] });
        }
      })(),
      (async () => {
        for (let tries = 0; tries < 12; tries++) {
          const expected = (await soapOf(id))?.remaining ?? 0;
          const result = await count(id, expected, Math.max(0, expected - 1), counter);
          if (result.ok) done += 1;
          else refused += 1;
        }
      })(),
    ]);
    await other.$disconnect();
    expect(done + refused).toBe(12);
    expect(await soapOf(id)).toMatchObject({ writtenOff: done, promised: 12, remaining: 30 - 12 - done });
    await expectInvariants(db);
  });

  it.each([
    ["a difference without a reason", { counts: [{ variantId: "1", expected: 1, counted: 2 }] }, "reason"],
    [
      "a variant twice",
      { counts: [1, 1].map(() => ({ variantId: "1", expected: 1, counted: 1 })) },
      "counts.1.variantId",
    ],
    ["half a unit", { counts: [{ variantId: "1", expected: 1, counted: 0.5 }] }, "counts.0.counted"],
    ["nothing", { counts: [] }, "counts"],
  ])("does not take %s", (_name, body, path) => {
    const parsed = countBatchBody.safeParse(body);
    expect(parsed.success ? [] : parsed.error.issues.map((issue) => issue.path.join("."))).toContain(path);
  });

  it("does not know variants of other batches, nor more than a million units", async () => {
    const { id } = await make(10);
    const counts = [{ variantId: gid(balm), expected: 0, counted: 1 }];
    expect(await countBatch(ctx, id, countBatchBody.parse({ counts, ...why }), ACTOR)).toMatchObject({
      error: { type: "invalid_fields", errors: [{ path: "counts.0.variantId" }] },
    });
    await adjust(id, "breakage", 5);
    expect(await count(id, 5, 1_000_000)).toMatchObject({
      error: { type: "invalid_fields", errors: [{ path: "counts.0.counted" }] },
    });
  });
});

describe("an undo", () => {
  it.each(["count_up", "breakage", "gift"])(
    "takes back %s by a further act, linked both ways, once",
    async (kind) => {
      const { id } = await make(10);
      await adjust(id, kind, 3);
      const actId = await lastAct(id);
      const { actId: undoId } = expectOk(await undoAct(ctx, actId, { reason: "Wrong tray" }, ACTOR));
      expect(await soapOf(id)).toMatchObject({ produced: 10, remaining: 10, writtenOff: 0 });
      expect(await db.manualAct.findMany({ orderBy: { id: "asc" } })).toMatchObject([
        { id: actId, undoneBy: undoId, undoes: null },
        { id: undoId, kind: "undone", undoes: actId, reason: "Wrong tray" },
      ]);
      expect(await db.movement.count({ where: { cause: kind } })).toBe(1);
      expect(await db.movement.findMany({ where: { actId: undoId } })).toMatchObject([
        { cause: "undo", units: 3 },
      ]);
      expect(await latest(id)).toMatchObject({ kind: "undone", act: { canUndo: false } });
      expect(await undoAct(ctx, actId, why, ACTOR)).toEqual({ ok: false, error: { type: "already_undone" } });
      expect(await undoAct(ctx, undoId, why, ACTOR)).toEqual({ ok: false, error: { type: "not_undoable" } });
      await expectInvariants(db);
    },
  );

  it("of a change of produced units takes all its variants back", async () => {
    const { id } = await make(10);
    const items = [
      { variantId: gid(soap), produced: 6 },
      { variantId: gid(balm), produced: 5 },
    ];
    expectOk(await changeBatch(ctx, id, changeBatchBody.parse({ items }), ACTOR));
    const events = await db.batchEvent.findMany();
    expect(new Set(events.map(({ data }) => (data as { actId: string }).actId)).size).toBe(1);
    expectOk(await undoAct(ctx, await lastAct(id), why, ACTOR));
    expect((await getBatch(ctx, id))?.totals).toMatchObject({ produced: 10, remaining: 10 });
    await expectInvariants(db);
  });

  it("serves at once who waits for the units that come back", async () => {
    const { id } = await make(5);
    await adjust(id, "breakage", 5);
    const actId = await lastAct(id);
    await placeOrder(ctx, { lines: [{ variantId: soap, quantity: 2 }] });
    expectOk(await undoAct(ctx, actId, why, ACTOR));
    expect(await soapOf(id)).toMatchObject({ promised: 2, remaining: 3, writtenOff: 0 });
    await expectInvariants(db);
  });

  it("is refused with the numbers when the units are promised meanwhile, and writes nothing", async () => {
    const { id, code } = await make(1);
    await adjust(id, "count_up", 4);
    const actId = await lastAct(id);
    await placeOrder(ctx, { lines: [{ variantId: soap, quantity: 3 }] });
    expect(await undoAct(ctx, actId, why, ACTOR)).toEqual({
      ok: false,
      error: { type: "moved_on", code, bucket: "available", requested: 4, there: 2 },
    });
    expect(await db.manualAct.count()).toBe(1);
    await expectInvariants(db);
  });

  it("raced by an order leaves either the order or the undo with the units, never both", async () => {
    const { id } = await make(0);
    await adjust(id, "count_up", 4);
    const actId = await lastAct(id);
    const other = createDatabase({ url });
    const [undone] = await Promise.all([
      undoAct(makeContext(other, shop), actId, why, ACTOR),
      placeOrder(ctx, { lines: [{ variantId: soap, quantity: 4 }] }),
    ]);
    await other.$disconnect();
    const after = await soapOf(id);
    expect(after).toMatchObject(undone.ok ? { produced: 0, promised: 0 } : { produced: 4, promised: 4 });
    await expectInvariants(db);
  });

  it("pressed by five people at once happens once", async () => {
    const { id } = await make(10);
    await adjust(id, "sample", 3);
    const actId = await lastAct(id);
    const results = await Promise.all(Array.from({ length: 5 }, () => undoAct(ctx, actId, why, ACTOR)));
    expect(results.filter((result) => result.ok)).toHaveLength(1);
    for (const result of results) if (!result.ok) expect(result.error).toEqual({ type: "already_undone" });
    expect(await soapOf(id)).toMatchObject({ remaining: 10, writtenOff: 0 });
    await expectInvariants(db);
  });

  it("is refused when the batch does not have the variant any more", async () => {
    const { id } = await makeBatch(
      db,
      shop,
      [soap, balm].map((variantId) => ({ variantId, units: 5 })),
    );
    const counts = [soap, balm].map((variantId) => ({ variantId: gid(variantId), expected: 5, counted: 4 }));
    const { actId } = expectOk(await countBatch(ctx, id, countBatchBody.parse({ counts, ...why }), ACTOR));
    await db.batchItem.deleteMany({ where: { batchId: id, variantId: balm } });
    expect(await undoAct(ctx, actId, why, ACTOR)).toEqual({ ok: false, error: { type: "item_gone" } });
    expect(await soapOf(id)).toMatchObject({ remaining: 4 });
  });

  it("finds no act of another shop, and no act of a made-up id", async () => {
    const { id } = await make(10);
    await adjust(id, "sample", 1);
    const actId = await lastAct(id);
    const other = makeContext(db, await makeShop(db));
    const unknown = { ok: false, error: { type: "act_not_found" } };
    expect(await undoAct(other, actId, why, ACTOR)).toEqual(unknown);
    expect(await undoAct(ctx, ctx.newId(), why, ACTOR)).toEqual(unknown);
    expect(await undoAct(ctx, "nothing", why, ACTOR)).toEqual(unknown);
    expect(await soapOf(id)).toMatchObject({ writtenOff: 1 });
  });
});

describe("a split", () => {
  it("makes a batch of the same facts and state, and both tell where the units went", async () => {
    const { id, code } = await make(10, { status: "on_hold", expiresOn: "2027-06-01", cureOn: "2026-02-01" });
    await db.batch.updateMany({ where: { id }, data: { maker: "Ana", place: "Kitchen", notes: "Olive" } });
    const result = expectOk(await split(id, { code: "PART-1", place: "Barn" }));
    const source = await getBatch(ctx, id);
    expect(result.newBatch).toMatchObject({
      ...{
        code: "PART-1",
        status: "on_hold",
        madeAt: source?.madeAt,
        maker: "Ana",
        place: "Barn",
        notes: null,
      },
      ...{
        expiresOn: "2027-06-01",
        expiryKind: "best_before",
        cureOn: "2026-02-01",
        openedAt: source?.openedAt,
      },
      ...{ totals: { produced: 4, remaining: 4 } },
    });
    expect(source?.totals).toMatchObject({ produced: 6, remaining: 6 });
    expect(await listBatchLinks(ctx, id)).toMatchObject([
      {
        kind: "split",
        incoming: false,
        batchId: result.newBatch.id,
        code: "PART-1",
        units: 4,
        undone: false,
      },
    ]);
    expect(await listBatchLinks(ctx, result.newBatch.id)).toMatchObject([
      { incoming: true, batchId: id, code, units: 4 },
    ]);
    expect(await latest(id)).toMatchObject({ kind: "split_off", data: { code: "PART-1" } });
    expect(await latest(result.newBatch.id)).toMatchObject({ kind: "split_from", data: { code } });
    await expectInvariants(db);
  });

  it("gets its code from the template, and its place from the batch, when none is given", async () => {
    const { id } = await make(10);
    await db.batch.updateMany({ where: { id }, data: { place: "Kitchen" } });
    const made = await Promise.all([split(id, {}), split(id, {})]);
    const codes = made.map((each) => expectOk(each).newBatch.code);
    expect(new Set(codes).size).toBe(2);
    expect(expectOk(made[0]).newBatch.place).toBe("Kitchen");
    expect(await soapOf(id)).toMatchObject({ remaining: 2, produced: 2 });
    await expectInvariants(db);
  });

  it("is undone: the units are back, the part is empty, and its link says so", async () => {
    const { id } = await make(10);
    const { newBatch, actId } = expectOk(await split(id, {}));
    expectOk(await undoAct(ctx, actId, why, ACTOR));
    expect(await soapOf(id)).toMatchObject({ produced: 10, remaining: 10 });
    expect(await soapOf(newBatch.id)).toMatchObject({ produced: 0, remaining: 0 });
    expect(await listBatchLinks(ctx, id)).toMatchObject([{ undone: true, units: 4 }]);
    expect(await latest(newBatch.id)).toMatchObject({ kind: "undone" });
    await expectInvariants(db);
  });

  it("is not undone while a batch of it is recalled", async () => {
    const { id } = await make(10);
    const { newBatch, actId } = expectOk(await split(id, { code: "PART-1" }));
    await recallBySql(newBatch.id);
    expect(await undoAct(ctx, actId, why, ACTOR)).toEqual({
      ...{ ok: false, error: { type: "wrong_state", code: "PART-1", currentStatus: "recalled" } },
    });
  });

  it("is refused of a recalled batch, of more than is available, under a taken code, and of another shop's", async () => {
    const { id } = await make(10);
    const { code } = await make(1, { madeAt: new Date("2026-02-01T08:00:00Z") });
    await placeOrder(ctx, { lines: [{ variantId: soap, quantity: 8 }] });
    expect(await split(id, {})).toMatchObject({
      error: { type: "not_enough_units", requested: 4, there: 2 },
    });
    const two = { items: [units(soap, 2)] };
    expect(await split(id, { ...two, code: code.toLowerCase() })).toMatchObject({
      error: { type: "code_taken" },
    });
    await recallBySql(id);
    expect(await split(id, two)).toMatchObject({ error: { type: "wrong_state" } });
    const stranger = makeContext(db, await makeShop(db));
    expect(await splitBatch(stranger, id, splitBatchBody.parse({ ...two, ...why }), ACTOR)).toMatchObject({
      error: { type: "not_found" },
    });
    expect(await db.batchLink.count()).toBe(0);
    expect(await db.batch.count()).toBe(2);
  });
});

describe("a merge", () => {
  it("puts available units of several batches into one, and serves who waits", async () => {
    const target = await makeBatch(db, shop, [{ variantId: balm, units: 1 }]);
    const [one, two] = [await make(5), await make(3)];
    const { actId } = expectOk(
      await merge(target.id, [
        [one.id, 5],
        [two.id, 2],
      ]),
    );
    expect(await soapOf(target.id)).toMatchObject({ produced: 7, remaining: 7 });
    expect(await soapOf(one.id)).toMatchObject({ produced: 0, remaining: 0 });
    expect(await soapOf(two.id)).toMatchObject({ produced: 1, remaining: 1 });
    expect((await getBatch(ctx, one.id))?.status).toBe("open");
    expect(await listBatchLinks(ctx, target.id)).toHaveLength(2);
    expect(await db.batchEvent.count({ where: { kind: "merged_into" } })).toBe(2);
    await expectInvariants(db);

    expectOk(await undoAct(ctx, actId, why, ACTOR));
    expect(await soapOf(one.id)).toMatchObject({ produced: 5, remaining: 5 });
    expect(await soapOf(target.id)).toMatchObject({ produced: 0, remaining: 0 });
    await expectInvariants(db);
  });

  it("wants a yes for other dates; then the earliest expiry and the last cure date hold, until it is undone", async () => {
    const target = await make(5, { expiresOn: "2027-06-01" });
    const source = await make(5, { expiresOn: "2027-01-01", cureOn: "2026-02-01" });
    const refusal = await merge(target.id, [[source.id, 5]]);
    expect(refusal).toMatchObject({
      error: {
        type: "needs_confirmation",
        differences: [
          { kind: "expiry", code: source.code, source: "2027-01-01", target: "2027-06-01" },
          { kind: "cure", source: "2026-02-01", target: null },
        ],
      },
    });
    expect(await db.manualAct.count()).toBe(0);
    const keys =
      !refusal.ok && refusal.error.type === "needs_confirmation"
        ? refusal.error.differences.map(({ key }) => key)
        : [];
    expect(await merge(target.id, [[source.id, 5]], { confirmed: keys.slice(1) })).toMatchObject({
      ok: false,
    });
    const { actId } = expectOk(await merge(target.id, [[source.id, 5]], { confirmed: keys }));
    expect(await getBatch(ctx, target.id)).toMatchObject({ expiresOn: "2027-01-01", cureOn: "2026-02-01" });
    expectOk(await undoAct(ctx, actId, why, ACTOR));
    expect(await getBatch(ctx, target.id)).toMatchObject({ expiresOn: "2027-06-01", cureOn: null });
    await expectInvariants(db);
  });

  it("that is undone serves who waited for the dates that the batch has again, whatever the variant", async () => {
    const target = await makeBatch(
      db,
      shop,
      [soap, balm].map((variantId) => ({ variantId, units: 5 })),
    );
    const source = await make(5, { cureOn: "2199-01-01" });
    const key = `cure:${source.id}:2199-01-01:`;
    const { actId } = expectOk(await merge(target.id, [[source.id, 5]], { confirmed: [key] }));
    await placeOrder(ctx, { lines: [{ variantId: balm, quantity: 2 }] });
    const balmOf = async () =>
      (await getBatch(ctx, target.id))?.items.find((item) => item.variantId === gid(balm));
    expect(await balmOf()).toMatchObject({ promised: 0 });
    expectOk(await undoAct(ctx, actId, why, ACTOR));
    expect(await balmOf()).toMatchObject({ promised: 2, remaining: 3 });
    await expectInvariants(db);
  });

  it("lets units of a held batch be sold only after a yes", async () => {
    const target = await make(0);
    const source = await make(5, { status: "on_hold" });
    await placeOrder(ctx, { lines: [{ variantId: soap, quantity: 2 }] });
    const refusal = await merge(target.id, [[source.id, 5]]);
    expect(refusal).toMatchObject({ error: { differences: [{ kind: "release", source: "on_hold" }] } });
    const key = `release:${source.id}:on_hold:open`;
    expectOk(await merge(target.id, [[source.id, 5]], { confirmed: [key] }));
    expect(await soapOf(target.id)).toMatchObject({ promised: 2, remaining: 3 });
    await expectInvariants(db);
  });

  it("closes the sources when asked to, a draft excepted", async () => {
    const target = await make(1, { status: "draft" });
    const [open, draft] = [await make(5), await make(5, { status: "draft" })];
    expectOk(
      await merge(
        target.id,
        [
          [open.id, 5],
          [draft.id, 5],
        ],
        { closeSources: true },
      ),
    );
    expect((await getBatch(ctx, open.id))?.status).toBe("closed");
    expect((await getBatch(ctx, draft.id))?.status).toBe("draft");
    expect(await latest(open.id)).toMatchObject({
      kind: "status_changed",
      data: { from: "open", to: "closed" },
    });
  });

  it("never takes from a recalled batch, nor puts into a recalled or closed one", async () => {
    const [good, recalled, closed] = [await make(5), await make(5), await make(5, { status: "closed" })];
    await recallBySql(recalled.id);
    for (const [to, from] of [
      [good, recalled],
      [recalled, good],
      [closed, good],
    ] as const) {
      expect(await merge(to.id, [[from.id, 1]])).toMatchObject({ error: { type: "wrong_state" } });
    }
    expect(await db.movement.count({ where: { cause: "merge" } })).toBe(0);
  });

  it("is refused into itself, twice from one batch, of too many units, and across shops", async () => {
    const [one, two] = [await make(5), await make(5)];
    expect(await merge(one.id, [[one.id, 1]])).toMatchObject({
      error: { errors: [{ path: "sources.0.batchId" }] },
    });
    expect(
      await merge(one.id, [
        [two.id, 1],
        [two.id, 1],
      ]),
    ).toMatchObject({
      error: { errors: [{ path: "sources.1.batchId" }] },
    });
    expect(await merge(one.id, [[two.id, 6]])).toMatchObject({ error: { requested: 6, there: 5 } });
    const stranger = await makeShop(db);
    const { variantIds } = await makeProduct(db, stranger);
    const theirs = await makeBatch(db, stranger, [{ variantId: variantIds[0], units: 5 }]);
    expect(await merge(one.id, [[theirs.id, 1]])).toMatchObject({ error: { type: "not_found" } });
    expect(await merge(theirs.id, [[one.id, 1]])).toMatchObject({ error: { type: "not_found" } });
  });

  it("both ways at once neither deadlocks nor loses a unit", async () => {
    const [one, two] = [await make(20), await make(20)];
    const results = await Promise.all(
      Array.from({ length: 8 }, (_, index) =>
        index % 2 === 0 ? merge(one.id, [[two.id, 1]]) : merge(two.id, [[one.id, 1]]),
      ),
    );
    expect(results.every((result) => result.ok)).toBe(true);
    expect([await soapOf(one.id), await soapOf(two.id)]).toMatchObject([
      { remaining: 20 },
      { remaining: 20 },
    ]);
    await expectInvariants(db);
  });
});

describe("relatives of a batch", () => {
  it("are all it exchanged units with, over several steps, in its own shop", async () => {
    const one = await make(10);
    const two = expectOk(await split(one.id, { code: "TWO" })).newBatch;
    const three = await make(1);
    expectOk(await merge(three.id, [[two.id, 1]]));
    await make(1);
    const related = await listRelatedBatches(ctx, [three.id]);
    expect(new Set(related.map(({ batch }) => batch.id))).toEqual(new Set([one.id, two.id]));
    expect(related.find(({ batch }) => batch.id === two.id)?.linkedWith).toEqual(
      [one.code, three.code].sort(),
    );
    expect(await listRelatedBatches(ctx, [one.id, two.id, three.id])).toEqual([]);
    expect(await listRelatedBatches(makeContext(db, await makeShop(db)), [three.id])).toEqual([]);
  });
});

async function recallBySql(id: string): Promise<void> {
  await db.batch.updateMany({ where: { id }, data: { status: "recalled", statusBeforeRecall: "open" } });
}
