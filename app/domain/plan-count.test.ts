import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { planCount } from "./plan-count.ts";

const items = [
  { variantId: 1n, remaining: 10 },
  { variantId: 2n, remaining: 0 },
];

describe("a stock count", () => {
  test("moves only what differs, up or down", () => {
    const counts = [
      { variantId: 1n, expected: 10, counted: 7 },
      { variantId: 2n, expected: 0, counted: 2 },
    ];
    expect(planCount(items, counts)).toEqual({
      ok: true,
      moves: [
        { variantId: 1n, kind: "count_down", units: 3 },
        { variantId: 2n, kind: "count_up", units: 2 },
      ],
    });
  });

  test("that finds what the books say moves nothing", () => {
    expect(planCount(items, [{ variantId: 1n, expected: 10, counted: 10 }])).toEqual({ ok: true, moves: [] });
  });

  test("is refused as a whole when any of it moved meanwhile, with all present numbers", () => {
    const counts = [
      { variantId: 1n, expected: 12, counted: 12 },
      { variantId: 2n, expected: 1, counted: 0 },
    ];
    expect(planCount(items, counts)).toEqual({
      ok: false,
      moved: [
        { variantId: 1n, expected: 12, available: 10 },
        { variantId: 2n, expected: 1, available: 0 },
      ],
    });
  });

  test("leaves exactly what was counted, whatever it was", () => {
    fc.assert(
      fc.property(fc.nat(1_000), fc.nat(1_000), (remaining, counted) => {
        const plan = planCount(
          [{ variantId: 1n, remaining }],
          [{ variantId: 1n, expected: remaining, counted }],
        );
        const moved = plan.ok ? plan.moves : [];
        const change = moved.reduce(
          (sum, { kind, units }) => sum + (kind === "count_up" ? units : -units),
          0,
        );
        expect(remaining + change).toBe(counted);
      }),
    );
  });
});
