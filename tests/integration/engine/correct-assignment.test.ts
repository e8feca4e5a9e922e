import { describe, expect, it } from "vitest";
import { correctAssignmentBody } from "#app/contracts/assignment.ts";
import { createDatabase } from "#app/db/client.ts";
import type { ShopContext } from "#app/services/context.ts";
import { adjustBatch } from "#app/services/adjust-batch.ts";
import { correctAssignment } from "#app/services/correct-assignment.ts";
import { explainOrder } from "#app/services/explain-order.ts";
import { getBatch } from "#app/services/get-batch.ts";
import { getOrder } from "#app/services/get-order.ts";
import { listBatchTimeline } from "#app/services/list-batch-timeline.ts";
import { listOrderActs } from "#app/services/list-order-acts.ts";
import { makeBatch } from "../../factories/batch.ts";
import { makeProduct } from "../../factories/catalogue.ts";
import { changeOrder, placeOrder, shipAll, type PlacedOrder } from "../../factories/placed-order.ts";
import { expectInvariants } from "../../setup/invariants.ts";
import { useTestDatabase } from "../../setup/test-database.ts";
import { makeContext, makeShop } from "../../setup/test-shop.ts";

const { db, url } = useTestDatabase();
const ACTOR = "merchant:7";
const NOW = new Date("2026-11-22T09:00:00Z");
const made = (day: number) => new Date(Date.UTC(2026, 8, day));

/** Batches A and B of soap, with so many units. */
async function setUp(a: number, b: number) {
  const shop = await makeShop(db);
  const ctx = makeContext(db, shop, { now: NOW });
  const { variantIds } = await makeProduct(db, shop);
  const variantId = variantIds[0];
  const batchA = await makeBatch(db, shop, [{ variantId, units: a }], { code: "A", madeAt: made(1) });
  const batchB = await makeBatch(db, shop, [{ variantId, units: b }], { code: "B", madeAt: made(2) });
  return { shop, ctx, variantId, a: batchA.id, b: batchB.id };
}

interface Said {
  fromBatchId: string | null;
  toBatchId?: string;
  units?: number;
  state?: string;
}

function say(ctx: ShopContext, order: PlacedOrder, said: Said) {
  const lineId = String(order.facts.lines[0]?.lineId);
  const body = correctAssignmentBody.parse({ lineId, units: 1, reason: "The label says so", ...said });
  return correctAssignment(ctx, String(order.id), body, ACTOR);
}

/** `code units state confidence` of the first line, and what it lacks. */
async function holds(ctx: ShopContext, order: PlacedOrder): Promise<string[]> {
  await expectInvariants(db);
  const line = (await getOrder(ctx, String(order.id)))?.lines[0];
  const held = line?.assignments.map((of) => `${of.code} ${of.units} ${of.state} ${of.confidence}`) ?? [];
  return line?.unassigned === 0 ? held : [...held, `${line?.unassigned} unassigned`];
}

async function units(ctx: ShopContext, batchId: string) {
  return (await getBatch(ctx, batchId))?.items[0];
}

describe("confirming", () => {
  it("makes units sure, moves nothing, and says so in the order's and the batch's history", async () => {
    const { ctx, variantId, a } = await setUp(5, 0);
    const order = await placeOrder(ctx, { lines: [{ variantId, quantity: 3, shipped: 2 }] });
    const movements = await db.movement.count();
    const result = await say(ctx, order, { fromBatchId: a, units: 2 });
    expect(result).toMatchObject({ ok: true, order: { id: `gid://shopify/Order/${order.id}` } });
    expect(await holds(ctx, order)).toEqual(["A 2 shipped confirmed", "A 1 promised assumed"]);
    expect(await db.movement.count()).toBe(movements);
    expect(await listOrderActs(ctx, String(order.id))).toMatchObject([
      {
        kind: "confirmed",
        actor: ACTOR,
        reason: "The label says so",
        units: 2,
        states: { promised: 0, shipped: 2, returned: 0 },
        from: { id: a, code: "A" },
        to: null,
      },
    ]);
    expect((await listBatchTimeline(ctx, a, { limit: 5 })).items).toMatchObject([
      {
        kind: "assignment_confirmed",
        reason: "The label says so",
        data: { units: 2, orderName: order.facts.name },
      },
    ]);
    // The two parts still share the one decision of the engine.
    expect(await explainOrder(ctx, String(order.id))).toMatchObject([
      { code: "A", decision: { rule: "fifo" } },
    ]);
  });
});

