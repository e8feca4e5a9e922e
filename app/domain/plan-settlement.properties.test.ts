import fc from "fast-check";
import { expect, test, vi } from "vitest";
import {
  aLine,
  aPlanInput,
  aStockItem,
  aTarget,
  CANDLE,
  march,
  SOAP,
} from "../../tests/factories/settlement.ts";
import { SettlementWorld } from "../../tests/factories/settlement-world.ts";
import { DEFAULT_RULES } from "./allocation-rules.ts";
import { compareFifo, skipReason } from "./eligibility.ts";
import { compareDemand } from "./order-demand.ts";
import { planSettlement } from "./plan-settlement.ts";
import type { BatchStatus, LineState, LineTarget, PlanInput, StockItem } from "./settlement.types.ts";

// Thousands of small worlds: seconds on a quiet machine, more beside other work.
vi.setConfig({ testTimeout: 60_000 });

const day = fc.integer({ min: 1, max: 28 });
const variantId = fc.constantFrom(SOAP, CANDLE);
const status = fc.constantFrom<BatchStatus>("draft", "open", "open", "open", "on_hold", "closed", "recalled");
const isoDay = day.map((of) => march(of).toISOString().slice(0, 10));

/** Few days and codes, so that ties are common. */
const stock: fc.Arbitrary<StockItem[]> = fc
  .array(
    fc.record({
      variantId,
      status,
      madeAt: day.map((of) => march(of)),
      openedAt: fc.option(day.map((of) => march(of))),
      code: fc.constantFrom("A", "B", "a", "Ä", "😀"),
      cureOn: fc.option(isoDay),
      expiresOn: fc.option(isoDay),
      remaining: fc.integer({ min: 0, max: 6 }),
    }),
    { maxLength: 8 },
  )
  .map((items) => items.map((item, index) => aStockItem({ ...item, batchId: `batch-${index}` })));

/** New lines: some to ship, some shipped before the app knew them. */
const lines: fc.Arbitrary<LineState[]> = fc
  .array(
    fc.record({
      variantId,
      placed: day,
      orderId: fc.bigInt({ min: 1n, max: 4n }),
      promised: fc.integer({ min: 0, max: 7 }),
      shipped: fc.integer({ min: 0, max: 3 }),
      shippedOn: day,
    }),
    { maxLength: 10 },
  )
  .map((drafts) =>
    drafts.map(({ placed, orderId, promised, shipped, shippedOn, variantId }, index) =>
      aLine({
        orderId,
        lineId: BigInt(100 + index),
        variantId,
        placedAt: march(placed),
        target: aTarget({ promised, shipped }),
        shippedAt: shipped > 0 ? march(shippedOn) : null,
      }),
    ),
  );

const input: fc.Arbitrary<PlanInput> = fc.record({ stock, lines }).map(aPlanInput);

const needed = { at: march(20), day: "2026-03-20", shipped: false, locationId: null };

test("units taken are the smaller of units wanted and units that may be taken", () => {
  fc.assert(
    fc.property(stock, lines, (stock, drafts) => {
      const toShip = drafts.map((line) => ({ ...line, target: { ...line.target, shipped: 0 } }));
      const plan = planSettlement(aPlanInput({ stock, lines: toShip }));
      for (const id of [SOAP, CANDLE]) {
        const eligible = stock.filter(
          (item) => item.variantId === id && skipReason(item, needed, DEFAULT_RULES) === null,
        );
        const wanted = sum(
          toShip.filter((line) => line.variantId === id).map((line) => line.target.promised),
        );
        const taken = sum(plan.assignments.filter((row) => row.variantId === id).map((row) => row.promised));
        expect(taken).toBe(Math.min(wanted, sum(eligible.map((item) => item.remaining))));
      }
    }),
  );
});

test("an earlier order is served before a later one, from older goods", () => {
  fc.assert(
    fc.property(stock, lines, (stock, drafts) => {
      const toShip = drafts.map((line) => ({ ...line, target: { ...line.target, shipped: 0 } }));
      const plan = planSettlement(aPlanInput({ stock, lines: toShip }));
      for (const id of [SOAP, CANDLE]) {
        // Every unit wanted in the order of demand meets every unit there is in the order of making.
        const units = stock
          .filter((item) => item.variantId === id && skipReason(item, needed, DEFAULT_RULES) === null)
          .sort(compareFifo)
          .flatMap((item) => Array<string>(item.remaining).fill(item.batchId));
        const got = [...toShip]
          .filter((line) => line.variantId === id)
          .sort(compareDemand)
          .flatMap((line) =>
            plan.assignments
              .filter((row) => row.lineId === line.lineId)
              .sort((a, b) => a.seq - b.seq)
              .flatMap((row) => Array<string>(row.promised).fill(row.batchId)),
          );
        expect(got).toEqual(units.slice(0, got.length));
      }
    }),
  );
});

