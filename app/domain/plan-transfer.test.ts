import { describe, expect, test } from "vitest";
import { bucketDeltas } from "./bucket-deltas.ts";
import { planTransfer } from "./plan-transfer.ts";

const base = {
  fromBatchId: "a",
  toBatchId: "b",
  items: [{ variantId: 1n, remaining: 10 }],
  shelves: [{ batchId: "a", variantId: 1n, locationId: 5n, remaining: 4 }],
  cause: "split" as const,
};

describe("units that go from one batch to another", () => {
  test("leave the one and arrive in the other, each at the place where it was", () => {
    const plan = planTransfer({ ...base, wanted: [{ variantId: 1n, units: 8 }] });
    expect(plan.ok && plan.movements).toMatchObject([
      { batchId: "a", from: "available", fromLocationId: null, to: "outside", units: 6 },
      { batchId: "a", from: "available", fromLocationId: 5n, to: "outside", units: 2 },
      { batchId: "b", from: "outside", to: "available", toLocationId: null, units: 6 },
      { batchId: "b", from: "outside", to: "available", toLocationId: 5n, units: 2 },
    ]);
    expect(plan.ok && bucketDeltas(plan.movements)).toMatchObject([
      { batchId: "a", produced: -8, remaining: -8 },
      { batchId: "b", produced: 8, remaining: 8 },
    ]);
  });

  test.each([
    ["more than there are", { variantId: 1n, units: 11 }, { requested: 11, there: 10 }],
    ["of a variant that is not in the batch", { variantId: 2n, units: 1 }, { requested: 1, there: 0 }],
  ])("are refused when they are %s", (_name, wanted, numbers) => {
    expect(planTransfer({ ...base, wanted: [wanted] })).toMatchObject({ ok: false, ...numbers });
  });
});