describe("correcting", () => {
  it("moves units in ledger and batches under one act, and serves who waits from what becomes free", async () => {
    const { ctx, variantId, a, b } = await setUp(2, 3);
    const order = await placeOrder(ctx, { lines: [{ variantId, quantity: 2, shipped: 2 }] });
    const holder = await placeOrder(ctx, { lines: [{ variantId, quantity: 3 }] });
    const waits = await placeOrder(ctx, { lines: [{ variantId, quantity: 1 }] });
    expect(await holds(ctx, holder)).toEqual(["B 3 promised assumed"]);

    // Nothing is left of B: the correction would promise what nobody has.
    expect(await say(ctx, order, { fromBatchId: a, toBatchId: b })).toEqual({
      ok: false,
      error: { type: "not_enough_units", requested: 1, there: 0 },
    });
    expect(await db.manualAct.count()).toBe(0);
    // B is held, so that what is found of it goes to nobody by itself; what has shipped is a fact all the same.
    await db.batch.updateMany({ where: { id: b }, data: { status: "on_hold" } });
    const found = { variantId: String(variantId), units: 1, kind: "count_up", reason: "found" } as const;
    await adjustBatch(ctx, b, found, ACTOR);
    expect(await holds(ctx, waits)).toEqual(["1 unassigned"]);

    await db.orderPublication.deleteMany();
    expect(await say(ctx, order, { fromBatchId: a, toBatchId: b })).toMatchObject({ ok: true });
    expect(await holds(ctx, order)).toEqual(["B 1 shipped corrected", "A 1 shipped assumed"]);
    expect(await holds(ctx, waits)).toEqual(["A 1 promised assumed"]);
    const [act] = await db.manualAct.findMany({ where: { kind: "corrected" } });
    expect(
      await db.movement.findMany({ where: { actId: act?.id ?? "" }, orderBy: { id: "asc" } }),
    ).toMatchObject([
      {
        batchId: a,
        fromBucket: "shipped",
        toBucket: "available",
        units: 1,
        cause: "corrected",
        actor: ACTOR,
      },
      {
        batchId: b,
        fromBucket: "available",
        toBucket: "shipped",
        units: 1,
        cause: "corrected",
        actor: ACTOR,
      },
    ]);
    // What Shopify shows of the order follows.
    const due = { orderId: order.id, dueAt: { not: null } };
    expect(await db.orderPublication.count({ where: due })).toBe(1);
    for (const batchId of [a, b]) {
      expect((await listBatchTimeline(ctx, batchId, { limit: 1 })).items).toMatchObject([
        { kind: "assignment_corrected", data: { from: { code: "A" }, to: { code: "B" }, actId: act?.id } },
      ]);
    }
    expect(await explainOrder(ctx, String(order.id))).toMatchObject([{ code: "A" }]);
  });

  it.each<[string, (facts: PlacedOrder["facts"]) => void, string[]]>([
    ["ships", (facts) => shipAll(facts, NOW), ["B 2 shipped corrected"]],
    [
      "ships and comes back",
      (facts) => {
        shipAll(facts, NOW);
        for (const line of facts.lines) line.units.returned = 1;
      },
      ["B 1 shipped corrected", "B 1 returned corrected"],
    ],
    [
      "is cancelled with restock",
      (facts) => {
        facts.cancelledAt = NOW;
        for (const line of facts.lines) line.units = { ...line.units, promised: 0, cancelled: 2 };
      },
      [],
    ],
    [
      "is refunded without restock",
      (facts) => {
        for (const line of facts.lines) line.units = { ...line.units, promised: 1, leftWithoutRestock: 1 };
      },
      ["B 1 promised corrected", "B 1 written_off corrected"],
    ],
  ])("keeps its batch when the order then %s", async (_what, change, expected) => {
    const { ctx, variantId, a, b } = await setUp(5, 5);
    const order = await placeOrder(ctx, { lines: [{ variantId, quantity: 2 }] });
    await say(ctx, order, { fromBatchId: a, toBatchId: b, units: 2 });
    await changeOrder(ctx, order, change);
    expect(await holds(ctx, order)).toEqual(expected);
    if (expected.length === 0) expect(await units(ctx, b)).toMatchObject({ remaining: 5, promised: 0 });
    expect(await units(ctx, a)).toMatchObject({ remaining: 5, promised: 0, shipped: 0 });
  });

  it("keeps both batches' counts of returns true (cases 64 and 68)", async () => {
    const { ctx, variantId, a, b } = await setUp(2, 3);
    const order = await placeOrder(ctx, { lines: [{ variantId, quantity: 3, shipped: 3 }] });
    await changeOrder(ctx, order, (facts) => {
      for (const line of facts.lines) line.units.returned = 1;
    });
    expect(await holds(ctx, order)).toEqual(["A 2 shipped assumed", "B 1 returned assumed"]);
    await say(ctx, order, { fromBatchId: b, toBatchId: a, state: "returned" });
    expect(await holds(ctx, order)).toEqual([
      "A 1 returned corrected",
      "A 1 shipped assumed",
      "B 1 shipped assumed",
    ]);
    expect(await units(ctx, a)).toMatchObject({ remaining: 0, shipped: 1, quarantined: 1, returned: 1 });
    expect(await units(ctx, b)).toMatchObject({ remaining: 2, shipped: 1, quarantined: 0, returned: 0 });

    // The jar on the table is from neither: it was inspected, and a third batch is named.
    const third = await makeBatch(db, ctx.shop, [{ variantId, units: 4 }], {
      ...{ code: "C", madeAt: made(3), status: "closed" },
    });
    await say(ctx, order, { fromBatchId: a, toBatchId: third.id, state: "returned" });
    expect(await holds(ctx, order)).toEqual([
      "C 1 returned corrected",
      "A 1 shipped assumed",
      "B 1 shipped assumed",
    ]);
    expect(await units(ctx, a)).toMatchObject({ remaining: 1, shipped: 1, quarantined: 0, returned: 0 });
    expect(await units(ctx, third.id)).toMatchObject({ remaining: 3, quarantined: 1, returned: 1 });

    const adjust = { variantId: String(variantId), units: 1, kind: "restock", reason: "fine" } as const;
    await adjustBatch(ctx, third.id, adjust, ACTOR);
    expect(await say(ctx, order, { fromBatchId: third.id, toBatchId: b, state: "returned" })).toEqual({
      ok: false,
      error: { type: "not_in_quarantine", requested: 1, there: 0 },
    });
    await expectInvariants(db);
  });

  it("gives units that shipped with batch unknown, and units that wait, the batch that a person names", async () => {
    const { ctx, variantId, b } = await setUp(0, 0);
    const shipped = await placeOrder(ctx, { lines: [{ variantId, quantity: 1, shipped: 1 }] });
    const waits = await placeOrder(ctx, { lines: [{ variantId, quantity: 2 }] });
    const old = await makeBatch(db, ctx.shop, [{ variantId, units: 1 }], { code: "OLD", madeAt: made(1) });
    expect(await say(ctx, waits, { fromBatchId: null, toBatchId: b })).toEqual({
      ok: false,
      error: { type: "not_enough_units", requested: 1, there: 0 },
    });
    await say(ctx, shipped, { fromBatchId: null, toBatchId: old.id });
    expect(await holds(ctx, shipped)).toEqual(["OLD 1 shipped corrected"]);
    const next = await makeBatch(db, ctx.shop, [{ variantId, units: 1 }], { code: "NEXT", madeAt: made(3) });
    await say(ctx, waits, { fromBatchId: null, toBatchId: next.id });
    expect(await holds(ctx, waits)).toEqual(["NEXT 1 promised corrected", "1 unassigned"]);
  });
});

