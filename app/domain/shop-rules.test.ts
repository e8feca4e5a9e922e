import { expect, test } from "vitest";
import { DEFAULT_RULES } from "./allocation-rules.ts";
import { productRulesOf, ruleChanges, servesMore, shopRulesOf } from "./shop-rules.ts";
import type { ProductRules, ShopRules } from "./shop-rules.ts";

const shop: ShopRules = {
  ...{ strategy: "fifo", assignAt: "creation", minShelfLifeDays: 0, keepWhole: false },
  ...{ skipQuarantine: false, tracksLocations: false, includeTestOrders: false },
};
const product: ProductRules = { tracked: true, strategy: null, stopShipDays: 0, minShelfLifeDays: null };

test("the rules that differ are told with what they were and are, and no others", () => {
  expect(ruleChanges(shop, shop)).toEqual([]);
  expect(ruleChanges(shop, { ...shop, strategy: "fefo", minShelfLifeDays: 9 })).toEqual([
    { rule: "strategy", from: "fifo", to: "fefo" },
    { rule: "minShelfLifeDays", from: 0, to: 9 },
  ]);
  expect(ruleChanges(product, { ...product, minShelfLifeDays: 0 })).toEqual([
    { rule: "minShelfLifeDays", from: null, to: 0 },
  ]);
});

test("rules are taken out of what has more than them", () => {
  expect(shopRulesOf({ ...shop, codeTemplate: "{seq}" } as ShopRules)).toEqual(shop);
  expect(productRulesOf({ ...product, title: "Soap" } as ProductRules)).toEqual(product);
});

test.each([
  ["nothing changed", {}, false],
  ["a smaller margin", { stopShipDays: 2 }, true],
  ["a larger margin", { stopShipDays: 4 }, false],
  ["a shorter shelf life", { minShelfLifeDays: 29 }, true],
  ["a longer shelf life", { minShelfLifeDays: 31 }, false],
  ["one of each", { stopShipDays: 9, minShelfLifeDays: 0 }, true],
])("who waits may be served after %s: %s", (_, change, expected) => {
  const before = { ...DEFAULT_RULES, stopShipDays: 3, minShelfLifeDays: 30 };
  expect(servesMore(before, { ...before, ...change })).toBe(expected);
});
