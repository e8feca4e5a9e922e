import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { cancelFulfillment } from "../dev-store/state/orders/cancel-fulfillment.ts";
import { cancelOrder } from "../dev-store/state/orders/cancel-order.ts";
import { deleteOrder } from "../dev-store/state/orders/delete-order.ts";
import { editOrder } from "../dev-store/state/orders/edit-order.ts";
import { fulfillOrder } from "../dev-store/state/orders/fulfill-order.ts";
import { markOrderPaid } from "../dev-store/state/orders/mark-paid.ts";
import { refundOrder } from "../dev-store/state/orders/refund-order.ts";
import { createReturn, moveReturn } from "../dev-store/state/orders/returns.ts";
import { updateOrder } from "../dev-store/state/orders/update-order.ts";
import { updateFulfillment } from "../dev-store/state/orders/update-fulfillment.ts";
import { createProduct } from "../dev-store/state/products/create-product.ts";
import { deleteProduct } from "../dev-store/state/products/delete-product.ts";
import { updateProduct } from "../dev-store/state/products/update-product.ts";
import type { Order, OrderLine } from "../dev-store/state/types.ts";
import { ORDER_BODY_KEYS } from "./order-body-keys.ts";
import { openOrderLife, type OrderLife } from "./order-life.ts";

let life: OrderLife;
beforeEach(async () => {
  life = await openOrderLife();
});
afterEach(() => life.close());

function lineOf(order: Order, index: number): OrderLine {
  const line = order.lines[index];
  if (line === undefined) throw new Error(`${order.name} has no line ${index}`);
  return line;
}

/** Quantities of the lines in the latest body: ordered, current, fulfillable. */
async function quantities(): Promise<number[][]> {
  await life.devStore.webhooks.drain();
  return (life.latestBody().line_items as Record<string, number>[]).map((line) =>
    ["quantity", "current_quantity", "fulfillable_quantity"].map((key) => line[key] ?? NaN),
  );
}

describe("an order body", () => {
  it("has exactly the keys that Shopify's own samples have, at every level", async () => {
    const { devStore, shop } = life;
    const address = {
      firstName: "Ada",
      lastName: "Park",
      company: null,
      address1: "1 Mill Lane",
      address2: null,
      city: "Albany",
      province: "New York",
      provinceCode: "NY",
      country: "United States",
      countryCode: "US",
      zip: "12207",
      phone: null,
    };
    const customer = shop.customers.get(life.customerId);
    if (customer !== undefined) customer.defaultAddress = address;
    const order = life.place();
    fulfillOrder(devStore.world, shop, order, {
      lines: [{ lineId: lineOf(order, 0).id, quantity: 2 }],
      trackingNumber: "1Z",
    });
    refundOrder(devStore.world, shop, order, {
      lines: [{ lineId: lineOf(order, 0).id, quantity: 1, restockType: "return" }],
    });
    await devStore.webhooks.drain();
    const body = life.latestBody();
    const [refund] = body.refunds;
    const keys = (value: object): string[] => Object.keys(value).sort();
    expect(keys(body)).toEqual(ORDER_BODY_KEYS.order);
    expect(keys(body.line_items[0])).toEqual(ORDER_BODY_KEYS.lineItem);
    expect(keys(body.fulfillments[0])).toEqual(ORDER_BODY_KEYS.fulfillment);
    expect(keys(body.fulfillments[0].line_items[0])).toEqual(ORDER_BODY_KEYS.lineItem);
    expect(keys(refund)).toEqual(ORDER_BODY_KEYS.refund);
    expect(keys(refund.refund_line_items[0])).toEqual(ORDER_BODY_KEYS.refundLineItem);
    expect(keys(refund.transactions[0])).toEqual(ORDER_BODY_KEYS.transaction);
    expect(keys(body.customer)).toEqual(ORDER_BODY_KEYS.customer);
    expect(keys(body.customer.default_address)).toEqual(ORDER_BODY_KEYS.defaultAddress);
    expect(keys(body.shipping_address)).toEqual(ORDER_BODY_KEYS.address);
    expect(keys(body.shipping_lines[0])).toEqual(ORDER_BODY_KEYS.shippingLine);
  });

  it("stamps in the shop's own time", async () => {
    const order = life.place();
    await life.devStore.webhooks.drain();
    const body = life.latestBody();
    expect(body.created_at).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+1[23]:00$/);
    expect(Date.parse(body.created_at)).toBe(order.createdAt);
  });

  it("of a guest has no customer, and an email only when one was given", async () => {
    life.placeAsGuest("guest@example.com");
    await life.devStore.webhooks.drain();
    expect(life.latestBody()).toMatchObject({
      customer: null,
      email: "guest@example.com",
      contact_email: "guest@example.com",
    });
  });

  it("of a custom line has neither variant nor product", async () => {
    life.place({ lines: [{ title: "Engraving", quantity: 2 }] });
    await life.devStore.webhooks.drain();
    expect(life.latestBody().line_items[0]).toMatchObject({
      variant_id: null,
      product_id: null,
      product_exists: false,
      current_quantity: 2,
    });
  });

  it("of a bundle has a line per component, of one group", async () => {
    const [first = 0, second = 0] = life.variantIds;
    const order = life.place({
      lines: [
        {
          bundle: { title: "Starter set", quantity: 2 },
          components: [
            { variantId: first, quantity: 1 },
            { variantId: second, quantity: 3 },
          ],
        },
      ],
    });
    expect(await quantities()).toEqual([
      [2, 2, 2],
      [6, 6, 6],
    ]);
    expect(new Set(order.lines.map((line) => line.group?.id)).size).toBe(1);
  });

  it("of a deleted product keeps its words and loses its ids", async () => {
    const { devStore, shop } = life;
    const order = life.place();
    const [product] = shop.products.values();
    if (product !== undefined) deleteProduct(devStore.world, shop, product);
    updateOrder(devStore.world, shop, order, { note: "asked about the soap" });
    await devStore.webhooks.drain();
    expect(life.latestBody().line_items[0]).toMatchObject({
      title: "Soap",
      sku: "S-1",
      variant_id: null,
      product_id: null,
      product_exists: false,
    });
  });

  it("shows nothing of a person to an app without approval", async () => {
    life.shop.protectedData = { name: false, email: false, phone: false, address: false };
    life.place();
    await life.devStore.webhooks.drain();
    expect(life.latestBody()).toMatchObject({
      email: null,
      contact_email: null,
      customer: { email: null, first_name: null, last_name: null },
    });
  });
});

