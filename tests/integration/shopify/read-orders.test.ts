import { beforeEach, expect, test } from "vitest";
import { factsFingerprint } from "#app/domain/compare-facts.ts";
import type { OrderFacts } from "#app/domain/order-facts.ts";
import { readOrderBody } from "#app/domain/read-order-body.ts";
import type { ShopifyGateway } from "#app/shopify/gateway.ts";
import { createCustomer } from "../../dev-store/state/customers/customers.ts";
import { cancelFulfillment } from "../../dev-store/state/orders/cancel-fulfillment.ts";
import { cancelOrder } from "../../dev-store/state/orders/cancel-order.ts";
import { createOrder } from "../../dev-store/state/orders/create-order.ts";
import type { CreateOrderInput } from "../../dev-store/state/orders/create-order.ts";
import { deleteOrder } from "../../dev-store/state/orders/delete-order.ts";
import { editOrder } from "../../dev-store/state/orders/edit-order.ts";
import { fulfillOrder } from "../../dev-store/state/orders/fulfill-order.ts";
import { refundOrder } from "../../dev-store/state/orders/refund-order.ts";
import { createProduct } from "../../dev-store/state/products/create-product.ts";
import { deleteProduct } from "../../dev-store/state/products/delete-product.ts";
import { orderBody } from "../../dev-store/state/rest/order-body.ts";
import type { Address, Order, Product, Shop } from "../../dev-store/state/types.ts";
import { useDevStore } from "../../setup/test-dev-store.ts";
import { useTestDatabase } from "../../setup/test-database.ts";
import { gatewaysOf, grantOfflineToken } from "./gateway-to.ts";

const database = useTestDatabase();
const dev = useDevStore();

let shop: Shop;
let product: Product;
let gateway: ShopifyGateway;
const quiet = { webhooks: false };
/** As for a shop that does not track locations. */
const bare = { places: false };

beforeEach(async () => {
  shop = dev.makeStoreShop({ timezone: "Pacific/Auckland" });
  await grantOfflineToken(database.db, shop);
  gateway = gatewaysOf(database.db).gatewayOf(shop.domain, "background");
  product = createProduct(
    dev.store.world,
    shop,
    {
      title: "Lavender soap",
      variants: Array.from({ length: 30 }, (_, index) => ({
        title: `${index + 1} g`,
        sku: `LAV-${index + 1}`,
      })),
    },
    quiet,
  );
});

const address: Address = {
  firstName: "Ana",
  lastName: "Silva",
  company: "Loja da Ana",
  address1: "Rua das Flores 7",
  address2: "2º Esq.",
  city: "Porto",
  province: null,
  provinceCode: null,
  country: "Portugal",
  countryCode: "PT",
  zip: "4050-262",
  phone: "+351912345678",
};

const place = (quantities: number[], input: Partial<CreateOrderInput> = {}): Order =>
  createOrder(
    dev.store.world,
    shop,
    {
      email: "ana@example.com",
      lines: quantities.map((quantity, index) => ({ variantId: product.variantIds[index] ?? 0, quantity })),
      ...input,
    },
    quiet,
  );

const line = (order: Order, index = 0): number => order.lines[index]?.id ?? 0;

const ship = (order: Order, quantity: number, more: Parameters<typeof fulfillOrder>[3] = {}, index = 0) =>
  fulfillOrder(
    dev.store.world,
    shop,
    order,
    { lines: [{ lineId: line(order, index), quantity }], ...more },
    quiet,
  );

const refund = (
  order: Order,
  quantity: number,
  restockType: "cancel" | "return" | "no_restock" | "legacy_restock",
) =>
  refundOrder(
    dev.store.world,
    shop,
    order,
    { lines: [{ lineId: line(order), quantity, restockType }] },
    quiet,
  );

async function read(order: Order): Promise<OrderFacts> {
  const [facts] = await gateway.readOrders([BigInt(order.id)], bare);
  if (facts === undefined) throw new Error("Shopify did not show the order");
  return facts;
}

