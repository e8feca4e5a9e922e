import { beforeEach, expect, test } from "vitest";
import type { LinePlaces } from "#app/domain/order-facts.ts";
import type { ShopifyGateway } from "#app/shopify/gateway.ts";
import { createOrder } from "../../dev-store/state/orders/create-order.ts";
import type { CreateOrderInput } from "../../dev-store/state/orders/create-order.ts";
import { cancelFulfillment } from "../../dev-store/state/orders/cancel-fulfillment.ts";
import { cancelOrder } from "../../dev-store/state/orders/cancel-order.ts";
import { fulfillOrder } from "../../dev-store/state/orders/fulfill-order.ts";
import { moveFulfillmentOrder } from "../../dev-store/state/orders/move-fulfillment-order.ts";
import { createProduct } from "../../dev-store/state/products/create-product.ts";
import { createLocation, deleteLocation, updateLocation } from "../../dev-store/state/shops/locations.ts";
import type { Location, Order, Product, Shop } from "../../dev-store/state/types.ts";
import { useDevStore } from "../../setup/test-dev-store.ts";
import { useTestDatabase } from "../../setup/test-database.ts";
import { gatewaysOf, grantOfflineToken } from "./gateway-to.ts";

const database = useTestDatabase();
const dev = useDevStore();

let shop: Shop;
let product: Product;
let gateway: ShopifyGateway;
let lisbon: Location;
let porto: Location;
const quiet = { webhooks: false };

beforeEach(async () => {
  shop = dev.makeStoreShop();
  await grantOfflineToken(database.db, shop);
  gateway = gatewaysOf(database.db).gatewayOf(shop.domain, "background");
  const variants = Array.from({ length: 15 }, (_, index) => ({ title: `${index + 1} g` }));
  product = createProduct(dev.store.world, shop, { title: "Soap", variants }, quiet);
  const [first] = shop.locations.values();
  if (first === undefined) throw new Error("a shop has a location");
  lisbon = first;
  porto = createLocation(dev.store.world, shop, { name: "Porto" }, quiet);
});

const place = (quantities: number[], routing: CreateOrderInput["routing"] = []): Order =>
  createOrder(
    dev.store.world,
    shop,
    {
      lines: quantities.map((quantity, index) => ({ variantId: product.variantIds[index] ?? 0, quantity })),
      routing,
    },
    quiet,
  );
const ship = (order: Order, locationId: number, quantity: number, status?: "pending") =>
  fulfillOrder(
    dev.store.world,
    shop,
    order,
    {
      lines: [{ lineId: order.lines[0]?.id ?? 0, quantity }],
      locationId,
      ...(status === undefined ? {} : { status }),
    },
    quiet,
  );
const move = (order: Order, to: Location, quantity?: number): void => {
  const lineId = order.lines[0]?.id ?? 0;
  moveFulfillmentOrder(
    dev.store.world,
    shop,
    order,
    order.fulfillmentOrders[0]?.id ?? 0,
    { locationId: to.id, ...(quantity === undefined ? {} : { lines: [{ lineId, quantity }] }) },
    quiet,
  );
};

/** `Lisbon 2, Porto 1 | Porto 3`: still to ship, and shipped. */
function say(places: LinePlaces | null | undefined): string {
  const names = new Map(
    [lisbon, porto].map(({ id, name }) => [BigInt(id), name === "Porto" ? name : "Lisbon"]),
  );
  const list = (units: LinePlaces["toShip"]): string =>
    units.map((part) => `${names.get(part.locationId)} ${part.units}`).join(", ");
  return `${list(places?.toShip ?? [])} | ${list(places?.shipped ?? [])}`.trim();
}

async function placesOf(order: Order): Promise<LinePlaces | null | undefined> {
  const [facts] = await gateway.readOrders([BigInt(order.id)], { places: true });
  return facts?.lines[0]?.places;
}