const ROUTED = "fulfillment_orders/order_routing_complete";

describe("the topics an order sends", () => {
  it("when placed and paid: create, paid, updated, and once it is routed; unpaid: no paid until the money comes", async () => {
    life.place();
    expect(await life.heard()).toEqual([ROUTED, "orders/create", "orders/paid", "orders/updated"]);
    const unpaid = life.place({ paid: false });
    expect(await life.heard()).toEqual([ROUTED, "orders/create", "orders/updated"]);
    markOrderPaid(life.devStore.world, life.shop, unpaid);
    expect(await life.heard()).toEqual(["orders/paid", "orders/updated"]);
  });

  it("when shipped in part, then whole, then taken back", async () => {
    const { devStore, shop } = life;
    const order = life.place();
    await life.heard();
    fulfillOrder(devStore.world, shop, order, { lines: [{ lineId: lineOf(order, 0).id, quantity: 1 }] });
    expect(await life.heard()).toEqual([
      "fulfillments/create",
      "orders/partially_fulfilled",
      "orders/updated",
    ]);
    const rest = fulfillOrder(devStore.world, shop, order);
    expect(await life.heard()).toEqual(["fulfillments/create", "orders/fulfilled", "orders/updated"]);
    expect(order.closedAt).not.toBeNull();
    updateFulfillment(devStore.world, shop, order, rest.id, { shipmentStatus: "delivered" });
    expect(await life.heard()).toEqual(["fulfillments/update", "orders/updated"]);
    cancelFulfillment(devStore.world, shop, order, rest.id);
    expect(await life.heard()).toEqual(["fulfillments/update", "orders/updated"]);
  });

  it("when edited, refunded, cancelled and deleted", async () => {
    const { devStore, shop } = life;
    const order = life.place();
    await life.heard();
    editOrder(devStore.world, shop, order, { set: [{ lineId: lineOf(order, 0).id, quantity: 2 }] });
    expect(await life.heard()).toEqual(["orders/edited", "orders/updated"]);
    refundOrder(devStore.world, shop, order, { amountCents: 100 });
    expect(await life.heard()).toEqual(["orders/updated", "refunds/create"]);
    cancelOrder(devStore.world, shop, order);
    expect(await life.heard()).toEqual(["orders/cancelled", "orders/updated", "refunds/create"]);
    deleteOrder(devStore.world, shop, order);
    await devStore.webhooks.drain();
    expect(life.receiver.received.map((webhook) => webhook.body)).toEqual([{ id: order.id }]);
  });

  it("when sold at the counter: it leaves fulfilled", async () => {
    const order = life.place({ sourceName: "pos" });
    await life.devStore.webhooks.drain();
    expect(life.receiver.topics()).toContain("orders/fulfilled");
    expect(life.latestBody()).toMatchObject({
      source_name: "pos",
      fulfillment_status: "fulfilled",
      location_id: order.retailLocationId,
    });
  });
});

