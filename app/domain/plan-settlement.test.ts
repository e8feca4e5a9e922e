import { describe, expect, test } from "vitest";
import {
  aLine,
  aPlanInput,
  aStockItem,
  aTarget,
  anAssignment,
  CANDLE,
  march,
  SOAP,
} from "../../tests/factories/settlement.ts";
import { held, settled, shelf, written } from "../../tests/factories/settlement-story.ts";
import { SettlementWorld } from "../../tests/factories/settlement-world.ts";
import { DEFAULT_RULES } from "./allocation-rules.ts";
import type { AllocationRules } from "./allocation-rules.ts";
import { planSettlement } from "./plan-settlement.ts";
import type { LineState, SettlementPlan } from "./settlement.types.ts";

function drawn(plan: SettlementPlan): string[] {
  return plan.assignments.map((row) => `${row.lineId}: ${row.promised + row.shipped} of ${row.batchId}`);
}

describe("which batch a line gets", () => {
  test("an exact fit takes the whole batch (case 13)", () => {
    const world = shelf(3);
    const line = aLine();
    expect(settled(world, line, { promised: 3 })).toEqual(["A: 3 available → promised (assigned)"]);
    expect(line).toMatchObject({ unassigned: 0 });
    expect(world.item("A").remaining).toBe(0);
  });

  test("a split takes the older batch first, and its rows sum to the need (case 14)", () => {
    const world = shelf(2, 5);
    const line = aLine();
    settled(world, line, { promised: 4 });
    expect(held(line)).toEqual(["A 2/0/0/0", "B 2/0/0/0"]);
    expect(line.assignments.map((row) => row.seq)).toEqual([1, 2]);
  });

  test("without an eligible batch all units wait (case 15)", () => {
    const line = aLine();
    expect(settled(shelf(0), line, { promised: 2 })).toEqual([]);
    expect(line).toMatchObject({ unassigned: 2, unassignedShipped: 0, assignments: [] });
  });

  test("what stock cannot cover waits (cases 16 and 35)", () => {
    const line = aLine();
    settled(shelf(2, 1), line, { promised: 5 });
    expect(line.unassigned).toBe(2);
  });

  test("of two orders for one unit the one placed first wins, whichever came first (case 17)", () => {
    const late = aLine({ orderId: 1n, placedAt: march(9), target: aTarget({ promised: 1 }) });
    const early = aLine({ orderId: 2n, placedAt: march(8), target: aTarget({ promised: 1 }) });
    const plan = planSettlement(
      aPlanInput({ lines: [late, early], stock: [aStockItem({ batchId: "A", remaining: 1 })] }),
    );
    expect(plan.assignments.map((row) => row.orderId)).toEqual([2n]);
    expect(plan.lines).toEqual([{ orderId: 1n, lineId: 11n, unassigned: 1, unassignedShipped: 0 }]);
  });

  test("two lines of one variant in one order compete for the same stock (case 18)", () => {
    const plan = planSettlement(
      aPlanInput({
        lines: [
          aLine({ lineId: 12n, target: aTarget({ promised: 2 }) }),
          aLine({ lineId: 11n, target: aTarget({ promised: 2 }) }),
        ],
        stock: [aStockItem({ batchId: "A", remaining: 3 })],
      }),
    );
    expect(drawn(plan)).toEqual(["11: 2 of A", "12: 1 of A"]);
  });

  test("equal dates are decided by opening, then code, then id (case 19)", () => {
    const plan = planSettlement(
      aPlanInput({
        lines: [aLine({ target: aTarget({ promised: 5 }) })],
        stock: [
          aStockItem({ batchId: "id-2", code: "X", remaining: 1 }),
          aStockItem({ batchId: "late", code: "A", openedAt: march(2), remaining: 1 }),
          aStockItem({ batchId: "id-1", code: "X", remaining: 1 }),
          aStockItem({ batchId: "never", code: "A", openedAt: null, remaining: 1 }),
          aStockItem({ batchId: "code", code: "B", remaining: 1 }),
        ],
      }),
    );
    expect(plan.assignments.map((row) => row.batchId)).toEqual(["code", "id-1", "id-2", "late", "never"]);
  });

  test("a batch entered later but made earlier is first for the future only (case 20)", () => {
    const world = shelf(0, 5);
    const line = aLine();
    settled(world, line, { promised: 1 });
    world.produce(aStockItem({ batchId: "back-dated", madeAt: march(1, 1), remaining: 5 }));
    expect(written(world.settle().movements)).toEqual([]);
    settled(world, line, { promised: 2 });
    expect(held(line)).toEqual(["B 1/0/0/0", "back-dated 1/0/0/0"]);
  });

  test("an order that arrives late takes no promised unit from a later one (case 6)", () => {
    const world = shelf(1);
    const later = aLine({ orderId: 5n, placedAt: march(12) });
    settled(world, later, { promised: 1 });
    const late = aLine({ orderId: 4n, placedAt: march(5) });
    settled(world, late, { promised: 1 });
    expect(held(later)).toEqual(["A 1/0/0/0"]);
    expect(late.unassigned).toBe(1);
  });

  test.each([
    { case: "made ahead (21)", over: { madeAt: march(21) }, why: "made_in_future" },
    { case: "curing (22)", over: { cureOn: "2026-03-21" }, why: "curing" },
    { case: "expired (23)", over: { expiresOn: "2026-03-19" }, why: "expired" },
    { case: "held (30)", over: { status: "on_hold" as const }, why: "on_hold" },
    { case: "recalled (30)", over: { status: "recalled" as const }, why: "recalled" },
    { case: "closed", over: { status: "closed" as const }, why: "closed" },
    { case: "a draft", over: { status: "draft" as const }, why: "draft" },
  ])("a batch that is $case is skipped, and the decision says so", ({ over, why }) => {
    const plan = planSettlement(
      aPlanInput({
        lines: [aLine({ target: aTarget({ promised: 2 }) })],
        stock: [aStockItem({ batchId: "bad", ...over }), aStockItem({ batchId: "good", madeAt: march(3) })],
      }),
    );
    expect(drawn(plan)).toEqual(["11: 2 of good"]);
    expect(plan.assignments[0]?.decision).toEqual({
      rule: "fifo",
      version: 5,
      rules: 1,
      candidates: [{ batchId: "good", code: "good", available: 10, took: 2 }],
      skipped: [{ batchId: "bad", code: "bad", why }],
    });
  });

  test("expiring today is good all day in the shop's zone and not tomorrow (cases 24 and 25)", () => {
    const take = (now: string, timeZone: string): number =>
      planSettlement(
        aPlanInput({
          lines: [aLine({ target: aTarget({ promised: 1 }) })],
          stock: [aStockItem({ batchId: "A", expiresOn: "2026-03-20" })],
          now: new Date(now),
          timeZone,
        }),
      ).assignments.length;
    expect(take("2026-03-20T10:59:59Z", "Pacific/Auckland")).toBe(1);
    expect(take("2026-03-20T11:00:00Z", "Pacific/Auckland")).toBe(0);
    expect(take("2026-03-21T09:59:59Z", "Pacific/Honolulu")).toBe(1);
    expect(take("2026-03-21T10:00:00Z", "Pacific/Honolulu")).toBe(0);
  });

  test("another variant's stock is never taken", () => {
    const plan = planSettlement(
      aPlanInput({
        lines: [aLine({ target: aTarget({ promised: 1 }) })],
        stock: [aStockItem({ batchId: "A", variantId: CANDLE })],
      }),
    );
    expect(plan.assignments).toEqual([]);
  });

  test("one batch that fills two variants keeps their units apart", () => {
    const plan = planSettlement(
      aPlanInput({
        lines: [
          aLine({ lineId: 1n, variantId: SOAP, target: aTarget({ promised: 3 }) }),
          aLine({ lineId: 2n, variantId: CANDLE, target: aTarget({ promised: 3 }) }),
        ],
        stock: [
          aStockItem({ batchId: "A", variantId: SOAP, remaining: 2 }),
          aStockItem({ batchId: "A", variantId: CANDLE, remaining: 3 }),
        ],
      }),
    );
    expect(drawn(plan)).toEqual(["1: 2 of A", "2: 3 of A"]);
  });

  test("a decision names the batches that sold out just before", () => {
    const plan = planSettlement(
      aPlanInput({
        lines: [
          aLine({ lineId: 1n, target: aTarget({ promised: 2 }) }),
          aLine({ lineId: 2n, target: aTarget({ promised: 1 }) }),
        ],
        stock: [
          aStockItem({ batchId: "A", remaining: 2 }),
          aStockItem({ batchId: "B", remaining: 2, madeAt: march(2) }),
        ],
      }),
    );
    expect(plan.assignments[1]?.decision?.skipped).toEqual([{ batchId: "A", code: "A", why: "sold_out" }]);
  });

  test("a hundred thousand units are one row and one movement (case 40)", () => {
    const line = aLine();
    expect(settled(shelf(250_000), line, { promised: 100_000 })).toHaveLength(1);
    expect(held(line)).toEqual(["A 100000/0/0/0"]);
  });

  test("each line has movements of its own", () => {
    const plan = planSettlement(
      aPlanInput({
        lines: [
          aLine({ lineId: 1n, target: aTarget({ promised: 1 }) }),
          aLine({ lineId: 2n, target: aTarget({ promised: 1 }) }),
        ],
        stock: [aStockItem({ batchId: "A" })],
      }),
    );
    expect(plan.movements.map(({ lineId, units }) => [lineId, units])).toEqual([
      [1n, 1],
      [2n, 1],
    ]);
  });
});

