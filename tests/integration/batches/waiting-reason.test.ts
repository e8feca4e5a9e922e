import { expect, it } from "vitest";
import { getOrder } from "#app/services/get-order.ts";
import { makeBatch } from "../../factories/batch.ts";
import { makeProduct } from "../../factories/catalogue.ts";
import { placeOrder } from "../../factories/place-order.ts";
import { useTestDatabase } from "../../setup/test-database.ts";
import { makeContext, makeShop } from "../../setup/test-shop.ts";

const { db } = useTestDatabase();

it("says why a line's units have no batch, and only then (case 15)", async () => {
  const shop = await makeShop(db);
  const ctx = makeContext(db, shop, { now: new Date("2026-11-22T09:00:00Z") });
  const { variantIds: soap } = await makeProduct(db, shop, { title: "Soap" });
  const { variantIds: candle } = await makeProduct(db, shop, { title: "Candle" });
  const { variantIds: balm } = await makeProduct(db, shop, { title: "Balm" });
  await makeBatch(db, shop, [{ variantId: soap[0], units: 5 }], { code: "HELD", status: "on_hold" });
  await makeBatch(db, shop, [{ variantId: candle[0], units: 1 }], { code: "GOOD" });
  const { orderId } = await placeOrder(ctx, {
    lines: [soap, candle, balm, candle].map(([variantId]) => ({ variantId, quantity: 1 })),
  });
  const order = await getOrder(ctx, String(orderId));
  expect(order?.lines.map(({ unassigned, reason }) => [unassigned, reason])).toEqual([
    [1, "on_hold"],
    [0, null],
    [1, "no_batch"],
    [1, "no_batch"],
  ]);
});
