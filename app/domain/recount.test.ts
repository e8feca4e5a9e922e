import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { bucketDeltas, type LedgerEntry } from "./bucket-deltas.ts";
import { imbalance, mismatches, recount } from "./recount.ts";
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
