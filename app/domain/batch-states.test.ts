import { describe, expect, test } from "vitest";
import { batchConditions, batchMoves, canMove } from "./batch-states.ts";
import type { BatchStatus } from "./settlement.types.ts";

const states = Object.keys(batchMoves) as BatchStatus[];

test("a person may move a batch so and no other way", () => {
  const moves = states.flatMap((from) =>
    states.filter((to) => canMove(from, to)).map((to) => `${from} → ${to}`),
  );
  expect(moves).toEqual([
    "draft → open",
    "open → on_hold",
    "open → closed",
    "on_hold → open",
    "on_hold → closed",
    "closed → open",
  ]);
});

describe("conditions", () => {
  const item = (remaining: number, stopShipDays = 0) => ({ remaining, stopShipDays });
  const sound = { items: [item(1)], cureOn: null, expiresOn: null };

  test("a batch with units and no dates has none", () => {
    expect(batchConditions(sound, "2026-03-20")).toEqual([]);
  });

  test("follow units and the day, and may come together", () => {
    const batch = { items: [item(0), item(0)], cureOn: "2026-03-10", expiresOn: "2026-03-20" };
    expect(batchConditions(batch, "2026-03-09")).toEqual(["sold_out", "curing"]);
    expect(batchConditions(batch, "2026-03-10")).toEqual(["sold_out"]);
    expect(batchConditions({ ...batch, items: [item(0), item(4)] }, "2026-03-21")).toEqual(["expired"]);
  });

  test("the stop-ship date is the expiry date minus the product's margin, and may still be shipped on", () => {
    const batch = { items: [item(3, 5)], cureOn: null, expiresOn: "2026-03-20" };
    expect(batchConditions(batch, "2026-03-15")).toEqual([]);
    expect(batchConditions(batch, "2026-03-16")).toEqual(["stop_shipped"]);
    expect(batchConditions(batch, "2026-03-20")).toEqual(["stop_shipped"]);
    expect(batchConditions(batch, "2026-03-21")).toEqual(["expired"]);
    expect(batchConditions({ ...batch, expiresOn: null }, "2026-03-21")).toEqual([]);
  });

  test("of several products all that have units left must be past it", () => {
    const batch = { cureOn: null, expiresOn: "2026-03-20" };
    expect(batchConditions({ ...batch, items: [item(3, 5), item(1, 0)] }, "2026-03-18")).toEqual([]);
    expect(batchConditions({ ...batch, items: [item(3, 5), item(0, 0)] }, "2026-03-18")).toEqual([
      "stop_shipped",
    ]);
    expect(batchConditions({ ...batch, items: [item(0, 5)] }, "2026-03-18")).toEqual(["sold_out"]);
  });
});
