import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { bucketDeltas } from "./bucket-deltas.ts";
import { planUndo, type UndoItem } from "./plan-undo.ts";
import type { MovementDraft } from "./settlement.types.ts";

const item = (units: Partial<UndoItem> = {}): UndoItem => ({
  ...{ batchId: "a", variantId: 1n, produced: 10, remaining: 10, promised: 0, shipped: 0 },
  ...{ quarantined: 0, writtenOff: 0, returned: 0 },
  ...units,
});
const move = (change: Partial<MovementDraft>): MovementDraft => ({
  ...{ batchId: "a", variantId: 1n, from: "available", to: "written_off", units: 3, cause: "breakage" },
  ...{ orderId: null, lineId: null },
  ...change,
});

describe("taking an act back", () => {
  test("moves the same units the other way, to the place they came from", () => {
    const plan = planUndo([move({ fromLocationId: 5n })], [item({ remaining: 7, writtenOff: 3 })], []);
    expect(plan).toMatchObject({
      ok: true,
      movements: [{ from: "written_off", to: "available", toLocationId: 5n, units: 3, cause: "undo" }],
    });
  });

  test("is refused with the numbers when the units are promised meanwhile", () => {
    const up = move({ from: "outside", to: "available", cause: "count_up", units: 4 });
    expect(planUndo([up], [item({ remaining: 1, promised: 9 })], [])).toEqual({
      ...{ ok: false, batchId: "a", variantId: 1n, bucket: "available", requested: 4, there: 1 },
    });
  });

  test("counts several movements of one item together", () => {
    const up = move({ from: "outside", to: "available", units: 6 });
    expect(planUndo([up, up], [item()], [])).toMatchObject({ ok: false, requested: 12, there: 10 });
  });

  test("takes units from where they were put, then from elsewhere, and none twice", () => {
    const up = move({ from: "outside", to: "available", toLocationId: 5n, units: 3 });
    const shelves = [
      { batchId: "a", variantId: 1n, locationId: 5n, remaining: 4 },
      { batchId: "a", variantId: 1n, locationId: 6n, remaining: 6 },
    ];
    const plan = planUndo([up, up], [item()], shelves);
    expect(plan.ok && plan.movements.map(({ fromLocationId, units }) => [fromLocationId, units])).toEqual([
      [5n, 3],
      [5n, 1],
      [6n, 2],
    ]);
  });

  test("is loud about an item that is gone", () => {
    expect(() => planUndo([move({})], [], [])).toThrow("no variant 1");
  });

  test("of any act leaves every bucket as it was before", () => {
    const buckets = fc.constantFrom("outside", "available", "quarantine", "written_off");
    const movements = fc.array(
      fc
        .record({ from: buckets, to: buckets, units: fc.integer({ min: 1, max: 20 }) })
        .filter(({ from, to }) => from !== to)
        .map((change) => move(change as Partial<MovementDraft>)),
      { minLength: 1, maxLength: 5 },
    );
    fc.assert(
      fc.property(movements, (act) => {
        const [done] = bucketDeltas(act);
        const after = item({ remaining: 500, quarantined: 500, writtenOff: 500, produced: 1_500 });
        const plan = planUndo(act, [after], []);
        const [undone] = plan.ok ? bucketDeltas(plan.movements) : [];
        for (const column of ["produced", "remaining", "quarantined", "writtenOff"] as const) {
          expect((done?.[column] ?? 0) + (undone?.[column] ?? 0)).toBe(0);
        }
      }),
    );
  });
});