/** Every state of an order in which a webhook body says all there is to say. */
const states: Record<string, () => Order> = {
  "nothing has shipped": () => place([3, 1]),
  "a guest with a postal address": () => place([1], { shippingAddress: address, phone: "+351900000000" }),
  "a customer with an address of their own": () => {
    const customer = createCustomer(
      dev.store.world,
      shop,
      {
        firstName: "Bo",
        lastName: "Li",
        email: "bo@example.com",
        phone: "+6421000000",
        locale: "de",
        defaultAddress: {
          ...address,
          countryCode: "US",
          provinceCode: "VT",
          province: "Vermont",
          country: "United States",
        },
      },
      quiet,
    );
    return place([2], { customerId: customer.id, email: "other@example.com", customerLocale: "fr-CA" });
  },
  "a test order": () => place([1], { test: true }),
  "a shop sale that left with the buyer": () => place([2], { sourceName: "pos" }),
  "a custom line beside goods": () =>
    place([], {
      lines: [
        { title: "Gift wrapping", quantity: 1 },
        { variantId: product.variantIds[0] ?? 0, quantity: 2 },
      ],
    }),
  "part of a line shipped": () => {
    const order = place([5]);
    ship(order, 2);
    return order;
  },
  "shipped and on its way": () => {
    const order = place([2]);
    ship(order, 2, { shipmentStatus: "in_transit" });
    return order;
  },
  "shipped and delivered": () => {
    const order = place([2]);
    ship(order, 2, { shipmentStatus: "delivered" });
    return order;
  },
  "a fulfilment under way": () => {
    const order = place([4]);
    ship(order, 3, { status: "pending" });
    return order;
  },
  "a fulfilment cancelled": () => {
    const order = place([4]);
    cancelFulfillment(dev.store.world, shop, order, ship(order, 3).id, quiet);
    return order;
  },
  "cancelled with restock": () => {
    const order = place([4]);
    cancelOrder(dev.store.world, shop, order, {}, quiet);
    return order;
  },
  "cancelled without restock": () => {
    const order = place([4]);
    cancelOrder(dev.store.world, shop, order, { restock: false }, quiet);
    return order;
  },
  "cancelled with neither restock nor refund": () => {
    const order = place([4]);
    cancelOrder(dev.store.world, shop, order, { restock: false, refund: false }, quiet);
    return order;
  },
  "cancelled after part of it had shipped": () => {
    const order = place([4]);
    ship(order, 1);
    cancelOrder(dev.store.world, shop, order, {}, quiet);
    return order;
  },
  "some refunded before shipping": () => {
    const order = place([5]);
    refund(order, 2, "cancel");
    return order;
  },
  "some refunded before shipping, then some shipped": () => {
    const order = place([5]);
    refund(order, 2, "cancel");
    ship(order, 1);
    return order;
  },
  "some came back": () => {
    const order = place([5]);
    ship(order, 5);
    refund(order, 2, "return");
    return order;
  },
  "some came back while some wait": () => {
    const order = place([5]);
    ship(order, 3);
    refund(order, 2, "return");
    return order;
  },
  "refunded without a return": () => {
    const order = place([3]);
    ship(order, 3);
    refund(order, 1, "no_restock");
    return order;
  },
  "removed without restock before anything shipped": () => {
    const order = place([3]);
    refund(order, 1, "no_restock");
    return order;
  },
  "an old kind of restock": () => {
    const order = place([4]);
    refund(order, 1, "legacy_restock");
    return order;
  },
  "money back only": () => {
    const order = place([3]);
    refundOrder(dev.store.world, shop, order, { amountCents: 100 }, quiet);
    return order;
  },
  "edited up": () => {
    const order = place([3]);
    editOrder(dev.store.world, shop, order, { set: [{ lineId: line(order), quantity: 5 }] }, quiet);
    return order;
  },
  "edited down": () => {
    const order = place([3]);
    editOrder(dev.store.world, shop, order, { set: [{ lineId: line(order), quantity: 1 }] }, quiet);
    return order;
  },
  "edited down as a refund line, after some had shipped": () => {
    const order = place([5]);
    ship(order, 2);
    editOrder(
      dev.store.world,
      shop,
      order,
      { set: [{ lineId: line(order), quantity: 3 }], removalsAsRefund: true },
      quiet,
    );
    return order;
  },
  "a line added": () => {
    const order = place([3]);
    editOrder(
      dev.store.world,
      shop,
      order,
      { add: [{ variantId: product.variantIds[7] ?? 0, quantity: 2 }] },
      quiet,
    );
    return order;
  },
  "a bundle that Shopify expanded": () =>
    place([], {
      lines: [
        {
          bundle: { title: "Trio", quantity: 2 },
          components: [
            { variantId: product.variantIds[1] ?? 0, quantity: 1 },
            { variantId: product.variantIds[2] ?? 0, quantity: 2 },
          ],
        },
      ],
    }),
  "more lines than one page": () => place(Array.from({ length: 27 }, (_, index) => index + 1)),
  "more fulfilments than one query shows": () => {
    const order = place([9]);
    for (let parcel = 0; parcel < 7; parcel += 1) ship(order, 1, { shipmentStatus: "delivered" });
    return order;
  },
  "a fulfilment and a refund with more lines than one page": () => {
    const order = place(Array.from({ length: 25 }, () => 4));
    const all = order.lines.map((one) => ({ lineId: one.id, quantity: 2 }));
    fulfillOrder(dev.store.world, shop, order, { lines: all }, quiet);
    refundOrder(
      dev.store.world,
      shop,
      order,
      { lines: all.map(({ lineId }) => ({ lineId, quantity: 1, restockType: "return" })) },
      quiet,
    );
    return order;
  },
  "more refunds than one query shows": () => {
    const order = place([9]);
    for (let time = 0; time < 5; time += 1) refund(order, 1, "cancel");
    return order;
  },
  "its product deleted since": () => {
    const other = createProduct(dev.store.world, shop, { title: "Gone soon" }, quiet);
    const order = place([], { lines: [{ variantId: other.variantIds[0] ?? 0, quantity: 2 }] });
    deleteProduct(dev.store.world, shop, other, quiet);
    return order;
  },
};

