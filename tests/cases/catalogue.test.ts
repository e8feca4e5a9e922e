import { describe, expect, test } from "vitest";
import { getBatch } from "#app/services/get-batch.ts";
import { deleteOrder } from "../dev-store/state/orders/delete-order.ts";
import { updateOrder } from "../dev-store/state/orders/update-order.ts";
import { deleteProduct } from "../dev-store/state/products/delete-product.ts";
import { useCaseShop, variantOf } from "./story.ts";

const of = useCaseShop();

describe("the catalogue", () => {
  test("74 the variant is deleted: the order keeps its name, its picture and its batch, and ships from it", async () => {
    const { shop } = of;
    const batch = await shop.batch("LAV-1", 5);
    const order = await shop.order({ units: 2 });
    const sold = { title: "Lavender Soap", imageUrl: "https://cdn.example/Lavender Soap.png", tracked: true };
    expect((await shop.view(order)).lines[0]).toMatchObject(sold);
    shop.hoursLater(1);
    await shop.productChanges(shop.soap, { title: "Going soon", image: null });
    deleteProduct(shop.world, shop.shopify, shop.soap, shop.now);
    await shop.arrive();
    shop.hoursLater(1);
    await shop.ship(order);
    expect(await shop.held(order)).toEqual(["LAV-1: 2 shipped"]);
    expect((await shop.view(order)).lines[0]).toMatchObject(sold);
    expect(await getBatch(shop.ctx, batch.id)).toMatchObject({
      items: [{ productTitle: "Going soon", deleted: true }],
    });
  });

  test("75 a product is renamed and its SKU used again: what was sold keeps its name, and the variant decides", async () => {
    const { shop } = of;
    await shop.batch("LAV-1", 5);
    const before = await shop.order();
    const renamed = { title: "Lavender Bar", updateVariants: [{ id: variantOf(shop.soap), sku: "BAR" }] };
    await shop.productChanges(shop.soap, renamed);
    const newcomer = await shop.product("Lavender Soap");
    expect(await shop.held(await shop.order({ of: newcomer }))).toEqual(["1 unassigned"]);
    shop.hoursLater(1);
    await shop.ship(before);
    expect((await shop.view(before)).lines[0]).toMatchObject({ title: "Lavender Soap", sku: "LAV" });
    const after = await shop.order();
    expect(await shop.held(after)).toEqual(["LAV-1: 1 promised"]);
    expect((await shop.view(after)).lines[0]).toMatchObject({ title: "Lavender Bar", sku: "BAR" });
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
    const variants = () =>
      shop.db.variant.findMany({ where: { productId: shop.soap.id }, omit: { mirroredAt: true } });
    const [before] = await variants();
    await shop.productChanges(shop.soap, {
      updateVariants: [{ id: variantOf(shop.soap), barcode: "4006381333931" }],
    });
    expect(await variants()).toEqual([{ ...before, barcode: "4006381333931" }]);
    expect(await shop.movements()).toBe(rows);
    expect(await shop.held(order)).toEqual(["LAV-1: 1 promised"]);
    expect(await shop.held(await shop.order())).toEqual(["LAV-1: 1 promised"]);
  });

  test("78 an order is deleted: promised units are released, shipped ones are kept with it", async () => {
    const { shop } = of;
    const batch = await shop.batch("LAV-1", 5);
    const order = await shop.order({ units: 3 });
    shop.hoursLater(1);
    await shop.ship(order, 1);
    shop.hoursLater(1);
    updateOrder(shop.world, shop.shopify, order, { note: "a webhook that comes after the end" }, shop.now);
    const late = shop.outbox.splice(0);
    deleteOrder(shop.world, shop.shopify, order, shop.now);
    await shop.arrive();
    const kept = { produced: 5, remaining: 4, shipped: 1 };
    expect(await shop.held(order)).toEqual(["LAV-1: 1 shipped"]);
    expect((await shop.view(order)).deleted).toBe(true);
    expect(await shop.unitsOf(batch)).toEqual(kept);
    await shop.arrive(late);
    expect(await shop.held(order)).toEqual(["LAV-1: 1 shipped"]);
    expect(await shop.unitsOf(batch)).toEqual(kept);
  });
});
