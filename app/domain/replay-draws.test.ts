import { expect, test } from "vitest";
import { aStockItem, march } from "../../tests/factories/settlement.ts";
import { DEFAULT_RULES } from "./allocation-rules.ts";
import { changesOf, replayDraws, type PastDraw } from "./replay-draws.ts";

function draw(id: bigint, at: Date, got: Record<string, number>, over: Partial<PastDraw> = {}): PastDraw {
  return {
    ...{ orderId: id, lineId: id, placedAt: at, at, shippedAt: null },
    got: Object.entries(got).map(([batchId, units]) => ({ batchId, units })),
    ...over,
  };
}

function replay(draws: PastDraw[], stock: Parameters<typeof replayDraws>[1], over: object = {}): string[] {
  const replayed = replayDraws(draws, stock, { ...DEFAULT_RULES, ...over }, "UTC");
  return changesOf(replayed).map(({ draw, batchId, units }) => `${draw.orderId}: ${units} ${batchId}`);
}

// A was made first and keeps longest; B expires first. What is left: A 0, B 3.
const A = aStockItem({ batchId: "A", madeAt: march(1), expiresOn: "2026-12-01", remaining: 0 });
const B = aStockItem({
  batchId: "B",
  madeAt: march(2),
  openedAt: march(2),
  expiresOn: "2026-06-01",
  remaining: 3,
});
const DRAWS = [
  draw(1n, march(10), { A: 2 }),
  draw(2n, march(11), { A: 2 }),
  draw(3n, march(12), { A: 1, B: 1 }),
];

test("first expired, first out would have given the batch that expires first", () => {
  // B had 3 + 1: order 1 takes 2, order 2 takes 2, order 3 finds A only.
  expect(replay(DRAWS, [A, B], { strategy: "fefo" })).toEqual(["1: 2 B", "2: 2 B", "3: 1 A"]);
});

test("the same rules change nothing", () => {
  expect(replay([...DRAWS].reverse(), [A, B])).toEqual([]);
});

test("a batch gives nothing before it was made and opened", () => {
  const late = { ...B, madeAt: march(11), openedAt: march(11) };
  expect(replay(DRAWS, [A, late], { strategy: "fefo" })).toEqual(["2: 2 B", "3: 1 B"]);
  // Opened again on the fifteenth, or not open any more: it gave its first unit on the twelfth.
  for (const openedAt of [march(15), null]) {
    expect(replay(DRAWS, [A, { ...B, openedAt }], { strategy: "fefo" })).toEqual(["3: 1 B"]);
  }
});

test("a wider margin before the expiry date passes the batch over, and some would have waited", () => {
  expect(replay(DRAWS, [A, B], { stopShipDays: 100 })).toEqual(["3: 1 null"]);
});

test("lines kept whole take one batch where one has all their units", () => {
  expect(replay(DRAWS, [A, B], { keepWhole: true })).toEqual(["3: 1 B"]);
});

test("units that had shipped before they were assigned are as of that day", () => {
  const shipped = [draw(1n, march(20), { A: 1 }, { shippedAt: march(1, 13) })];
  expect(replay(shipped, [A, B], { strategy: "fefo" })).toEqual([]);
  const later = [draw(1n, march(20), { A: 1 }, { shippedAt: march(21) })];
  expect(replay(later, [A, B], { strategy: "fefo" })).toEqual(["1: 1 B"]);
});

test("draws of one instant are given out in the order of demand", () => {
  const together = [
    draw(1n, march(20), { A: 3 }, { placedAt: march(9) }),
    draw(2n, march(20), { A: 1 }, { placedAt: march(8) }),
  ];
  expect(replay(together, [A, { ...B, remaining: 1 }], { strategy: "fefo" })).toEqual(["2: 1 B"]);
});