describe("what is not known here", () => {
  it("is not found: an order, a line, a batch, also another shop's", async () => {
    const { ctx, variantId, a, b } = await setUp(5, 5);
    const order = await placeOrder(ctx, { lines: [{ variantId, quantity: 1 }] });
    const other = await setUp(5, 5);
    const foreign = await placeOrder(other.ctx, { lines: [{ variantId: other.variantId, quantity: 1 }] });
    expect(await say(ctx, foreign, { fromBatchId: a })).toMatchObject({ error: { type: "order_not_found" } });
    expect(await say(ctx, order, { fromBatchId: other.a })).toMatchObject({
      error: { type: "not_found", path: "fromBatchId" },
    });
    expect(await say(ctx, order, { fromBatchId: a, toBatchId: other.b })).toMatchObject({
      error: { type: "not_found", path: "toBatchId" },
    });
    const mixed = { ...order, facts: foreign.facts };
    expect(await say(ctx, mixed, { fromBatchId: a, toBatchId: b })).toMatchObject({
      error: { type: "not_found", path: "lineId" },
    });
    expect(await db.manualAct.count()).toBe(0);
  });
});

describe("at the same moment", () => {
  it("two corrections of one unit: one wins, the other is told the numbers", async () => {
    const { ctx, variantId, a, b } = await setUp(5, 5);
    for (let round = 0; round < 5; round++) {
      const order = await placeOrder(ctx, { lines: [{ variantId, quantity: 1 }] });
      const before = (await units(ctx, b))?.promised ?? 0;
      const results = await Promise.all([
        say(ctx, order, { fromBatchId: a, toBatchId: b }),
        say(ctx, order, { fromBatchId: a, toBatchId: b }),
      ]);
      expect(results.filter((result) => result.ok)).toHaveLength(1);
      expect(results.find((result) => !result.ok)).toMatchObject({ error: { type: "not_held", there: 0 } });
      expect(await holds(ctx, order)).toEqual(["B 1 promised corrected"]);
      expect(await units(ctx, b)).toMatchObject({ promised: before + 1 });
    }
  });

  it("corrections, shipments and new orders of one variant neither deadlock nor lose a unit", async () => {
    const { shop, variantId, a, b } = await setUp(30, 30);
    const own = createDatabase({ url, poolSize: 8 });
    try {
      const ctx = makeContext(own, shop, { now: NOW });
      const orders: PlacedOrder[] = [];
      for (let index = 0; index < 10; index++) {
        orders.push(await placeOrder(ctx, { lines: [{ variantId, quantity: 2 }] }));
      }
      await Promise.all(
        orders.flatMap((order, index) => [
          say(ctx, order, { fromBatchId: a, toBatchId: b }),
          ...(index % 2 === 0 ? [changeOrder(ctx, order, (facts) => shipAll(facts, NOW))] : []),
          placeOrder(ctx, { lines: [{ variantId, quantity: 1 }] }),
        ]),
      );
      for (const order of orders) {
        expect(await holds(ctx, order)).toEqual(
          expect.arrayContaining([expect.stringMatching(/^B 1 \w+ corrected$/)]),
        );
      }
      expect((await units(ctx, a))?.remaining).toBe(30 - 10 - 10);
      expect((await units(ctx, b))?.remaining).toBe(30 - 10);
    } finally {
      await own.$disconnect();
    }
  });
});
