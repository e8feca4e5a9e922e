import { describe, expect, test } from "vitest";
import { aLine, anAssignment, aStockItem, aTarget, march } from "../../tests/factories/settlement.ts";
import { held, settled, shelf, written } from "../../tests/factories/settlement-story.ts";
import type { SettlementWorld } from "../../tests/factories/settlement-world.ts";
import { DEFAULT_RULES } from "./allocation-rules.ts";
import { planCorrection, type CorrectionInput } from "./plan-correction.ts";
import type { LineState } from "./settlement.types.ts";

type Said = Partial<Pick<CorrectionInput, "fromBatchId" | "toBatchId" | "units" | "state">>;

/** Says that units of A are from B, or what else is named; returns the ledger's new rows, or what stands against it. */
function say(world: SettlementWorld, line: LineState, said: Said): unknown {
  const plan = world.correct(line, { fromBatchId: "A", toBatchId: "B", units: 1, state: null, ...said });
  world.check();
  return plan.ok ? written(plan.movements) : plan.refusal;
}

/** A line of three soaps, of batch A, in some state. */
function story(target: Partial<LineState["target"]>, a = 5, b = 5) {
  const world = shelf(a, b);
  const line = aLine({ shippedAt: march(15) });
  if (target.returned !== undefined) settled(world, line, { ...target, returned: 0 });
  settled(world, line, target);
  return { world, line };
}

function sureness(line: LineState): string[] {
  return line.assignments.map((row) => `${row.seq} ${row.batchId} ${row.confidence}`);
}

describe("confirming", () => {
  test("all units of a draw are confirmed where they are, and nothing moves", () => {
    const { world, line } = story({ shipped: 3 });
    expect(say(world, line, { toBatchId: null, units: 3 })).toEqual([]);
    expect(held(line)).toEqual(["A 0/3/0/0"]);
    expect(sureness(line)).toEqual(["1 A confirmed"]);
  });

  test("some units are split off and stand before the rest, which ships later and is released first", () => {
    const { world, line } = story({ promised: 3 });
    say(world, line, { toBatchId: null, units: 2 });
    expect(sureness(line)).toEqual(["1 A confirmed", "2 A assumed"]);
    expect(held(line)).toEqual(["A 2/0/0/0", "A 1/0/0/0"]);
    settled(world, line, { promised: 2 });
    expect(held(line)).toEqual(["A 2/0/0/0", "A 0/0/0/0"]);
    settled(world, line, { promised: 1, shipped: 1 });
    expect(held(line)).toEqual(["A 1/1/0/0", "A 0/0/0/0"]);
  });

  test("units that are confirmed one after the other join", () => {
    const { world, line } = story({ promised: 3 });
    say(world, line, { toBatchId: null });
    say(world, line, { toBatchId: null });
    expect(held(line)).toEqual(["A 2/0/0/0", "A 1/0/0/0"]);
    say(world, line, { toBatchId: null });
    expect(sureness(line)).toEqual(["1 A confirmed", "2 A confirmed"]);
    expect(say(world, line, { toBatchId: null })).toEqual({
      type: "nothing_to_confirm",
      requested: 1,
      there: 0,
    });
  });

  test("units with the buyer come before those that came back, and these before promised ones", () => {
    const { world, line } = story({ promised: 1, shipped: 2, returned: 1 });
    say(world, line, { toBatchId: null, units: 2 });
    expect(held(line)).toEqual(["A 0/1/1/0", "A 1/0/0/0"]);
    const other = story({ promised: 1, shipped: 2, returned: 1 });
    say(other.world, other.line, { toBatchId: null, state: "promised" });
    expect(held(other.line)).toEqual(["A 1/0/0/0", "A 0/1/1/0"]);
  });

  test("more than is assumed is refused with the numbers", () => {
    const { world, line } = story({ shipped: 3 });
    expect(say(world, line, { toBatchId: null, units: 4 })).toEqual({
      type: "nothing_to_confirm",
      requested: 4,
      there: 3,
    });
    expect(sureness(line)).toEqual(["1 A assumed"]);
  });
});

