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
  const sound = { remaining: 1, cureOn: null, expiresOn: null };

  test("a batch with units and no dates has none", () => {
    expect(batchConditions(sound, "2026-03-20")).toEqual([]);
  });

  test("follow units and the day, and may come together", () => {
    const batch = { remaining: 0, cureOn: "2026-03-10", expiresOn: "2026-03-20" };
    expect(batchConditions(batch, "2026-03-09")).toEqual(["sold_out", "curing"]);
    expect(batchConditions(batch, "2026-03-10")).toEqual(["sold_out"]);
    expect(batchConditions({ ...batch, remaining: 4 }, "2026-03-21")).toEqual(["expired"]);
  });
});
