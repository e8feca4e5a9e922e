import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readUnits, type FulfilmentReading, type LineReading, type RefundReading } from "./line-units.ts";

const at = (minute: number): Date => new Date(Date.UTC(2026, 2, 1, 10, minute));

function sent(units: number, over: Partial<FulfilmentReading> = {}): FulfilmentReading {
  return { units, state: "shipped", inTransit: false, createdAt: at(10), ...over };
}

function refund(restockType: RefundReading["restockType"], units: number, minute = 20): RefundReading {
  return { units, restockType, createdAt: at(minute) };
}

/** A line of three, nothing done yet; what is not given follows as Shopify documents it. */
function line(over: Partial<LineReading> = {}): LineReading {
  const quantity = over.quantity ?? 3;
  const refunds = over.refunds ?? [];
  const fulfilments = over.fulfilments ?? [];
  const refunded = refunds.reduce((units, of) => units + of.units, 0);
  const shipped = fulfilments.reduce((units, of) => units + (of.state === "shipped" ? of.units : 0), 0);
  const underWay = fulfilments.reduce((units, of) => units + (of.state === "under_way" ? of.units : 0), 0);
  return {
    quantity,
    currentQuantity: quantity - refunded,
    unfulfilled: Math.max(0, quantity - Math.max(refunded, shipped) - underWay),
    unfulfilledIsExact: false,
    fulfilments,
    refunds,
    orderCancelled: false,
    fulfilled: false,
    ...over,
  };
}

/** promised / shipped / returned / cancelled / left without restock */
function units(over: Partial<LineReading>): string {
  const read = readUnits(line(over)).units;
  return [read.promised, read.shipped, read.returned, read.cancelled, read.leftWithoutRestock].join("/");
}

describe("units of a line, as promised/shipped/returned/cancelled/left", () => {
  test.each<[string, Partial<LineReading>, string]>([
    ["nothing done yet", {}, "3/0/0/0/0"],
    ["quantity zero (case 38)", { quantity: 0 }, "0/0/0/0/0"],
    ["partly shipped", { fulfilments: [sent(1)] }, "2/1/0/0/0"],
    ["shipped in two parcels (case 72)", { fulfilments: [sent(1), sent(2)], fulfilled: true }, "0/3/0/0/0"],
    [
      "a fulfilment under way is still promised",
      { fulfilments: [sent(2, { state: "under_way" })] },
      "3/0/0/0/0",
    ],
    ["cancelled before shipping", { refunds: [refund("cancel", 2)] }, "1/0/0/2/0"],
    [
      "one cancelled, one shipped: fulfillable_quantity counts the cancelled one twice",
      { refunds: [refund("cancel", 1)], fulfilments: [sent(1)] },
      "1/1/0/1/0",
    ],
    ["lowered by an edit (case 60)", { currentQuantity: 1, unfulfilled: 1 }, "1/0/0/2/0"],
    [
      "lowered by an edit and refunded",
      { currentQuantity: 1, unfulfilled: 1, refunds: [refund("cancel", 1)] },
      "1/0/0/2/0",
    ],
    [
      "returned (case 62)",
      { fulfilments: [sent(3)], fulfilled: true, refunds: [refund("return", 1)] },
      "0/3/1/0/0",
    ],
    [
      "two refunds on one line bring back no more than was shipped (case 66)",
      { fulfilments: [sent(3)], fulfilled: true, refunds: [refund("return", 2), refund("return", 2, 30)] },
      "0/3/3/0/0",
    ],
    ["a return of units that never shipped cancels them", { refunds: [refund("return", 2)] }, "1/0/0/2/0"],
    [
      "money only, on shipped goods: the buyer keeps them (case 65)",
      { fulfilments: [sent(3)], fulfilled: true, refunds: [refund("no_restock", 3)] },
      "0/3/0/0/0",
    ],
    ["removed without restock before shipping", { refunds: [refund("no_restock", 2)] }, "1/0/0/0/2"],
    ["the old way of restocking, before shipping", { refunds: [refund("legacy_restock", 2)] }, "1/0/0/2/0"],
    [
      "the old way of restocking, after shipping",
      { fulfilments: [sent(3)], fulfilled: true, refunds: [refund("legacy_restock", 2)] },
      "0/3/2/0/0",
    ],
    [
      "the old way of restocking brings back only what had shipped before it",
      { fulfilments: [sent(1), sent(1, { createdAt: at(30) })], refunds: [refund("legacy_restock", 2)] },
      "0/2/1/1/0",
    ],
    ["order cancelled, restocked", { orderCancelled: true, refunds: [refund("cancel", 3)] }, "0/0/0/3/0"],
    ["order cancelled, no refund", { orderCancelled: true }, "0/0/0/0/3"],
    [
      "order cancelled after shipping one: that one stays with the buyer",
      { orderCancelled: true, fulfilments: [sent(1)], refunds: [refund("cancel", 2)] },
      "0/1/0/2/0",
    ],
    [
      "a cancel refund cannot take back what has shipped",
      { fulfilments: [sent(3)], fulfilled: true, refunds: [refund("cancel", 1)] },
      "0/3/0/0/0",
    ],
    [
      "a source that does not say what is unfulfilled",
      { unfulfilled: null, refunds: [refund("no_restock", 1)] },
      "2/0/0/0/1",
    ],
    ["a source that does not say what is current", { currentQuantity: null }, "3/0/0/0/0"],
  ])("%s", (_, over, expected) => {
    expect(units(over)).toBe(expected);
  });
});