describe("correcting", () => {
  test("units with the buyer: the old batch has them on its shelf again, the new one has shipped them", () => {
    const { world, line } = story({ shipped: 3 });
    expect(say(world, line, { units: 2 })).toEqual([
      "A: 2 shipped → available (corrected)",
      "B: 2 available → shipped (corrected)",
    ]);
    expect(held(line)).toEqual(["B 0/2/0/0", "A 0/1/0/0"]);
    expect(sureness(line)).toEqual(["1 B corrected", "2 A assumed"]);
    expect(world.item("A")).toMatchObject({ remaining: 4, shipped: 1 });
    expect(world.item("B")).toMatchObject({ remaining: 3, shipped: 2 });
  });

  test("units that came back: neither batch's count of returns is wrong afterwards (case 68)", () => {
    const { world, line } = story({ shipped: 3, returned: 2 });
    expect(say(world, line, { units: 2, state: "returned" })).toEqual([
      "A: 2 quarantine → shipped (corrected)",
      "A: 2 shipped → available (corrected)",
      "B: 2 available → shipped (corrected)",
      "B: 2 shipped → quarantine (corrected)",
    ]);
    expect(world.item("A")).toMatchObject({ remaining: 4, shipped: 1, quarantined: 0, returned: 0 });
    expect(world.item("B")).toMatchObject({ remaining: 3, shipped: 0, quarantined: 2, returned: 2 });
  });

  test("one of three back from a line over two batches: the other batch's jar stayed (case 64)", () => {
    const { world, line } = story({ shipped: 3, returned: 1 }, 2, 1);
    expect(held(line)).toEqual(["A 0/2/0/0", "B 0/0/1/0"]);
    expect(say(world, line, { fromBatchId: "B", toBatchId: "A", state: "returned" })).toEqual([
      "A: 1 shipped → quarantine (corrected)",
      "B: 1 quarantine → shipped (corrected)",
    ]);
    expect(held(line)).toEqual(["A 0/0/1/0", "A 0/1/0/0", "B 0/1/0/0"]);
    expect(sureness(line)).toEqual(["1 A corrected", "2 A assumed", "3 B assumed"]);
    expect(world.item("A")).toMatchObject({ remaining: 0, shipped: 1, quarantined: 1, returned: 1 });
    expect(world.item("B")).toMatchObject({ remaining: 0, shipped: 1, quarantined: 0, returned: 0 });
  });

  test("what came back beyond the buyer's units of the new batch is taken from its shelf", () => {
    const { world, line } = story({ shipped: 4, returned: 3 }, 1, 5);
    expect(held(line)).toEqual(["A 0/1/0/0", "B 0/0/3/0"]);
    expect(say(world, line, { fromBatchId: "B", toBatchId: "A", units: 2, state: "returned" })).toEqual({
      type: "not_enough_units",
      requested: 1,
      there: 0,
    });
    world.post(world.item("A"), "outside", "available", 1, "count_up");
    say(world, line, { fromBatchId: "B", toBatchId: "A", units: 2, state: "returned" });
    expect(held(line)).toEqual(["A 0/0/1/0", "A 0/0/0/0", "A 0/0/1/0", "B 0/1/1/0"]);
    expect(world.item("A")).toMatchObject({ remaining: 0, shipped: 0, quarantined: 2 });
  });

  test("promised units change their batch and keep their place in the line", () => {
    const { world, line } = story({ promised: 4 }, 2);
    expect(held(line)).toEqual(["A 2/0/0/0", "B 2/0/0/0"]);
    expect(say(world, line, {})).toEqual([
      "A: 1 promised → available (corrected)",
      "B: 1 available → promised (corrected)",
    ]);
    expect(held(line)).toEqual(["B 1/0/0/0", "A 1/0/0/0", "B 2/0/0/0"]);
    world.settle();
    expect(held(line)).toEqual(["B 1/0/0/0", "A 1/0/0/0", "B 2/0/0/0"]);
    settled(world, line, { promised: 3, shipped: 1 });
    expect(held(line)).toEqual(["B 0/1/0/0", "A 1/0/0/0", "B 2/0/0/0"]);
  });

  test("units in several states at once: one new draw, each unit in the state it had", () => {
    const { world, line } = story({ promised: 1, shipped: 2, returned: 1 });
    say(world, line, { units: 3 });
    expect(held(line)).toEqual(["B 1/1/1/0", "A 0/0/0/0"]);
  });

  test("a correction can be corrected, also back", () => {
    const { world, line } = story({ shipped: 1 });
    say(world, line, {});
    say(world, line, { fromBatchId: "B", toBatchId: "A" });
    expect(held(line)).toEqual(["A 0/1/0/0", "B 0/0/0/0", "A 0/0/0/0"]);
    expect(world.item("A")).toMatchObject({ remaining: 4, shipped: 1 });
    expect(world.item("B")).toMatchObject({ remaining: 5, shipped: 0 });
  });

  test("what is assumed moves before what a person has said", () => {
    const { world, line } = story({ shipped: 3 });
    say(world, line, { toBatchId: null, units: 2 });
    say(world, line, {});
    expect(sureness(line)).toEqual(["1 A confirmed", "2 B corrected", "3 A assumed"]);
    expect(held(line)).toEqual(["A 0/2/0/0", "B 0/1/0/0", "A 0/0/0/0"]);
  });

  test("facts that come afterwards keep the batch: shipped, returned, cancelled", () => {
    const { world, line } = story({ promised: 2 });
    say(world, line, { units: 2 });
    settled(world, line, { shipped: 2 });
    settled(world, line, { shipped: 2, returned: 1 });
    expect(held(line)).toEqual(["B 0/1/1/0", "A 0/0/0/0"]);
    const cancelled = story({ promised: 2 });
    say(cancelled.world, cancelled.line, { units: 2 });
    expect(settled(cancelled.world, cancelled.line, {})).toEqual(["B: 2 promised → available (released)"]);
  });
});

