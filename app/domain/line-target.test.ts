import { describe, expect, test } from "vitest";
import { aTarget } from "../../tests/factories/settlement.ts";
import { lineTarget, type LineCircumstances } from "./line-target.ts";
import type { LineFacts } from "./order-facts.ts";

const line: LineFacts = {
  lineId: 1n,
  position: 0,
  variantId: 5n,
  productId: 6n,
  title: "Lavender Soap",
  variantTitle: null,
  sku: null,
  quantity: 4,
  notGoods: null,
  units: { promised: 1, shipped: 2, inTransit: 1, returned: 1, cancelled: 0, leftWithoutRestock: 1 },
  shippedAt: null,
  places: null,
  set: null,
};

const usual: LineCircumstances = {
  storedVariantId: null,
  tracked: true,
  testOrder: false,
  includeTestOrders: false,
};

const wanted = { promised: 1, shipped: 2, returned: 1, leftWithoutRestock: 1 };

describe("what a line shall hold", () => {
  test("is what Shopify's facts say", () => {
    expect(lineTarget(line, usual)).toEqual({ target: wanted, variantId: 5n, reason: null });
  });

  test.each<[string, Partial<LineFacts>, Partial<LineCircumstances>, string]>([
    ["a gift card (case 42)", { notGoods: "gift_card" }, {}, "gift_card"],
    ["a tip", { notGoods: "tip" }, {}, "tip"],
    ["a custom line", { notGoods: "custom_line", variantId: null }, {}, "custom_line"],
    ["a line whose variant was never known", { variantId: null }, {}, "custom_line"],
    ["a product that is not batch-tracked (case 36)", {}, { tracked: false }, "not_tracked"],
    ["a test order (case 50)", {}, { testOrder: true }, "test_order"],
  ])("is nothing for %s", (_, facts, circumstances, reason) => {
    const found = lineTarget({ ...line, ...facts }, { ...usual, ...circumstances });
    expect(found).toMatchObject({ target: aTarget(), reason });
  });

  test("counts test orders where the shop says so", () => {
    expect(lineTarget(line, { ...usual, testOrder: true, includeTestOrders: true }).target).toEqual(wanted);
  });

  test("stays, by the stored variant, when the variant is deleted in Shopify (case 74)", () => {
    const gone: LineFacts = { ...line, variantId: null, productId: null, notGoods: "custom_line" };
    expect(lineTarget(gone, { ...usual, storedVariantId: 5n })).toEqual({
      target: wanted,
      variantId: 5n,
      reason: null,
    });
  });
});
