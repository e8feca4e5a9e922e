import { expect, test } from "vitest";
import { whyNotGoods, type LineKind } from "./why-not-goods.ts";

const soap: LineKind = { giftCard: false, tip: false, variantId: 5n, productId: 6n };

test.each<[string, Partial<LineKind>, string | null]>([
  ["a product's variant is goods", {}, null],
  ["a variant that was deleted since is goods as long as its product is named", { variantId: null }, null],
  ["a gift card is not, though it has a variant", { giftCard: true }, "gift_card"],
  ["a tip is not", { tip: true, variantId: null, productId: null }, "tip"],
  ["a line without a product is not", { variantId: null, productId: null }, "custom_line"],
])("%s", (_, over, why) => {
  expect(whyNotGoods({ ...soap, ...over })).toBe(why);
});