describe("units without a batch", () => {
  test("that shipped get the batch that a person names, at the end of the line", () => {
    const { world, line } = story({ shipped: 3 }, 2, 0);
    expect(line).toMatchObject({ unassigned: 1, unassignedShipped: 1 });
    world.item("B").status = "closed";
    world.post(world.item("B"), "outside", "available", 1, "count_up");
    expect(say(world, line, { fromBatchId: null })).toEqual(["B: 1 available → shipped (corrected)"]);
    expect(line).toMatchObject({ unassigned: 0, unassignedShipped: 0 });
    expect(held(line)).toEqual(["A 0/2/0/0", "B 0/1/0/0"]);
  });

  test("that wait get a batch only if it can be promised", () => {
    const { world, line } = story({ promised: 3 }, 2, 0);
    world.item("B").status = "on_hold";
    world.post(world.item("B"), "outside", "available", 1, "count_up");
    expect(say(world, line, { fromBatchId: null })).toEqual({ type: "not_assignable", why: "on_hold" });
    world.item("B").status = "open";
    expect(say(world, line, { fromBatchId: null })).toEqual(["B: 1 available → promised (corrected)"]);
    expect(line.unassigned).toBe(0);
  });

  test("that came back get one, or the buyer is taken to have kept them", () => {
    const { world, line } = story({ shipped: 3, returned: 1 }, 2, 0);
    expect(held(line)).toEqual(["A 0/2/0/0"]);
    expect(say(world, line, { fromBatchId: null, toBatchId: "A", state: "returned" })).toEqual([
      "A: 1 shipped → quarantine (corrected)",
    ]);
    expect(line).toMatchObject({ unassigned: 1, unassignedShipped: 1 });
    world.post(world.item("B"), "outside", "available", 1, "count_up");
    const other = story({ shipped: 3, returned: 1 }, 2, 0);
    other.world.post(other.world.item("B"), "outside", "available", 1, "count_up");
    expect(say(other.world, other.line, { fromBatchId: null, state: "returned" })).toEqual([
      "B: 1 available → shipped (corrected)",
      "B: 1 shipped → quarantine (corrected)",
    ]);
  });

  test("are not there twice", () => {
    const { world, line } = story({ promised: 3 }, 2, 0);
    expect(say(world, line, { fromBatchId: null, units: 2 })).toEqual({
      type: "not_held",
      requested: 2,
      there: 1,
    });
  });
});

