import { expect, it } from "vitest";
import { codesOf, showBatches } from "./published-batches.ts";
import type { UnitsToShow } from "./published-batches.ts";

const units = (given: Partial<UnitsToShow>): UnitsToShow => ({
  ...{ lineId: 1n, title: "Lavender soap", code: "LAV-0412", units: 1, state: "promised" },
  ...given,
});

it("lists the batches of every line, and every code once", () => {
  const shown = showBatches([
    units({ units: 2 }),
    units({ code: "LAV-0501", state: "shipped" }),
    units({ lineId: 2n, title: "Cedar candle", code: "LAV-0412", units: 3 }),
  ]);
  expect(JSON.parse(shown?.batches ?? "")).toEqual({
    version: 1,
    lines: [
      {
        id: "gid://shopify/LineItem/1",
        title: "Lavender soap",
        batches: [
          { code: "LAV-0412", units: 2, state: "promised" },
          { code: "LAV-0501", units: 1, state: "shipped" },
        ],
      },
      {
        id: "gid://shopify/LineItem/2",
        title: "Cedar candle",
        batches: [{ code: "LAV-0412", units: 3, state: "promised" }],
      },
    ],
  });
  expect(shown?.codes).toBe("LAV-0412, LAV-0501");
});

it("is one entry for units of one batch in one state, however many draws they are", () => {
  const shown = showBatches([units({ units: 2 }), units({ units: 3 }), units({ state: "shipped" })]);
  expect(JSON.parse(shown?.batches ?? "").lines[0].batches).toEqual([
    { code: "LAV-0412", units: 5, state: "promised" },
    { code: "LAV-0412", units: 1, state: "shipped" },
  ]);
});

it("shows the components of a set apart, under the line that was sold", () => {
  const set = [units({ title: "Soap" }), units({ title: "Candle", code: "CED-0101" })];
  expect(JSON.parse(showBatches(set)?.batches ?? "").lines).toMatchObject([
    { id: "gid://shopify/LineItem/1", title: "Soap" },
    { id: "gid://shopify/LineItem/1", title: "Candle" },
  ]);
});

it("is nothing when no unit has a batch", () => {
  expect(showBatches([])).toBeNull();
});

it("of a huge order stays below Shopify's limits and says what it leaves out", () => {
  const many = Array.from({ length: 3_000 }, (_, index) =>
    units({ lineId: BigInt(index), code: `BATCH-${index}`, title: "ß".repeat(60) }),
  );
  const shown = showBatches(many);
  const value = JSON.parse(shown?.batches ?? "");
  expect(new TextEncoder().encode(shown?.batches).length).toBeLessThan(128 * 1024);
  expect(value.lines.length + value.omitted).toBe(3_000);
  expect(shown?.codes.length).toBeLessThan(64 * 1024);
  expect(shown?.codes).toMatch(/ and \d+ more$/);
  expect(codesOf(many)).toHaveLength(3_000);
});
