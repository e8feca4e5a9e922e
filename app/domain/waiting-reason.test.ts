import { expect, test } from "vitest";
import { aStockItem, march } from "../../tests/factories/settlement.ts";
import { DEFAULT_RULES } from "./allocation-rules.ts";
import type { StockItem } from "./settlement.types.ts";
import { waitingReason } from "./waiting-reason.ts";

const held = aStockItem({ batchId: "held", status: "on_hold" });
const curing = aStockItem({ batchId: "curing", cureOn: "2026-04-01" });
const expired = aStockItem({ batchId: "expired", expiresOn: "2026-03-01" });
const soldOut = aStockItem({ batchId: "sold out", remaining: 0 });
const good = aStockItem({ batchId: "good" });
const needed = { at: march(20), day: "2026-03-20", shipped: false, locationId: null };

test.each<[string, StockItem[], string | null]>([
  ["there is no batch", [], "no_batch"],
  ["all batches are sold out", [soldOut], "no_batch"],
  ["the only units are expired", [soldOut, expired], "expired"],
  ["units cure while others have expired", [expired, curing], "curing"],
  ["a hold could be lifted", [curing, expired, held], "on_hold"],
  ["a batch can serve it", [held, good], null],
])("a line waits where %s: %s", (_, stock, reason) => {
  expect(waitingReason(stock, needed, DEFAULT_RULES)).toBe(reason);
});

test("a line that shipped before any batch was made can have none", () => {
  const left = { at: march(1, 0), day: "2026-03-01", shipped: true, locationId: null };
  expect(waitingReason([good], left, DEFAULT_RULES)).toBe("made_after_shipping");
});

test.each([
  ["that expire too soon", { minShelfLifeDays: 30 }, "short_shelf_life"],
  ["past their stop-ship date", { stopShipDays: 30 }, "stop_shipped"],
])("a line waits while there are only units %s", (_, rules, reason) => {
  const soon = aStockItem({ batchId: "soon", expiresOn: "2026-04-01" });
  expect(waitingReason([soon, expired], needed, { ...DEFAULT_RULES, ...rules })).toBe(reason);
});