test("the plan does not depend on the order of its input", () => {
  fc.assert(
    fc.property(
      input.chain((given) =>
        fc.record({
          given: fc.constant(given),
          lines: fc.shuffledSubarray(given.lines, { minLength: given.lines.length }),
          stock: fc.shuffledSubarray(given.stock, { minLength: given.stock.length }),
        }),
      ),
      ({ given, lines, stock }) => {
        expect(planSettlement({ ...given, lines, stock })).toEqual(planSettlement(given));
      },
    ),
  );
});

test("planning does not change its input", () => {
  fc.assert(
    fc.property(input, (given) => {
      const before = structuredClone(given);
      planSettlement(given);
      expect(given).toEqual(before);
    }),
  );
});

test("units that shipped with batch unknown come only from goods that were made, cured and unexpired by then", () => {
  fc.assert(
    fc.property(input, (given) => {
      for (const { lineId, batchId, shipped } of planSettlement(given).assignments) {
        if (shipped === 0) continue;
        const item = given.stock.find((candidate) => candidate.batchId === batchId);
        const at = given.lines.find((line) => line.lineId === lineId)?.shippedAt;
        expect(item?.madeAt.getTime()).toBeLessThanOrEqual(at?.getTime() ?? 0);
        const then = at?.toISOString().slice(0, 10) ?? "";
        if (item?.cureOn) expect(item.cureOn <= then).toBe(true);
        if (item?.expiresOn) expect(item.expiresOn >= then).toBe(true);
      }
    }),
  );
});

/** Any state that Shopify's facts can be in, whatever the one before: deliveries are lost, doubled and late. */
const target: fc.Arbitrary<LineTarget> = fc
  .record({
    promised: fc.integer({ min: 0, max: 4 }),
    shipped: fc.integer({ min: 0, max: 4 }),
    returned: fc.integer({ min: 0, max: 4 }),
    leftWithoutRestock: fc.integer({ min: 0, max: 3 }),
  })
  .map((drawn) => ({ ...drawn, returned: Math.min(drawn.returned, drawn.shipped) }));

type Step =
  | { kind: "facts"; changes: { line: number; target: LineTarget; shippedOn: number }[] }
  | { kind: "produce"; units: number; madeOn: number }
  | { kind: "status"; batch: number; status: BatchStatus }
  | { kind: "inspect"; batch: number; good: boolean }
  | { kind: "recall"; batch: number }
  | { kind: "said"; line: number; from: number | null; to: number | null; units: number };

const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constant("facts" as const),
      changes: fc.uniqueArray(fc.record({ line: fc.nat(3), target, shippedOn: day }), {
        selector: (change) => change.line,
        minLength: 1,
        maxLength: 3,
      }),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant("produce" as const),
      units: fc.integer({ min: 1, max: 5 }),
      madeOn: day,
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("status" as const), batch: fc.nat(5), status }) },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant("inspect" as const), batch: fc.nat(5), good: fc.boolean() }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("recall" as const), batch: fc.nat(5) }) },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant("said" as const),
      line: fc.nat(3),
      from: fc.option(fc.nat(3)),
      to: fc.option(fc.nat(3)),
      units: fc.integer({ min: 1, max: 3 }),
    }),
  },
);

function take(world: SettlementWorld, next: Step): void {
  for (const { line: index, target, shippedOn } of next.kind === "facts" ? next.changes : []) {
    const lineId = BigInt(index + 1);
    const line =
      world.lines.find((known) => known.lineId === lineId) ??
      aLine({ orderId: lineId, lineId, placedAt: march(index + 1) });
    line.shippedAt = target.shipped > 0 ? march(shippedOn) : null;
    world.state(line, target);
  }
  if (next.kind === "produce") {
    const batchId = `batch-${world.items.length}`;
    world.produce(aStockItem({ batchId, remaining: next.units, madeAt: march(next.madeOn) }));
  }
  const item = "batch" in next ? world.items[next.batch] : undefined;
  if (item !== undefined) {
    if (next.kind === "status") item.status = next.status;
    if (next.kind === "recall") item.status = "recalled";
    if (next.kind === "inspect" && item.quarantined > 0) {
      if (next.good) world.post(item, "quarantine", "available", 1, "restock");
      else world.post(item, "quarantine", "written_off", 1, "discard");
    }
  }
  if (next.kind === "said") say(world, next);
  world.settle(next.kind === "recall" && item !== undefined ? [item.batchId] : []);
}