describe("units that shipped with batch unknown", () => {
  test("wait, and only a batch made before they shipped fills them", () => {
    const world = new SettlementWorld(march(20));
    const line = aLine({ shippedAt: march(12) });
    settled(world, line, { shipped: 2 });
    expect(line).toMatchObject({ unassigned: 2, unassignedShipped: 2 });
    world.produce(aStockItem({ batchId: "younger", madeAt: march(13), openedAt: march(13), remaining: 5 }));
    expect(written(world.settle().movements)).toEqual([]);
    world.produce(aStockItem({ batchId: "older", madeAt: march(11), openedAt: march(14), remaining: 5 }));
    expect(written(world.settle().movements)).toEqual(["older: 2 available → shipped (assigned)"]);
    expect(line).toMatchObject({ unassigned: 0, unassignedShipped: 0 });
  });

  test("are judged by the day they shipped: a batch that has expired since may have been in the parcel", () => {
    const plan = planSettlement(
      aPlanInput({
        lines: [aLine({ target: aTarget({ shipped: 1, promised: 1 }), shippedAt: march(12) })],
        stock: [aStockItem({ batchId: "A", expiresOn: "2026-03-12" })],
      }),
    );
    expect(plan.assignments).toMatchObject([{ batchId: "A", shipped: 1, promised: 0 }]);
    expect(plan.lines).toMatchObject([{ unassigned: 1, unassignedShipped: 0 }]);
  });

  test("unshipped units of the same line may wait for a batch made later (a pre-order)", () => {
    const plan = planSettlement(
      aPlanInput({
        lines: [aLine({ target: aTarget({ shipped: 1, promised: 1 }), shippedAt: march(12) })],
        stock: [aStockItem({ batchId: "A", madeAt: march(15) })],
      }),
    );
    expect(plan.assignments).toMatchObject([{ shipped: 0, promised: 1 }]);
    expect(plan.lines).toMatchObject([{ unassigned: 1, unassignedShipped: 1 }]);
  });

  test("are drawn before the units of their line that are still to ship", () => {
    const plan = planSettlement(
      aPlanInput({
        lines: [aLine({ target: aTarget({ shipped: 1, promised: 2 }), shippedAt: march(12) })],
        stock: [aStockItem({ batchId: "A", remaining: 2 })],
      }),
    );
    expect(plan.assignments).toMatchObject([{ seq: 1, shipped: 1, promised: 1 }]);
    expect(written(plan.movements)).toEqual([
      "A: 1 available → shipped (assigned)",
      "A: 1 available → promised (assigned)",
    ]);
  });

  test("come back before units whose batch is known, which stay in the scope of their batch", () => {
    const world = shelf(1);
    const line = aLine({ shippedAt: march(12) });
    settled(world, line, { promised: 1 });
    settled(world, line, { shipped: 2 });
    expect(settled(world, line, { shipped: 2, returned: 1 })).toEqual([]);
    expect(held(line)).toEqual(["A 0/1/0/0"]);
    expect(line.unassignedShipped).toBe(0);
    expect(settled(world, line, { shipped: 2, returned: 1 })).toEqual([]);
  });

  test("that came back do not make a unit that ships later look returned", () => {
    const world = shelf(1);
    const line = aLine({ shippedAt: march(12) });
    world.item("A").status = "on_hold";
    settled(world, line, { shipped: 1 });
    settled(world, line, { shipped: 1, returned: 1 });
    world.item("A").status = "open";
    settled(world, line, { shipped: 1, returned: 1, promised: 1 });
    settled(world, line, { shipped: 2, returned: 1 });
    expect(held(line)).toEqual(["A 0/1/0/0"]);
  });
});

