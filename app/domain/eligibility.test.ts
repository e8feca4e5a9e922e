import { describe, expect, test } from "vitest";
import { aStockItem, march } from "../../tests/factories/settlement.ts";
import { DEFAULT_RULES } from "./allocation-rules.ts";
import {
  compareBy,
  compareFefo,
  compareFifo,
  isCuring,
  isExpired,
  isStopShipped,
  skipReason,
} from "./eligibility.ts";

const now = { at: march(20), day: "2026-03-20", shipped: false, locationId: null };

test.each([
  [null, false],
  ["2026-03-19", true],
  ["2026-03-20", false],
  ["2026-03-21", false],
])("a batch that expires on %s is expired on 20 March: %s (case 24)", (expiresOn, expired) => {
  expect(isExpired(expiresOn, "2026-03-20")).toBe(expired);
});

test.each([
  [null, false],
  ["2026-03-20", false],
  ["2026-03-21", true],
])("a batch that may be sold from %s is curing on 20 March: %s", (cureOn, curing) => {
  expect(isCuring(cureOn, "2026-03-20")).toBe(curing);
});

describe("why a batch is skipped", () => {
  test("an open batch with units, made, cured and unexpired is not", () => {
    const item = aStockItem({
      batchId: "A",
      cureOn: "2026-03-20",
      expiresOn: "2026-03-20",
      madeAt: march(20),
    });
    expect(skipReason(item, now, DEFAULT_RULES)).toBeNull();
  });

  test("its state is named before its units, and its units before its dates", () => {
    const item = aStockItem({ batchId: "A", status: "on_hold", remaining: 0, expiresOn: "2026-01-01" });
    expect(skipReason(item, now, DEFAULT_RULES)).toBe("on_hold");
    expect(skipReason({ ...item, status: "open" }, now, DEFAULT_RULES)).toBe("sold_out");
    expect(skipReason({ ...item, status: "open", remaining: 1 }, now, DEFAULT_RULES)).toBe("expired");
  });

  test("a millisecond decides whether it was made in time", () => {
    const item = aStockItem({ batchId: "A", madeAt: new Date(now.at.getTime() + 1) });
    expect(skipReason(item, now, DEFAULT_RULES)).toBe("made_in_future");
    expect(skipReason(item, { ...now, shipped: true }, DEFAULT_RULES)).toBe("made_after_shipping");
  });
});

test("first in first out goes by making, opening, code and id; a batch that was never opened is last of its instant", () => {
  const inOrder = [
    aStockItem({ batchId: "9", code: "Z", madeAt: march(1), openedAt: march(9) }),
    aStockItem({ batchId: "8", code: "Z", madeAt: march(2), openedAt: march(2) }),
    aStockItem({ batchId: "7", code: "A", madeAt: march(2), openedAt: march(3) }),
    aStockItem({ batchId: "6", code: "B", madeAt: march(2), openedAt: march(3) }),
    aStockItem({ batchId: "5", code: "a", madeAt: march(2), openedAt: march(3) }),
    aStockItem({ batchId: "6a", code: "a", madeAt: march(2), openedAt: march(3) }),
    aStockItem({ batchId: "1", code: "A", madeAt: march(2), openedAt: null }),
  ];
  expect([...inOrder].reverse().sort(compareFifo)).toEqual(inOrder);
});

test.each([
  [null, 5, false],
  ["2026-03-25", 5, false],
  ["2026-03-24", 5, true],
  ["2026-03-20", 0, false],
  ["2026-03-19", 0, true],
])(
  "a batch that expires on %s with a margin of %i days may not leave on 20 March: %s",
  (date, days, stopped) => {
    expect(isStopShipped(date, "2026-03-20", days)).toBe(stopped);
  },
);

describe("the rules of dates", () => {
  const item = aStockItem({ batchId: "A", expiresOn: "2026-03-24" });
  const with24 = (rules: Partial<typeof DEFAULT_RULES>, shipped = false) =>
    skipReason(item, { ...now, shipped }, { ...DEFAULT_RULES, ...rules });

  test("a stop-ship margin holds for what is to ship and for what has shipped with batch unknown", () => {
    expect(with24({ stopShipDays: 4 })).toBeNull();
    expect(with24({ stopShipDays: 5 })).toBe("stop_shipped");
    expect(with24({ stopShipDays: 5 }, true)).toBe("stop_shipped");
  });

  test("a shelf life is a promise for what is to ship, and not for what has (case 29)", () => {
    expect(with24({ minShelfLifeDays: 4 })).toBeNull();
    expect(with24({ minShelfLifeDays: 5 })).toBe("short_shelf_life");
    expect(with24({ minShelfLifeDays: 5 }, true)).toBeNull();
  });

  test("the margin is named before the shelf life, and an undated batch is kept by neither", () => {
    expect(with24({ stopShipDays: 9, minShelfLifeDays: 9 })).toBe("stop_shipped");
    const undated = aStockItem({ batchId: "B" });
    const rules = { ...DEFAULT_RULES, stopShipDays: 900, minShelfLifeDays: 900 };
    expect(skipReason(undated, now, rules)).toBeNull();
  });
});

test("first expired first out goes by expiry, undated batches last, and equal dates by first in first out (case 26)", () => {
  const inOrder = [
    aStockItem({ batchId: "3", madeAt: march(9), expiresOn: "2026-04-01" }),
    aStockItem({ batchId: "2", madeAt: march(1), expiresOn: "2026-04-02" }),
    aStockItem({ batchId: "1", madeAt: march(2), expiresOn: "2026-04-02" }),
    aStockItem({ batchId: "5", madeAt: march(1) }),
    aStockItem({ batchId: "4", madeAt: march(3) }),
  ];
  expect([...inOrder].reverse().sort(compareFefo)).toEqual(inOrder);
  expect([compareBy("fefo"), compareBy("fifo")]).toEqual([compareFefo, compareFifo]);
});