describe("refusals, each without a change", () => {
  test.each<[string, Said, (world: SettlementWorld) => void, object]>([
    ["more units than the line has", { units: 4 }, () => {}, { type: "not_held", requested: 4, there: 3 }],
    ["a batch it does not draw on", { fromBatchId: "Z" }, () => {}, { type: "not_held", there: 0 }],
    ["a state without units", { state: "returned" }, () => {}, { type: "not_held", there: 0 }],
    ["a batch of another variant", { toBatchId: "Z" }, () => {}, { type: "other_variant" }],
    [
      "too few units on the new shelf",
      { units: 3 },
      (world) => world.post(world.item("B"), "available", "written_off", 3, "breakage"),
      { type: "not_enough_units", requested: 3, there: 2 },
    ],
    [
      "a batch made after they shipped",
      {},
      (world) => void (world.item("B").madeAt = march(15, 13)),
      { type: "made_after_shipping", madeAt: march(15, 13), shippedAt: march(15) },
    ],
  ])("%s", (_what, said, prepare, refusal) => {
    const { world, line } = story({ shipped: 3 });
    prepare(world);
    const before = structuredClone(line);
    expect(say(world, line, said)).toMatchObject(refusal);
    expect(line).toEqual(before);
  });

  test("units that came back and were inspected meanwhile", () => {
    const { world, line } = story({ shipped: 3, returned: 2 });
    world.post(world.item("A"), "quarantine", "available", 1, "restock");
    expect(say(world, line, { units: 2, state: "returned" })).toEqual({
      type: "not_in_quarantine",
      requested: 2,
      there: 1,
    });
    expect(say(world, line, { units: 1, state: "returned" })).toHaveLength(4);
  });

  test.each([
    ["draft", {}],
    ["closed", {}],
    ["recalled", {}],
    ["curing", { cureOn: "2026-03-21" }],
    ["expired", { expiresOn: "2026-03-19" }],
    ["made_in_future", { madeAt: march(21) }],
  ])("promised units of a batch that is %s; shipped ones are a fact", (why, over) => {
    const world = shelf(5, 5);
    const line = aLine({ shippedAt: march(15) });
    settled(world, line, { promised: 1, shipped: 1 });
    Object.assign(
      world.item("B"),
      "cureOn" in over || "expiresOn" in over || "madeAt" in over ? over : { status: why },
    );
    expect(say(world, line, { state: "promised" })).toEqual({ type: "not_assignable", why });
    const shipped = say(world, line, { state: "shipped" });
    if (why === "made_in_future") expect(shipped).toMatchObject({ type: "made_after_shipping" });
    else expect(shipped).toHaveLength(2);
  });
});

describe("where units are kept at locations", () => {
  const [here, there] = [1n, 2n];
  const at = (locationId: bigint | null, remaining: number) =>
    aStockItem({ batchId: "B", madeAt: march(2), locationId, remaining });

  function plan(over: Partial<CorrectionInput>, locationId: bigint, lineOver: Partial<LineState> = {}) {
    return planCorrection({
      line: aLine({
        target: aTarget({ promised: 2 }),
        assignments: [anAssignment({ batchId: "A", promised: 2, locationId })],
        places: { toShip: [{ locationId, units: 2 }], shipped: [] },
        ...lineOver,
      }),
      ...{ fromBatchId: "A", toBatchId: "B", units: 2, state: null },
      stock: [aStockItem({ batchId: "A", locationId: null }), aStockItem({ batchId: "A", locationId })],
      ...{ rules: DEFAULT_RULES, now: march(20), timeZone: "UTC" },
      ...over,
    });
  }

  test("promised units are taken where they ship from, and go back where they came from", () => {
    const stock = [aStockItem({ batchId: "A", locationId: here }), at(null, 1), at(here, 1), at(there, 9)];
    const planned = plan({ stock }, here);
    expect(planned).toMatchObject({
      ok: true,
      rows: [
        { batchId: "B", locationId: here, promised: 1 },
        { batchId: "B", locationId: null, promised: 1 },
        { batchId: "A", locationId: here, promised: 0 },
      ],
      movements: [
        { batchId: "A", to: "available", toLocationId: here, units: 2 },
        { batchId: "B", from: "available", fromLocationId: here, units: 1 },
        { batchId: "B", from: "available", fromLocationId: null, units: 1 },
      ],
    });
  });

  test("promised units are never taken somewhere else; what has shipped may be", () => {
    const stock = [aStockItem({ batchId: "A", locationId: here }), at(null, 0), at(there, 9)];
    expect(plan({ stock }, here)).toEqual({
      ok: false,
      refusal: { type: "not_assignable", why: "elsewhere" },
    });
    const shipped = {
      target: aTarget({ shipped: 2 }),
      shippedAt: march(15),
      assignments: [anAssignment({ batchId: "A", shipped: 2, locationId: here })],
      places: { toShip: [], shipped: [{ locationId: here, units: 2 }] },
    };
    expect(plan({ stock }, here, shipped)).toMatchObject({
      ok: true,
      rows: [{ batchId: "B", locationId: there, shipped: 2 }, { batchId: "A" }],
    });
  });
});