test("a set of a thousand orders of three lines gets exactly the stock there is, the oldest goods to the oldest orders", () => {
  const lines: LineState[] = [];
  for (let order = 1n; order <= 1000n; order++) {
    for (let line = 1n; line <= 3n; line++) {
      lines.push(
        aLine({
          orderId: order,
          lineId: order * 10n + line,
          variantId: line,
          placedAt: new Date(march(1).getTime() + Number(order) * 1000),
          target: aTarget({ promised: 2 }),
        }),
      );
    }
  }
  const stock = [1n, 2n, 3n].flatMap((variantId) =>
    Array.from({ length: 100 }, (_, index) =>
      aStockItem({ batchId: `${variantId}-${String(index).padStart(3, "0")}`, variantId, remaining: 15 }),
    ),
  );
  const plan = planSettlement(aPlanInput({ lines, stock }));
  const taken = plan.assignments.reduce((units, row) => units + row.promised, 0);
  expect(taken).toBe(3 * 100 * 15);
  expect(plan.lines.reduce((units, line) => units + line.unassigned, 0)).toBe(6000 - taken);
  expect(plan.lines.every((line) => line.orderId > 749n)).toBe(true);
});

describe("by the rules of a variant", () => {
  const rules = (over: Partial<AllocationRules>) => new Map([[SOAP, { ...DEFAULT_RULES, ...over }]]);
  const dated = (batchId: string, remaining: number, expiresOn: string | null, day: number) =>
    aStockItem({ batchId, remaining, expiresOn, madeAt: march(day) });

  test("first expired leaves first, undated last, and the decision names rule and version (case 26)", () => {
    const plan = planSettlement(
      aPlanInput({
        lines: [aLine({ target: aTarget({ promised: 5 }) })],
        stock: [
          dated("ever", 9, null, 1),
          dated("late", 2, "2027-02-01", 2),
          dated("soon", 2, "2027-01-01", 3),
        ],
        rules: rules({ strategy: "fefo", version: 7 }),
      }),
    );
    expect(drawn(plan)).toEqual(["11: 2 of soon", "11: 2 of late", "11: 1 of ever"]);
    expect(plan.assignments.map(({ decision }) => [decision?.rule, decision?.rules])).toEqual([
      ["fefo", 7],
      ["fefo", 7],
      ["fefo", 7],
    ]);
  });

  test("another variant of the same set goes by its own", () => {
    const candles = [dated("old", 1, "2027-02-01", 1), dated("soon", 1, "2027-01-01", 2)];
    const plan = planSettlement(
      aPlanInput({
        lines: [aLine({ variantId: CANDLE, target: aTarget({ promised: 1 }) })],
        stock: candles.map((item) => ({ ...item, variantId: CANDLE })),
        rules: rules({ strategy: "fefo" }),
      }),
    );
    expect(drawn(plan)).toEqual(["11: 1 of old"]);
  });

  test("a line is kept whole where one batch has it all, mixed where none has", () => {
    const kept = (promised: number) =>
      planSettlement(
        aPlanInput({
          lines: [aLine({ target: aTarget({ promised }) })],
          stock: [dated("few", 2, null, 1), dated("many", 4, null, 2), dated("more", 9, null, 3)],
          rules: rules({ keepWhole: true }),
        }),
      );
    expect(drawn(kept(2))).toEqual(["11: 2 of few"]);
    expect(drawn(kept(3))).toEqual(["11: 3 of many"]);
    expect(drawn(kept(10))).toEqual(["11: 2 of few", "11: 4 of many", "11: 4 of more"]);
    expect(kept(3).assignments[0]?.decision?.skipped).toEqual([
      { batchId: "few", code: "few", why: "would_mix" },
    ]);
  });

  test("unshipped units of a deferred line wait and take nothing; what shipped of it gets its batch", () => {
    const line = aLine({
      ...{ deferred: true, shippedAt: march(15) },
      target: aTarget({ promised: 2, shipped: 1 }),
    });
    const plan = planSettlement(aPlanInput({ lines: [line], stock: [dated("A", 9, null, 1)] }));
    expect(drawn(plan)).toEqual(["11: 1 of A"]);
    expect(plan.lines).toEqual([{ orderId: 1n, lineId: 11n, unassigned: 2, unassignedShipped: 0 }]);
  });

  test("what comes back skips quarantine where the shop says so, unless its batch is not open any more", () => {
    const back = (status: "open" | "on_hold") =>
      planSettlement(
        aPlanInput({
          lines: [
            aLine({
              target: aTarget({ shipped: 2, returned: 2 }),
              settled: { returned: 0, leftWithoutRestock: 0 },
              assignments: [anAssignment({ batchId: "A", shipped: 2 })],
            }),
          ],
          stock: [aStockItem({ batchId: "A", status, remaining: 0 })],
          rules: rules({ skipQuarantine: true }),
        }),
      ).movements.map(({ from, to, units }) => `${units} ${from} → ${to}`);
    expect(back("open")).toEqual(["2 shipped → quarantine", "2 quarantine → available"]);
    expect(back("on_hold")).toEqual(["2 shipped → quarantine"]);
  });
});
