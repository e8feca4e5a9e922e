import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { bucketDeltas, type LedgerEntry } from "./bucket-deltas.ts";
import { imbalance, isPossible, mismatches, placeMismatches, recount, recountPlaces } from "./recount.ts";
import type { Bucket } from "./settlement.types.ts";

function entry(from: Bucket, to: Bucket, units: number, over: Partial<LedgerEntry> = {}): LedgerEntry {
  return { batchId: "A", variantId: 1n, from, to, units, ...over };
}

const ledger = [
  entry("outside", "available", 10),
  entry("available", "promised", 6),
  entry("promised", "shipped", 4),
  entry("shipped", "quarantine", 2),
  entry("quarantine", "available", 1),
  entry("available", "written_off", 3),
  entry("available", "outside", 1),
];

describe("units by the ledger", () => {
  test("are the sums of its movements", () => {
    expect(recount(ledger)).toEqual({
      produced: 9,
      remaining: 1,
      promised: 2,
      shipped: 2,
      quarantined: 1,
      writtenOff: 3,
      returned: 2,
    });
  });

  test("of an item without movements are nothing", () => {
    expect(Object.values(recount([]))).toEqual([0, 0, 0, 0, 0, 0, 0]);
  });

  test("are of one item: others' movements among them are refused", () => {
    expect(() => recount([...ledger, entry("outside", "available", 1, { variantId: 2n })])).toThrow(
      "one batch item",
    );
  });

  test("keep the count of returns when the goods are inspected, and lower it when a return is withdrawn", () => {
    expect(recount([...ledger, entry("quarantine", "written_off", 1)]).returned).toBe(2);
    expect(recount([...ledger, entry("quarantine", "shipped", 1)]).returned).toBe(1);
  });

  test("always balance, whatever the movements and their order", () => {
    const bucket = fc.constantFrom<Bucket>(
      "outside",
      "available",
      "promised",
      "shipped",
      "quarantine",
      "written_off",
    );
    fc.assert(
      fc.property(
        fc.array(fc.record({ from: bucket, to: bucket, units: fc.integer({ min: 1, max: 1000 }) })),
        (movements) => {
          const entries = movements
            .filter(({ from, to }) => from !== to)
            .map((of) => entry(of.from, of.to, of.units));
          expect(imbalance(recount(entries))).toBe(0);
          expect(recount([...entries].reverse())).toEqual(recount(entries));
        },
      ),
    );
  });
});

test("a mismatch names the bucket, what is stored and what the ledger says (case 41)", () => {
  const counted = recount(ledger);
  expect(mismatches(counted, counted)).toEqual([]);
  expect(mismatches({ ...counted, remaining: 3, shipped: 0 }, counted)).toEqual([
    { bucket: "remaining", stored: 3, counted: 1 },
    { bucket: "shipped", stored: 0, counted: 2 },
  ]);
  expect(imbalance({ ...counted, remaining: 3 })).toBe(-2);
});

test("changes come one per batch item, in the order in which rows are locked", () => {
  const deltas = bucketDeltas([
    entry("available", "promised", 1, { batchId: "B" }),
    entry("available", "promised", 2, { variantId: 10n }),
    entry("promised", "shipped", 1, { batchId: "B" }),
    entry("available", "promised", 3, { variantId: 9n }),
  ]);
  expect(
    deltas.map(({ batchId, variantId, remaining, promised, shipped }) => [
      batchId,
      variantId,
      remaining,
      promised,
      shipped,
    ]),
  ).toEqual([
    ["A", 9n, -3, 3, 0],
    ["A", 10n, -2, 2, 0],
    ["B", 1n, -1, 0, 1],
  ]);
});

describe("places", () => {
  const entry = (fromLocationId: bigint | null, toLocationId: bigint | null, units: number) => ({
    ...{ batchId: "b", variantId: 1n, fromLocationId, toLocationId, units },
  });

  test("hold what the movements brought and left there", () => {
    const movements = [entry(null, 5n, 10), entry(5n, 6n, 4), entry(6n, null, 4)];
    expect(recountPlaces(movements)).toEqual([{ locationId: 5n, remaining: 6 }]);
  });

  test("differ where either side has other units, also none", () => {
    const stored = [
      { locationId: 5n, remaining: 6 },
      { locationId: 6n, remaining: 1 },
    ];
    const counted = [
      { locationId: 5n, remaining: 6 },
      { locationId: 4n, remaining: 2 },
    ];
    expect(placeMismatches(stored, counted)).toEqual([
      { locationId: 4n, stored: 0, counted: 2 },
      { locationId: 6n, stored: 1, counted: 0 },
    ]);
  });

  test.each([
    ["what fits", 10, 10, [4, 6], true],
    ["a bucket below zero", 10, -1, [], false],
    ["a place below zero", 10, 10, [-1], false],
    ["more at places than there is", 10, 3, [4], false],
  ])(
    "a ledger can give %s: %s produced, %s remaining, %s placed is %s",
    (_name, produced, remaining, placed, possible) => {
      const units = {
        produced,
        remaining,
        promised: produced - remaining,
        shipped: 0,
        quarantined: 0,
        writtenOff: 0,
        returned: 0,
      };
      const places = placed.map((units, index) => ({ locationId: BigInt(index), remaining: units }));
      expect(isPossible(units, places)).toBe(possible);
    },
  );
});
