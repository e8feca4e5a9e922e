import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { fulfillOrder } from "../dev-store/state/orders/fulfill-order.ts";
import { openOrderLife, type OrderLife } from "./order-life.ts";
import { targetOfShop, type Target } from "./target.ts";

const HOLD = `mutation($id: ID!, $hold: FulfillmentOrderHoldInput!) { fulfillmentOrderHold(id: $id, fulfillmentHold: $hold) {
  fulfillmentHold { id } fulfillmentOrder { id status lineItems(first: 5) { nodes { id remainingQuantity } } }
  remainingFulfillmentOrder { id status lineItems(first: 5) { nodes { remainingQuantity } } } userErrors { field code } } }`;
const RELEASE =
  "mutation($id: ID!) { fulfillmentOrderReleaseHold(id: $id) { fulfillmentOrder { status } userErrors { code } } }";
const READ =
  "query($id: ID!) { order(id: $id) { displayFulfillmentStatus fulfillmentOrders(first: 5) { nodes { id status fulfillmentHolds { reason } lineItems(first: 5) { nodes { id remainingQuantity lineItem { id } } } } } } }";

let life: OrderLife;
let target: Target;
beforeEach(async () => {
  life = await openOrderLife();
  life.shop.grantedScopes.push("write_merchant_managed_fulfillment_orders");
  target = await targetOfShop(life.devStore, life.shop);
});
afterEach(() => life.close());

describe("a fulfilment order", () => {
  it("on hold cannot be shipped until it is released", async () => {
    const order = life.place();
    const orderGid = `gid://shopify/Order/${order.id}`;
    const { body } = await target.graphql(READ, { id: orderGid });
    const [{ id }] = body.data.order.fulfillmentOrders.nodes;
    const held = await target.graphql(HOLD, {
      id,
      hold: { reason: "OTHER", reasonNotes: "Recall", handle: "recall" },
    });
    expect(held.body.data.fulfillmentOrderHold).toMatchObject({
      userErrors: [],
      fulfillmentOrder: { status: "ON_HOLD" },
      remainingFulfillmentOrder: null,
    });
    expect((await target.graphql(READ, { id: orderGid })).body.data.order.displayFulfillmentStatus).toBe(
      "ON_HOLD",
    );
    expect(() => fulfillOrder(life.devStore.world, life.shop, order)).toThrow(/nothing left/);
    const released = await target.graphql(RELEASE, { id });
    expect(released.body.data.fulfillmentOrderReleaseHold).toEqual({
      fulfillmentOrder: { status: "OPEN" },
      userErrors: [],
    });
    fulfillOrder(life.devStore.world, life.shop, order);
    expect((await target.graphql(READ, { id: orderGid })).body.data.order.displayFulfillmentStatus).toBe(
      "FULFILLED",
    );
  });

  it("is split when only some units are held", async () => {
    const order = life.place();
    const { body } = await target.graphql(READ, { id: `gid://shopify/Order/${order.id}` });
    const [{ id, lineItems }] = body.data.order.fulfillmentOrders.nodes;
    const hold = { reason: "OTHER", fulfillmentOrderLineItems: [{ id: lineItems.nodes[0].id, quantity: 2 }] };
    const { data } = (await target.graphql(HOLD, { id, hold })).body;
    expect(
      data.fulfillmentOrderHold.fulfillmentOrder.lineItems.nodes.map(
        (line: { remainingQuantity: number }) => line.remainingQuantity,
      ),
    ).toEqual([2]);
    expect(data.fulfillmentOrderHold.remainingFulfillmentOrder).toMatchObject({
      status: "OPEN",
      lineItems: { nodes: [{ remainingQuantity: 1 }, { remainingQuantity: 1 }] },
    });
    fulfillOrder(life.devStore.world, life.shop, order);
    expect(order.fulfillments[0]?.lines.map((line) => line.quantity)).toEqual([1, 1]);
  });

  it.each([
    [
      "there is no such fulfilment order",
      "gid://shopify/FulfillmentOrder/1",
      {},
      "FULFILLMENT_ORDER_NOT_FOUND",
    ],
    ["more units are asked for than are left", null, { quantity: 9 }, "INVALID_LINE_ITEM_QUANTITY"],
    ["no units are asked for", null, { quantity: 0 }, "GREATER_THAN_ZERO"],
  ])("is not held when %s", async (_why, givenId, { quantity }: { quantity?: number }, code) => {
    const order = life.place();
    const { body } = await target.graphql(READ, { id: `gid://shopify/Order/${order.id}` });
    const [found] = body.data.order.fulfillmentOrders.nodes;
    const parts =
      quantity === undefined
        ? {}
        : { fulfillmentOrderLineItems: [{ id: found.lineItems.nodes[0].id, quantity }] };
    const reply = await target.graphql(HOLD, {
      id: givenId ?? found.id,
      hold: { reason: "OTHER", ...parts },
    });
    expect(reply.body.data.fulfillmentOrderHold.userErrors).toMatchObject([{ code }]);
  });

  it("says what remains of each line as units ship and leave", async () => {
    const order = life.place();
    const [line] = order.lines;
    fulfillOrder(life.devStore.world, life.shop, order, { lines: [{ lineId: line?.id ?? 0, quantity: 1 }] });
    const { body } = await target.graphql(READ, { id: `gid://shopify/Order/${order.id}` });
    const [found] = body.data.order.fulfillmentOrders.nodes;
    expect(found.status).toBe("IN_PROGRESS");
    expect(
      found.lineItems.nodes.map((each: { remainingQuantity: number }) => each.remainingQuantity),
    ).toEqual([2, 1]);
  });
});
