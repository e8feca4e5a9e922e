import { describe, expect, test } from "vitest";
import { markProductDeleted } from "#app/services/mark-product-deleted.ts";
import { deleteOrder } from "../dev-store/state/orders/delete-order.ts";
import { deleteProduct } from "../dev-store/state/products/delete-product.ts";
import { updateProduct } from "../dev-store/state/products/update-product.ts";
import { useCaseShop, variantOf } from "./story.ts";

const of = useCaseShop();

describe("the catalogue", () => {
  test("74 the variant is deleted: the order keeps its name and its batch, and ships from it", async () => {
    const { shop } = of;
    await shop.batch("LAV-1", 5);
    const order = await shop.order({ units: 2 });
    deleteProduct(shop.world, shop.shopify, shop.soap, shop.now);
    shop.outbox.length = 0;
    await markProductDeleted(shop.ctx, { id: shop.soap.id });
    shop.hoursLater(1);
    await shop.ship(order);
    expect(await shop.held(order)).toEqual(["LAV-1: 2 shipped"]);
    expect((await shop.view(order)).lines[0]).toMatchObject({ title: "Lavender Soap", tracked: true });
  });

  test("75 a product is renamed and its SKU used again: what was sold keeps its name, and the variant decides", async () => {
    const { shop } = of;
    await shop.batch("LAV-1", 5);
    const before = await shop.order();
    updateProduct(shop.world, shop.shopify, shop.soap, { title: "Lavender Bar" }, shop.now);
    shop.outbox.length = 0;
    const newcomer = await shop.product("Lavender Soap");
    expect(await shop.held(await shop.order({ of: newcomer }))).toEqual(["1 unassigned"]);
    shop.hoursLater(1);
    await shop.ship(before);
    expect((await shop.view(before)).lines[0]?.title).toBe("Lavender Soap");
  });

  test("76 lines and batches are linked by id, whatever a title or a SKU says", async () => {
    const { shop } = of;
    const twin = await shop.product("Lavender Soap");
    await shop.batch("LAV-1", 1);
    await shop.batch("TWIN", 1, { of: twin });
    expect(await shop.held(await shop.order({ of: twin }))).toEqual(["TWIN: 1 promised"]);
    expect(await shop.held(await shop.order())).toEqual(["LAV-1: 1 promised"]);
  });

  test("77 a barcode changes: nothing else does", async () => {
    const { shop } = of;
    await shop.batch("LAV-1", 5);
    const order = await shop.order();
    const rows = await shop.movements();
    const update = { updateVariants: [{ id: variantOf(shop.soap), barcode: "4006381333931" }] };
    updateProduct(shop.world, shop.shopify, shop.soap, update, shop.now);
    await shop.arrive();
    expect(await shop.movements()).toBe(rows);
    expect(await shop.held(order)).toEqual(["LAV-1: 1 promised"]);
  });

  test("78 an order is deleted: promised units are released, shipped ones are kept with it", async () => {
    const { shop } = of;
    const batch = await shop.batch("LAV-1", 5);
    const order = await shop.order({ units: 3 });
    shop.hoursLater(1);
    await shop.ship(order, 1);
    deleteOrder(shop.world, shop.shopify, order, shop.now);
    await shop.arrive();
    expect(await shop.held(order)).toEqual(["LAV-1: 1 shipped"]);
    expect((await shop.view(order)).deleted).toBe(true);
    expect(await shop.unitsOf(batch)).toEqual({ produced: 5, remaining: 4, shipped: 1 });
  });
});
