import { beforeEach, describe, expect, it } from "vitest";
import type { ShopContext, ShopIdentity } from "#app/services/context.ts";
import { makeBatch } from "../../factories/batch.ts";
import { makeProduct } from "../../factories/catalogue.ts";
import { changeOrder, placeOrder } from "../../factories/placed-order.ts";
import { launch } from "../../factories/recall.ts";
import { useTestDatabase } from "../../setup/test-database.ts";
import { makeContext, makeShop } from "../../setup/test-shop.ts";

const { db } = useTestDatabase();
const noon = new Date("2026-11-22T12:00:00Z");

let shop: ShopIdentity;
let ctx: ShopContext;
let variantId: bigint;
let bad: string;
let safe: string;

beforeEach(async () => {
  shop = await makeShop(db);
  ctx = makeContext(db, shop, { now: () => noon });
  ({
    variantIds: [variantId],
  } = await makeProduct(db, shop));
  bad = (await makeBatch(db, shop, [{ variantId, units: 10 }], { code: "BAD" })).id;
  const madeAt = new Date("2026-02-01T00:00:00Z");
  safe = (await makeBatch(db, shop, [{ variantId, units: 10 }], { code: "SAFE", madeAt })).id;
});

async function holdings(orderId: bigint): Promise<{ batchId: string; promised: number; shipped: number }[]> {
  return db.assignment.findMany({
    where: { orderId, OR: [{ promised: { gt: 0 } }, { shipped: { gt: 0 } }] },
    select: { batchId: true, promised: true, shipped: true },
    orderBy: { seq: "asc" },
  });
}

describe("a fulfilment that is cancelled after the launch", () => {
  it("promises its units from a safe batch, not from the recalled one again", async () => {
    const order = await placeOrder(ctx, {
      email: "a@x.example",
      lines: [{ variantId, quantity: 2, shipped: 2 }],
    });
    await launch(ctx, [bad]);
    expect(await holdings(order.id)).toEqual([{ batchId: bad, promised: 0, shipped: 2 }]);
    await changeOrder(ctx, order, ({ lines: [line] }) => {
      if (line !== undefined)
        Object.assign(line, { units: { ...line.units, promised: 2, shipped: 0 }, shippedAt: null });
    });
    expect(await holdings(order.id)).toEqual([{ batchId: safe, promised: 2, shipped: 0 }]);
    expect(await db.batchItem.findFirst({ where: { batchId: bad } })).toMatchObject({
      remaining: 10,
      promised: 0,
    });
  });
});