describe("quantities in the body", () => {
  it("of a part shipment", async () => {
    const order = life.place();
    fulfillOrder(life.devStore.world, life.shop, order, {
      lines: [{ lineId: lineOf(order, 0).id, quantity: 2 }],
    });
    expect(await quantities()).toEqual([
      [3, 3, 1],
      [1, 1, 1],
    ]);
    expect(life.latestBody()).toMatchObject({
      fulfillment_status: "partial",
      line_items: [{ fulfillment_status: "partial" }, { fulfillment_status: null }],
    });
  });

  it("of a shipment under way are no longer fulfillable, and not yet fulfilled", async () => {
    const order = life.place();
    fulfillOrder(life.devStore.world, life.shop, order, {
      lines: [{ lineId: lineOf(order, 0).id, quantity: 2 }],
      status: "pending",
    });
    expect(await quantities()).toEqual([
      [3, 3, 1],
      [1, 1, 1],
    ]);
    expect(life.latestBody().fulfillment_status).toBeNull();
  });

  it.each(["cancel", "no_restock", "legacy_restock"] as const)(
    "refunded as %s before shipping leave the order",
    async (restockType) => {
      const order = life.place();
      refundOrder(life.devStore.world, life.shop, order, {
        lines: [{ lineId: lineOf(order, 0).id, quantity: 1, restockType }],
      });
      expect(await quantities()).toEqual([
        [3, 2, 2],
        [1, 1, 1],
      ]);
      expect(life.latestBody().refunds[0]).toMatchObject({
        restock: restockType !== "no_restock",
        refund_line_items: [{ quantity: 1, restock_type: restockType }],
      });
    },
  );

  it("returned after shipping leave current, not fulfilled; fulfillable follows Shopify's formula", async () => {
    const { devStore, shop } = life;
    const order = life.place();
    fulfillOrder(devStore.world, shop, order, { lines: [{ lineId: lineOf(order, 0).id, quantity: 2 }] });
    refundOrder(devStore.world, shop, order, {
      lines: [{ lineId: lineOf(order, 0).id, quantity: 1, restockType: "return" }],
    });
    // 3 ordered − max(1 refunded, 2 fulfilled)
    expect(await quantities()).toEqual([
      [3, 2, 1],
      [1, 1, 1],
    ]);
  });

  it("with money back alone do not change", async () => {
    const order = life.place();
    fulfillOrder(life.devStore.world, life.shop, order);
    refundOrder(life.devStore.world, life.shop, order, { amountCents: 500 });
    expect(await quantities()).toEqual([
      [3, 3, 0],
      [1, 1, 0],
    ]);
    expect(life.latestBody()).toMatchObject({
      financial_status: "partially_refunded",
      refunds: [{ refund_line_items: [] }],
    });
  });

  it("of an order cancelled with restock are gone, without restock and refund they stay", async () => {
    const { devStore, shop } = life;
    cancelOrder(devStore.world, shop, life.place(), { reason: "inventory" });
    expect(await quantities()).toEqual([
      [3, 0, 0],
      [1, 0, 0],
    ]);
    expect(life.latestBody()).toMatchObject({
      cancel_reason: "inventory",
      financial_status: "refunded",
      fulfillment_status: "restocked",
    });
    life.receiver.received.length = 0;
    cancelOrder(devStore.world, shop, life.place({ paid: false }), { restock: false, refund: false });
    expect(await quantities()).toEqual([
      [3, 3, 3],
      [1, 1, 1],
    ]);
    expect(life.latestBody()).toMatchObject({ financial_status: "voided", refunds: [] });
  });

  it("of an order cancelled after part of it shipped keep what shipped", async () => {
    const { devStore, shop } = life;
    const order = life.place();
    fulfillOrder(devStore.world, shop, order, { lines: [{ lineId: lineOf(order, 0).id, quantity: 2 }] });
    cancelOrder(devStore.world, shop, order);
    expect((await quantities()).map(([, current]) => current)).toEqual([2, 0]);
    expect(() => fulfillOrder(devStore.world, shop, order)).toThrow(/cancelled/);
  });

  it("raised, lowered and added by an edit", async () => {
    const { devStore, shop } = life;
    const order = life.place();
    const [, second = 0] = life.variantIds;
    editOrder(devStore.world, shop, order, {
      set: [
        { lineId: lineOf(order, 0).id, quantity: 1 },
        { lineId: lineOf(order, 1).id, quantity: 4 },
      ],
      add: [{ variantId: second, quantity: 2 }],
    });
    expect(await quantities()).toEqual([
      [3, 1, 1],
      [4, 4, 4],
      [2, 2, 2],
    ]);
    const [edited] = life.receiver.ofTopic("orders/edited");
    expect(edited?.body.order_edit).toMatchObject({
      order_id: order.id,
      line_items: {
        additions: [
          { id: lineOf(order, 1).id, delta: 3 },
          { id: lineOf(order, 2).id, delta: 2 },
        ],
        removals: [{ id: lineOf(order, 0).id, delta: 2 }],
      },
    });
  });

  it("removed by an edit may come as a refund line instead", async () => {
    const order = life.place();
    editOrder(life.devStore.world, life.shop, order, {
      set: [{ lineId: lineOf(order, 0).id, quantity: 0 }],
      removalsAsRefund: true,
    });
    expect(await quantities()).toEqual([
      [3, 0, 0],
      [1, 1, 1],
    ]);
    expect(life.latestBody().refunds[0]).toMatchObject({
      transactions: [],
      refund_line_items: [{ restock_type: "cancel", quantity: 3 }],
    });
  });

  it("cannot be refunded, shipped or removed beyond what is there, and a refusal changes nothing", () => {
    const { devStore, shop } = life;
    const order = life.place();
    const before = JSON.stringify(order);
    const lineId = lineOf(order, 0).id;
    expect(() =>
      refundOrder(devStore.world, shop, order, { lines: [{ lineId, quantity: 1, restockType: "return" }] }),
    ).toThrow(/shipped/);
    expect(() =>
      refundOrder(devStore.world, shop, order, { lines: [{ lineId, quantity: 4, restockType: "cancel" }] }),
    ).toThrow(/left/);
    expect(() => fulfillOrder(devStore.world, shop, order, { lines: [{ lineId, quantity: 4 }] })).toThrow(
      /can be fulfilled/,
    );
    expect(() => editOrder(devStore.world, shop, order, { set: [{ lineId, quantity: -1 }] })).toThrow(
      /whole number/,
    );
    expect(JSON.stringify(order)).toBe(before);
  });
});

