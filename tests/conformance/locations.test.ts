import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { fulfillOrder } from "../dev-store/state/orders/fulfill-order.ts";
import { moveFulfillmentOrder } from "../dev-store/state/orders/move-fulfillment-order.ts";
import { createLocation, deleteLocation, updateLocation } from "../dev-store/state/shops/locations.ts";
import type { Location, Order } from "../dev-store/state/types.ts";
import { openOrderLife, type OrderLife } from "./order-life.ts";
import { postJson, targetOfShop, type Target } from "./target.ts";

const LOCATIONS =
  "{ locations(first: 10, includeInactive: true, sortKey: ID) { nodes { id name isActive } } inUse: locations(first: 10) { nodes { name } } }";
const READ = `query($id: ID!) { order(id: $id) {
  fulfillments(first: 5) { location { name } }
  fulfillmentOrders(first: 5) { nodes { id status assignedLocation { location { name } } lineItems(first: 5) { nodes { remainingQuantity totalQuantity } } } } } }`;
const OF_FULFILMENT_ORDER =
  "query($ids: [ID!]!) { nodes(ids: $ids) { ... on FulfillmentOrder { order { id } } } }";

let life: OrderLife;
let target: Target;
let porto: Location;
beforeEach(async () => {
  life = await openOrderLife();
  target = await targetOfShop(life.devStore, life.shop);
  porto = createLocation(life.devStore.world, life.shop, { name: "Porto" });
  await life.heard();
});
afterEach(() => life.close());

const read = async (order: Order) =>
  (await target.graphql(READ, { id: `gid://shopify/Order/${order.id}` })).body.data.order as {
    fulfillments: { location: { name: string } }[];
    fulfillmentOrders: {
      nodes: {
        id: string;
        status: string;
        assignedLocation: { location: { name: string } };
        lineItems: { nodes: { remainingQuantity: number; totalQuantity: number }[] };
      }[];
    };
  };
/** `OPEN Porto 3+1`: each fulfilment order with what is left of its lines. */
const shipsFrom = async (order: Order): Promise<string[]> =>
  (await read(order)).fulfillmentOrders.nodes.map(
    ({ status, assignedLocation, lineItems }) =>
      `${status} ${assignedLocation.location.name} ${lineItems.nodes.map((line) => line.remainingQuantity).join("+")}`,
  );
const move = (order: Order, lines?: { lineId: number; quantity: number }[]) =>
  moveFulfillmentOrder(life.devStore.world, life.shop, order, order.fulfillmentOrders[0]?.id ?? 0, {
    locationId: porto.id,
    ...(lines === undefined ? {} : { lines }),
  });

describe("the locations of a shop", () => {
  it("are read with those that are not in use only when asked, and told of as they change", async () => {
    updateLocation(life.devStore.world, life.shop, porto, { name: "Porto old town", isActive: false });
    expect(await life.heard()).toEqual(["locations/deactivate", "locations/update"]);
    const { data } = (await target.graphql(LOCATIONS)).body;
    expect(data.inUse.nodes).toEqual([{ name: "Shop location" }]);
    expect(data.locations.nodes).toMatchObject([
      { name: "Shop location", isActive: true },
      { id: `gid://shopify/Location/${porto.id}`, name: "Porto old town", isActive: false },
    ]);
    deleteLocation(life.devStore.world, life.shop, porto);
    await life.devStore.webhooks.drain();
    expect(life.receiver.ofTopic("locations/delete")[0]?.body).toEqual({ id: porto.id });
  });

  it("cannot be deactivated while they have orders to ship, nor deleted while they are active", () => {
    move(life.place());
    const { world } = life.devStore;
    expect(() => updateLocation(world, life.shop, porto, { isActive: false })).toThrow(/has yet to ship/);
    expect(() => deleteLocation(world, life.shop, porto)).toThrow(/deactivate it before/);
  });
});

describe("a fulfilment order that moves", () => {
  it("as a whole keeps its id and changes its location; the webhook names no order", async () => {
    const order = life.place();
    const [{ id } = { id: 0 }] = order.fulfillmentOrders;
    const [from] = life.shop.locations.values();
    await life.heard();
    move(order);
    await life.devStore.webhooks.drain();
    expect(await shipsFrom(order)).toEqual(["OPEN Porto 3+1"]);
    const self = {
      id: `gid://shopify/FulfillmentOrder/${id}`,
      status: "open",
      assigned_location_id: `gid://shopify/Location/${porto.id}`,
    };
    expect(life.receiver.ofTopic("fulfillment_orders/moved")[0]?.body).toEqual({
      original_fulfillment_order: self,
      moved_fulfillment_order: self,
      destination_location_id: `gid://shopify/Location/${porto.id}`,
      fulfillment_order_line_items_requested: [],
      source_location: { id: `gid://shopify/Location/${from?.id}` },
    });
    expect(await life.heard()).toEqual(["fulfillment_orders/moved", "orders/updated"]);
    const { data } = (await target.graphql(OF_FULFILMENT_ORDER, { ids: [self.id] })).body;
    expect(data.nodes).toEqual([{ order: { id: `gid://shopify/Order/${order.id}` } }]);
  });

  it("in part leaves the rest where it was", async () => {
    const order = life.place();
    move(order, [{ lineId: order.lines[0]?.id ?? 0, quantity: 1 }]);
    expect(await shipsFrom(order)).toEqual(["OPEN Shop location 2+1", "OPEN Porto 1"]);
  });

  it("after some of it has shipped leaves what shipped, closed", async () => {
    const order = life.place();
    fulfillOrder(life.devStore.world, life.shop, order, {
      lines: [{ lineId: order.lines[0]?.id ?? 0, quantity: 1 }],
    });
    move(order);
    expect(await shipsFrom(order)).toEqual(["CLOSED Shop location 0", "OPEN Porto 2+1"]);
    fulfillOrder(life.devStore.world, life.shop, order);
    expect((await read(order)).fulfillments.map(({ location }) => location.name)).toEqual([
      "Shop location",
      "Porto",
    ]);
  });

  it.each<[string, { locationId?: number; quantity?: number }]>([
    ["there is no such location", { locationId: 5 }],
    ["it is there already", {}],
    ["more units are asked for than are left", { quantity: 9 }],
  ])("is refused when %s", async (_why, { locationId: given, quantity }) => {
    const order = life.place();
    const [{ id, locationId } = { id: 0, locationId: 0 }] = order.fulfillmentOrders;
    const lineId = order.lines[0]?.id ?? 0;
    const lines = quantity === undefined ? undefined : [{ lineId, quantity }];
    const url = `${life.devStore.url}/__dev/shops/${life.shop.domain}/orders/${order.id}/fulfillment-orders/${id}/move`;
    const to = lines === undefined ? (given ?? locationId) : porto.id;
    expect((await postJson(url, { locationId: to, lines })).status).toBe(422);
  });
});

describe("an order that ships from two locations", () => {
  it("has a fulfilment order at each, and each fulfilment is of one location", async () => {
    const order = life.place({ routing: [{ line: 0, locationId: porto.id, quantity: 1 }] });
    expect(await shipsFrom(order)).toEqual(["OPEN Shop location 2+1", "OPEN Porto 1"]);
    const lineId = order.lines[0]?.id ?? 0;
    const all = { lines: [{ lineId, quantity: 3 }] };
    expect(() => fulfillOrder(life.devStore.world, life.shop, order, all)).toThrow(/2 can be fulfilled/);
    fulfillOrder(life.devStore.world, life.shop, order, { locationId: porto.id });
    expect((await read(order)).fulfillments).toEqual([{ location: { name: "Porto" } }]);
  });
});