const states: [string, string, () => Order][] = [
  ["nothing has shipped", "Lisbon 3 |", () => place([3])],
  [
    "a line that ships from two locations",
    "Lisbon 2, Porto 1 |",
    () => place([3], [{ line: 0, locationId: porto.id, quantity: 1 }]),
  ],
  [
    "moved as a whole",
    "Porto 3 |",
    () => {
      const order = place([3]);
      move(order, porto);
      return order;
    },
  ],
  [
    "moved in part",
    "Lisbon 2, Porto 1 |",
    () => {
      const order = place([3]);
      move(order, porto, 1);
      return order;
    },
  ],
  [
    "shipped in part, then the rest moved",
    "Porto 2 | Lisbon 1",
    () => {
      const order = place([3]);
      ship(order, lisbon.id, 1);
      move(order, porto);
      return order;
    },
  ],
  [
    "a fulfilment under way",
    "Lisbon 3 |",
    () => {
      const order = place([3]);
      ship(order, lisbon.id, 2, "pending");
      return order;
    },
  ],
  [
    "a fulfilment cancelled",
    "Lisbon 3 |",
    () => {
      const order = place([3]);
      cancelFulfillment(dev.store.world, shop, order, ship(order, lisbon.id, 2).id, quiet);
      return order;
    },
  ],
  [
    "cancelled",
    "|",
    () => {
      const order = place([3]);
      cancelOrder(dev.store.world, shop, order, {}, quiet);
      return order;
    },
  ],
  [
    "more fulfilments than one query shows",
    "Lisbon 1 | Lisbon 6, Porto 6",
    () => {
      const order = place([13], [{ line: 0, locationId: porto.id, quantity: 6 }]);
      for (let parcel = 0; parcel < 6; parcel += 1) {
        ship(order, lisbon.id, 1);
        ship(order, porto.id, 1);
      }
      return order;
    },
  ],
  [
    "more fulfilment orders than one query shows",
    "Lisbon 1, Porto 7 |",
    () => {
      const order = place([8]);
      for (let part = 0; part < 7; part += 1) move(order, porto, 1);
      return order;
    },
  ],
];

test.each(states)("an order with %s ships from %s", async (_name, expected, make) => {
  expect(say(await placesOf(make()))).toBe(expected);
});

test("a fulfilment order with more lines than one page says of each line where it ships from", async () => {
  const order = place(Array.from({ length: 15 }, () => 2));
  const [facts] = await gateway.readOrders([BigInt(order.id)], { places: true });
  expect(facts?.lines.map((line) => say(line.places))).toEqual(
    Array.from({ length: 15 }, () => "Lisbon 2 |"),
  );
});

test("a shop that does not track locations asks for none and pays for none", async () => {
  const order = place([3]);
  await placesOf(order);
  const withPlaces = dev.store.requests.list({ shop: shop.domain, kind: "graphql" });
  const [facts] = await gateway.readOrders([BigInt(order.id)], { places: false });
  const all = dev.store.requests.list({ shop: shop.domain, kind: "graphql" });
  expect(facts?.lines[0]?.places).toBeNull();
  expect(withPlaces.map((request) => request.name)).toEqual(["ReadOrders", "ReadPlacesOfOrders"]);
  expect(all.slice(withPlaces.length).map((request) => request.name)).toEqual(["ReadOrders"]);
});

test("fifty orders with their places stay far below the limit of a query", async () => {
  const orders = Array.from({ length: 50 }, () => place([2, 1]));
  const facts = await gateway.readOrders(
    orders.map((order) => BigInt(order.id)),
    { places: true },
  );
  expect(facts).toHaveLength(50);
  expect(facts.every((order) => order.lines.every((line) => line.places !== null))).toBe(true);
  const asked = dev.store.requests.list({ shop: shop.domain, kind: "graphql" });
  expect(asked).toHaveLength(10);
  expect(asked.flatMap((request) => request.problems)).toEqual([]);
  expect(Math.max(...asked.map((request) => request.cost ?? 0))).toBeLessThan(700);
});

test("a shop's locations are read with those that are not in use; a deleted one is gone", async () => {
  const market = createLocation(dev.store.world, shop, { name: "Market stall" }, quiet);
  updateLocation(dev.store.world, shop, market, { isActive: false }, quiet);
  const gone = createLocation(dev.store.world, shop, { name: "Gone", isActive: false }, quiet);
  deleteLocation(dev.store.world, shop, gone, quiet);
  const ofService = createLocation(
    dev.store.world,
    shop,
    { name: "Warehouse", service: "Ship-o-rama" },
    quiet,
  );
  expect(await gateway.readLocations()).toEqual([
    { locationId: BigInt(lisbon.id), name: "Shop location", active: true, ofService: false },
    { locationId: BigInt(porto.id), name: "Porto", active: true, ofService: false },
    { locationId: BigInt(market.id), name: "Market stall", active: false, ofService: false },
    { locationId: BigInt(ofService.id), name: "Warehouse", active: true, ofService: true },
  ]);
});

test("the order of a fulfilment order is found through it; one that is gone has none", async () => {
  const orders = [place([1]), place([1], [{ line: 0, locationId: porto.id, quantity: 1 }])];
  const ids = orders.flatMap((order) => order.fulfillmentOrders.map(({ id }) => BigInt(id)));
  expect(await gateway.findOrdersOfFulfilmentOrders([...ids, 7n])).toEqual(
    orders.map((order) => BigInt(order.id)),
  );
  expect(await gateway.findOrdersOfFulfilmentOrders([7n])).toEqual([]);
});