describe("returns", () => {
  it("move no units until a refund says that the goods came", async () => {
    const { devStore, shop } = life;
    const order = life.place();
    const fulfillment = fulfillOrder(devStore.world, shop, order);
    const [shipped] = fulfillment.lines;
    const one = createReturn(devStore.world, shop, order, {
      lines: [{ fulfillmentLineId: shipped?.id ?? 0, quantity: 1 }],
    });
    expect((await quantities())[0]).toEqual([3, 3, 0]);
    refundOrder(devStore.world, shop, order, {
      returnId: one.id,
      lines: [{ lineId: lineOf(order, 0).id, quantity: 1, restockType: "return" }],
    });
    moveReturn(devStore.world, shop, order, one.id, "close");
    expect((await quantities())[0]).toEqual([3, 2, 0]);
    expect(one.status).toBe("closed");
  });
});

describe("a product body", () => {
  it("carries the first hundred variants in full and names all of them", async () => {
    const { devStore, shop, receiver } = life;
    const variants = Array.from({ length: 130 }, (_, index) => ({
      title: `No. ${index + 1}`,
      sku: `P-${index + 1}`,
    }));
    const product = createProduct(devStore.world, shop, { title: "Many", variants });
    updateProduct(devStore.world, shop, product, { title: "Very many" });
    deleteProduct(devStore.world, shop, product);
    await devStore.webhooks.drain();
    const [updated] = receiver.ofTopic("products/update");
    expect(updated?.body).toMatchObject({ id: product.id, title: "Very many" });
    expect(updated?.body.variants).toHaveLength(100);
    expect(updated?.body.variant_gids).toHaveLength(130);
    expect(receiver.ofTopic("products/delete")[0]?.body).toEqual({ id: product.id });
  });
});