describe("a line with shipped units and units refunded without restock", () => {
  const over = { fulfilments: [sent(1)], refunds: [refund("no_restock", 1)] };

  test("leaves a doubt which of them were removed", () => {
    expect(readUnits(line(over))).toMatchObject({ doubt: "ask_shopify", units: { promised: 2 } });
  });

  test.each([
    ["the shipped one", 2, "2/1/0/0/0"],
    ["an unshipped one", 1, "1/1/0/0/1"],
  ])("is decided by its fulfilment orders: %s", (_, unfulfilled, expected) => {
    const exact = { ...over, unfulfilled, unfulfilledIsExact: true };
    expect(units(exact)).toBe(expected);
    expect(readUnits(line(exact)).doubt).toBeNull();
  });

  test.each<[string, Partial<LineReading>]>([
    ["everything has shipped", { fulfilments: [sent(3)] }],
    ["the line is fulfilled", { fulfilled: true }],
    ["the order is cancelled", { orderCancelled: true }],
    ["what is not shipped was cancelled", { refunds: [refund("no_restock", 1), refund("cancel", 2)] }],
  ])("leaves none where %s", (_, more) => {
    expect(readUnits(line({ ...over, ...more })).doubt).toBeNull();
  });
});

describe("parcels", () => {
  test("are in transit while a carrier reports on them, and no more than the buyer still has", () => {
    const fulfilments = [sent(2, { inTransit: true }), sent(1)];
    expect(readUnits(line({ fulfilments })).units.inTransit).toBe(2);
    expect(readUnits(line({ fulfilments, refunds: [refund("return", 2)] })).units.inTransit).toBe(1);
  });

  test("shipped when the first of them did; one under way has not", () => {
    const underWay = sent(1, { state: "under_way", createdAt: at(1) });
    expect(
      readUnits(
        line({ fulfilments: [sent(1, { createdAt: at(9) }), sent(1, { createdAt: at(5) }), underWay] }),
      ).shippedAt,
    ).toEqual(at(5));
    expect(readUnits(line({ fulfilments: [underWay] })).shippedAt).toBeNull();
  });
});

test("what left at one instant left together, earliest first", () => {
  const late = sent(1, { createdAt: at(9) });
  const early = sent(2, { createdAt: at(5) });
  expect(readUnits(line({ quantity: 4, fulfilments: [late, early, late] })).shipments).toEqual([
    { at: at(5), units: 2 },
    { at: at(9), units: 2 },
  ]);
});

test("whatever the facts, every unit is somewhere and none is there twice", () => {
  const count = fc.integer({ min: 0, max: 5 });
  const minute = fc.integer({ min: 0, max: 59 });
  const reading = fc.record<LineReading>({
    quantity: count,
    currentQuantity: fc.option(count),
    unfulfilled: fc.option(count),
    unfulfilledIsExact: fc.boolean(),
    fulfilments: fc.array(
      fc.record({
        units: count,
        state: fc.constantFrom("shipped" as const, "under_way" as const),
        inTransit: fc.boolean(),
        createdAt: minute.map(at),
      }),
      { maxLength: 3 },
    ),
    refunds: fc.array(
      fc.record({
        units: count,
        restockType: fc.constantFrom(
          "cancel" as const,
          "return" as const,
          "no_restock" as const,
          "legacy_restock" as const,
        ),
        createdAt: minute.map(at),
      }),
      { maxLength: 3 },
    ),
    orderCancelled: fc.boolean(),
    fulfilled: fc.boolean(),
  });
  fc.assert(
    fc.property(reading, (given) => {
      const { units } = readUnits(given);
      expect(Math.min(...Object.values<number>({ ...units }))).toBeGreaterThanOrEqual(0);
      expect(units.promised + units.shipped + units.cancelled + units.leftWithoutRestock).toBe(
        Math.max(given.quantity, units.shipped),
      );
      expect(units.returned + units.inTransit).toBeLessThanOrEqual(units.shipped);
    }),
    { numRuns: 2_000 },
  );
});
