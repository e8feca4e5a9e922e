import fc from "fast-check";
import { expect, test } from "vitest";
import { aLine, aStockItem, aTarget, march } from "../../tests/factories/settlement.ts";
import { held, settled } from "../../tests/factories/settlement-story.ts";
import { SettlementWorld } from "../../tests/factories/settlement-world.ts";
import { shipmentsOf } from "./line-units.ts";
import type { LineState } from "./settlement.types.ts";

/** A line whose units left on these days of March, so many on each. */
function sent(parcels: readonly { day: number; units: number }[]): LineState {
  const shipments = shipmentsOf(parcels.map(({ day, units }) => ({ at: march(day), units })));
  return aLine({ shippedAt: shipments[0]?.at ?? null, shipments });
}

const unitsIn = (parts: readonly { units: number }[]): number =>
  parts.reduce((sum, { units }) => sum + units, 0);

test("what left without a batch may be of any that was made before its own parcel left", () => {
  const world = new SettlementWorld(march(20));
  world.produce(aStockItem({ batchId: "A", madeAt: march(1), remaining: 1 }));
  world.produce(aStockItem({ batchId: "B", madeAt: march(12), remaining: 9 }));
  const line = sent([
    { day: 15, units: 2 },
    { day: 11, units: 2 },
  ]);
  settled(world, line, { shipped: 4 });
  expect(held(line)).toEqual(["A 0/1/0/0", "B 0/2/0/0"]);
  expect(line).toMatchObject({ unassigned: 1, unassignedShipped: 1 });
  expect(world.settle()).toEqual({ assignments: [], lines: [], movements: [] });
});

test("a person may say so of the last parcel, not of what was made after it", () => {
  const world = new SettlementWorld(march(20));
  world.produce(aStockItem({ batchId: "A", madeAt: march(1), remaining: 2 }));
  world.produce(aStockItem({ batchId: "B", madeAt: march(12), remaining: 9 }));
  world.produce(aStockItem({ batchId: "C", madeAt: march(16), remaining: 9 }));
  const line = sent([
    { day: 11, units: 1 },
    { day: 15, units: 1 },
  ]);
  settled(world, line, { shipped: 2 });
  const said = { fromBatchId: "A", units: 1, state: "shipped" } as const;
  expect(world.correct(line, { ...said, toBatchId: "C" })).toMatchObject({
    ok: false,
    refusal: { type: "made_after_shipping", shippedAt: march(15) },
  });
  expect(world.correct(line, { ...said, toBatchId: "B" })).toMatchObject({ ok: true });
  world.check();
});

test("whatever left when, no unit is of a batch made later, none waits beside one that was there, and it is settled once", () => {
  const parcel = fc.record({ day: fc.integer({ min: 2, max: 18 }), units: fc.integer({ min: 1, max: 4 }) });
  const batch = fc.record({ day: fc.integer({ min: 1, max: 18 }), units: fc.integer({ min: 1, max: 5 }) });
  const returned = fc.integer({ min: 0, max: 3 });
  fc.assert(
    fc.property(
      fc.array(parcel, { minLength: 1, maxLength: 4 }),
      fc.array(batch, { minLength: 1, maxLength: 5 }),
      returned,
      (parcels, batches, back) => {
        const world = new SettlementWorld(march(20));
        const line = sent(parcels);
        const shipped = unitsIn(parcels);
        // One batch after the other is recorded, in whatever order, and some units come back in between.
        batches.forEach(({ day, units }, index) => {
          world.produce(aStockItem({ batchId: String(index), madeAt: march(day), remaining: units }));
          world.state(
            line,
            aTarget({ shipped, returned: index < batches.length / 2 ? 0 : Math.min(back, shipped) }),
          );
          world.settle();
          world.check();
          expect(world.settle()).toEqual({ assignments: [], lines: [], movements: [] });
        });
        const madeOn = (batchId: string): number => batches[Number(batchId)]?.day ?? 0;
        const room = (day: number): number =>
          unitsIn(parcels.filter((each) => each.day >= day)) -
          unitsIn(
            line.assignments
              .filter((row) => madeOn(row.batchId) >= day)
              .map((row) => ({ units: row.shipped + row.returned })),
          );
        for (const { day } of batches) expect(room(day)).toBeGreaterThanOrEqual(0);
        for (const { batchId, remaining } of world.items) {
          if (remaining === 0 || line.unassignedShipped === 0) continue;
          const before = batches.map(({ day }) => day).filter((day) => day <= madeOn(batchId));
          expect(Math.min(...before.map(room))).toBe(0);
        }
      },
    ),
    { numRuns: 500 },
  );
});