/** A person confirms or corrects what a line holds: units keep their state, and nothing is vouched for twice. */
function say(
  world: SettlementWorld,
  { line: index, from, to, units }: Extract<Step, { kind: "said" }>,
): void {
  const line = world.lines.find((known) => known.lineId === BigInt(index + 1));
  if (line === undefined || from === to) return;
  const nameOf = (batch: number | null): string | null => (batch === null ? null : `batch-${batch}`);
  const before = structuredClone(line);
  const plan = world.correct(line, { fromBatchId: nameOf(from), toBatchId: nameOf(to), units, state: null });
  if (!plan.ok) return expect(line).toEqual(before);
  expect(statesOf(line)).toEqual(statesOf(before));
  expect(sum(Object.values(plan.moved))).toBe(units);
  if (to !== null) expect(unitsVouchedFor(line)).toBeGreaterThanOrEqual(Math.min(units, 1));
  else expect(unitsVouchedFor(line)).toBe(unitsVouchedFor(before) + units);
  expect(line.assignments.map((row) => row.seq)).toEqual(line.assignments.map((_row, at) => at + 1));
}

/** Units by state, those without a batch included. */
function statesOf({ assignments, unassigned, unassignedShipped, target }: LineState): number[] {
  return [
    sum(assignments.map((row) => row.promised)) + unassigned - unassignedShipped,
    sum(assignments.map((row) => row.shipped)) + unassignedShipped,
    target.returned,
    sum(assignments.map((row) => row.writtenOff)),
  ];
}

function unitsVouchedFor({ assignments }: LineState): number {
  return sum(
    assignments
      .filter((row) => row.confidence !== "assumed")
      .map((row) => row.promised + row.shipped + row.returned + row.writtenOff),
  );
}

test("every sum holds after every step, through any facts in any order", () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 25 }), (steps) => {
      const world = new SettlementWorld(march(28));
      for (const next of steps) {
        take(world, next);
        world.check();
      }
    }),
    { numRuns: 1_000 },
  );
});

test("settling a second time changes nothing", () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 15 }), (steps) => {
      const world = new SettlementWorld(march(28));
      for (const next of steps) take(world, next);
      expect(world.settle()).toEqual({ assignments: [], lines: [], movements: [] });
    }),
    { numRuns: 1_000 },
  );
});

test("no unit waits while an eligible batch has one", () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 15 }), (steps) => {
      const world = new SettlementWorld(march(28));
      for (const next of steps) take(world, next);
      const waiting = sum(world.lines.map((line) => line.unassigned - line.unassignedShipped));
      const today = { at: march(28), day: "2026-03-28", shipped: false, locationId: null };
      const offered = world.items.filter((item) => skipReason(item, today, DEFAULT_RULES) === null);
      expect(Math.min(waiting, offered.length)).toBe(0);
    }),
    { numRuns: 1_000 },
  );
});

test("nothing that settles one line moves a unit that another line has", () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 15 }), fc.nat(3), target, (steps, index, next) => {
      const world = new SettlementWorld(march(28));
      for (const before of steps) take(world, before);
      const others = structuredClone(world.lines.filter((line) => line.lineId !== BigInt(index + 1)));
      take(world, { kind: "facts", changes: [{ line: index, target: next, shippedOn: 20 }] });
      for (const was of others) {
        const is = world.lines.find((line) => line.lineId === was.lineId);
        for (const row of was.assignments) {
          const now = is?.assignments.find((candidate) => candidate.seq === row.seq);
          // It may gain units that the other line gave back; it never loses one.
          expect(now?.promised).toBeGreaterThanOrEqual(row.promised);
          expect(now?.shipped).toBeGreaterThanOrEqual(row.shipped);
        }
      }
    }),
    { numRuns: 1_000 },
  );
});

function sum(numbers: number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