for (const [state, make] of Object.entries(states)) {
  test(`the Admin API and a webhook body say the same of an order: ${state}`, async () => {
    const order = make();

    const fromBody = readOrderBody(JSON.parse(JSON.stringify(orderBody(shop, order))));
    const fromApi = await read(order);

    expect(fromBody.doubt).toBeNull();
    expect(fromApi).toEqual(fromBody.facts);
    expect(factsFingerprint(fromApi)).toBe(factsFingerprint(fromBody.facts));
  });
}

test("where a body cannot tell which units were removed, the fulfilment orders do", async () => {
  const removed = place([6]);
  ship(removed, 2);
  refundOrder(
    dev.store.world,
    shop,
    removed,
    { lines: [{ lineId: line(removed), quantity: 3, restockType: "no_restock", unfulfilledUnits: 3 }] },
    quiet,
  );
  const kept = place([6]);
  ship(kept, 3);
  refundOrder(
    dev.store.world,
    shop,
    kept,
    { lines: [{ lineId: line(kept), quantity: 3, restockType: "no_restock", unfulfilledUnits: 0 }] },
    quiet,
  );

  expect(readOrderBody(JSON.parse(JSON.stringify(orderBody(shop, removed)))).doubt).toBe("ask_shopify");
  expect((await read(removed)).lines[0]?.units).toMatchObject({
    shipped: 2,
    promised: 1,
    leftWithoutRestock: 3,
  });
  expect((await read(kept)).lines[0]?.units).toMatchObject({
    shipped: 3,
    promised: 3,
    leftWithoutRestock: 0,
  });
});

test("fifty orders come in the order asked for, and those that Shopify does not have are missing", async () => {
  const orders = Array.from({ length: 48 }, (_, index) => place([index + 1]));
  const gone = orders[10];
  if (gone === undefined) throw new Error("no order");
  deleteOrder(dev.store.world, shop, gone, quiet);
  const ids = [...orders.map((order) => BigInt(order.id)), 1n, 2n];

  const facts = await gateway.readOrders(ids, bare);

  expect(facts.map((order) => order.orderId)).toEqual(
    orders.filter((order) => order !== gone).map((order) => BigInt(order.id)),
  );
  const asked = dev.store.requests.list({ shop: shop.domain, kind: "graphql" });
  expect(asked.flatMap((request) => request.problems)).toEqual([]);
  expect(Math.max(...asked.map((request) => request.cost ?? 0))).toBeLessThan(1000);
});

test("orders changed since an instant come page by page, oldest change first", async () => {
  const at = (minute: number): string => new Date(Date.UTC(2026, 10, 20, 10, minute)).toISOString();
  const orders = Array.from({ length: 60 }, (_, index) =>
    createOrder(
      dev.store.world,
      shop,
      { lines: [{ variantId: product.variantIds[0] ?? 0, quantity: 1 }] },
      { at: at(59 - (index % 60)), ...quiet },
    ),
  );
  const expected = orders
    .filter((order) => order.updatedAt >= Date.parse(at(5)))
    .sort((a, b) => a.updatedAt - b.updatedAt)
    .map((order) => BigInt(order.id));

  const first = await gateway.findOrdersUpdatedSince(new Date(at(5)), null);
  const second = await gateway.findOrdersUpdatedSince(new Date(at(5)), first.next);

  expect(first.items).toHaveLength(50);
  expect(second.next).toBeNull();
  expect([...first.items, ...second.items]).toEqual(expected);
});

test("without approval for personal data the rest is read, and that is said once", async () => {
  const guarded = dev.makeStoreShop({
    protectedData: { email: false, phone: false, name: false, address: false },
  });
  await grantOfflineToken(database.db, guarded);
  const { gatewayOf, logged } = gatewaysOf(database.db);
  const soap = createProduct(dev.store.world, guarded, { title: "Soap" }, quiet);
  const order = createOrder(
    dev.store.world,
    guarded,
    {
      lines: [{ variantId: soap.variantIds[0] ?? 0, quantity: 3 }],
      email: "ana@example.com",
      shippingAddress: address,
    },
    quiet,
  );
  const cautious = gatewayOf(guarded.domain, "background");

  const [facts] = await cautious.readOrders([BigInt(order.id)], bare);
  const saidOnce = logged.length;
  await cautious.readOrders([BigInt(order.id)], bare);

  expect(facts?.contact).toMatchObject({ email: null, phone: null, name: null });
  expect(facts?.lines[0]?.units.promised).toBe(3);
  expect(logged).toHaveLength(saidOnce);
  expect(logged.join()).not.toContain("ana@example.com");
  expect(logged.join()).toContain("nodes.email");
});
