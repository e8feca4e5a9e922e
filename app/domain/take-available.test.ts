import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { takeAvailable, type ShelvedUnits } from "./take-available.ts";

const item = (remaining: number) => ({ batchId: "b1", variantId: 7n, remaining });
const shelf = (locationId: bigint, remaining: number, batchId = "b1"): ShelvedUnits => ({
  batchId,
  variantId: 7n,
  locationId,
  remaining,
});

describe("units that nobody named a place for", () => {
  test.each<[string, number, ShelvedUnits[], bigint | null, [bigint | null, number][]]>([
    ["without locations they are at no particular place", 4, [], null, [[null, 4]]],
    ["the unplaced go first", 4, [shelf(1n, 5)], null, [[null, 4]]],
    [
      "then the fullest location",
      9,
      [shelf(1n, 2), shelf(2n, 4)],
      null,
      [
        [null, 4],
        [2n, 4],
        [1n, 1],
      ],
    ],
    [
      "of equally full ones the lower id",
      6,
      [shelf(2n, 3), shelf(1n, 3)],
      null,
      [
        [null, 4],
        [1n, 2],
      ],
    ],
    [
      "a named place goes before all",
      3,
      [shelf(1n, 2), shelf(2n, 4)],
      1n,
      [
        [1n, 2],
        [null, 1],
      ],
    ],
    ["a named place that has none is no hindrance", 3, [shelf(2n, 4)], 9n, [[null, 3]]],
    ["another batch's locations are not touched", 4, [shelf(1n, 50, "b2")], null, [[null, 4]]],
    ["none needs no place", 0, [shelf(1n, 5)], null, []],
  ])("%s", (_name, units, shelves, first, expected) => {
    const remaining =
      4 + shelves.filter(({ batchId }) => batchId === "b1").reduce((sum, s) => sum + s.remaining, 0);
    const taken = takeAvailable(item(remaining), shelves, units, first);
    expect(taken.map(({ locationId, units: part }) => [locationId, part])).toEqual(expected);
  });

  test("are exactly as many as asked for, and never more than a place has", () => {
    const shelves = fc
      .uniqueArray(
        fc.record({ id: fc.integer({ min: 1, max: 9 }), remaining: fc.integer({ min: 0, max: 20 }) }),
        {
          selector: ({ id }) => id,
        },
      )
      .map((rows) => rows.map(({ id, remaining }) => shelf(BigInt(id), remaining)));
    fc.assert(
      fc.property(shelves, fc.nat(20), fc.nat(100), (all, unplaced, wanted) => {
        const shelved = all.reduce((sum, { remaining }) => sum + remaining, 0);
        const units = Math.min(wanted, shelved + unplaced);
        const taken = takeAvailable(item(shelved + unplaced), all, units);
        expect(taken.reduce((sum, part) => sum + part.units, 0)).toBe(units);
        for (const { locationId, units: part } of taken) {
          const there = all.find((each) => each.locationId === locationId)?.remaining ?? unplaced;
          expect(part).toBeLessThanOrEqual(there);
        }
      }),
    );
  });

  test("are refused loudly when there are fewer", () => {
    expect(() => takeAvailable(item(3), [shelf(1n, 2)], 4)).toThrow("4 units were to be taken where 3");
  });
});
