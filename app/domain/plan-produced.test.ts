import fc from "fast-check";
import { expect, it } from "vitest";
import { bucketDeltas } from "./bucket-deltas.ts";
import { planProduced } from "./plan-produced.ts";

const units = fc.integer({ min: 0, max: 1_000_000 });

it("moves exactly what makes produced the wanted units, or refuses because more is taken", () => {
  fc.assert(
    fc.property(units, units, units, (remaining, taken, wanted) => {
      const item = { variantId: 1n, produced: remaining + taken, remaining };
      const plan = planProduced([item], [{ variantId: 1n, produced: wanted }]);
      if (!plan.ok) {
        expect(wanted).toBeLessThan(taken);
        expect(plan).toMatchObject({ requested: wanted, produced: item.produced, taken });
        return;
      }
      expect(wanted).toBeGreaterThanOrEqual(taken);
      const movements = plan.changes.flatMap(({ movement }) =>
        movement === null ? [] : [{ ...movement, batchId: "b" }],
      );
      const [delta] = bucketDeltas(movements);
      expect(item.produced + (delta?.produced ?? 0)).toBe(wanted);
      expect(remaining + (delta?.remaining ?? 0)).toBe(wanted - taken);
    }),
  );
});

it("leaves items alone that are not named or stay the same, and adds new ones", () => {
  const items = [
    { variantId: 1n, produced: 5, remaining: 5 },
    { variantId: 2n, produced: 7, remaining: 0 },
  ];
  expect(planProduced(items, [])).toEqual({ ok: true, changes: [] });
  expect(planProduced(items, [{ variantId: 2n, produced: 7 }])).toEqual({ ok: true, changes: [] });
  expect(
    planProduced(items, [
      { variantId: 3n, produced: 4 },
      { variantId: 4n, produced: 0 },
    ]),
  ).toMatchObject({
    ok: true,
    changes: [
      {
        variantId: 3n,
        added: true,
        movement: { from: "outside", to: "available", units: 4, cause: "produced" },
      },
      { variantId: 4n, added: true, movement: null },
    ],
  });
});
