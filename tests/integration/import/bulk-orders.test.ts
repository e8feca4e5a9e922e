import { beforeEach, expect, test } from "vitest";
import { factsFingerprint } from "#app/domain/compare-facts.ts";
import type { OrderFacts } from "#app/domain/order-facts.ts";
import { bulkOrderFacts } from "#app/shopify/bulk-orders.ts";
import type { BulkRecord } from "#app/shopify/bulk-orders.ts";
import { BulkFileGoneError } from "#app/shopify/gateway.ts";
import type { ShopifyGateway } from "#app/shopify/gateway.ts";
import { createCustomer } from "../../dev-store/state/customers/customers.ts";
import { cancelFulfillment } from "../../dev-store/state/orders/cancel-fulfillment.ts";
import { cancelOrder } from "../../dev-store/state/orders/cancel-order.ts";
import { createOrder } from "../../dev-store/state/orders/create-order.ts";
import { editOrder } from "../../dev-store/state/orders/edit-order.ts";
import { fulfillOrder } from "../../dev-store/state/orders/fulfill-order.ts";
import { refundOrder } from "../../dev-store/state/orders/refund-order.ts";
import { createLocation } from "../../dev-store/state/shops/locations.ts";
import { createProduct } from "../../dev-store/state/products/create-product.ts";
import type { Order, Product, Shop } from "../../dev-store/state/types.ts";
import { useTestDatabase } from "../../setup/test-database.ts";
import { useDevStore } from "../../setup/test-dev-store.ts";
import { gatewaysOf, grantOfflineToken } from "../shopify/gateway-to.ts";
import { fileOf } from "./bulk-file.ts";

const database = useTestDatabase();
const dev = useDevStore();
const quiet = { webhooks: false };

let shop: Shop;
let product: Product;
let gateway: ShopifyGateway;

beforeEach(async () => {
  shop = dev.makeStoreShop({ restoreRate: 100_000, bucketSize: 100_000 });
  await grantOfflineToken(database.db, shop);
  gateway = gatewaysOf(database.db).gatewayOf(shop.domain, "background");
  const variants = Array.from({ length: 12 }, (_, index) => ({ title: `${index} g`, sku: `LAV-${index}` }));
  product = createProduct(dev.store.world, shop, { title: "Lavender soap", variants }, quiet);
});

const place = (quantities: number[], more: Partial<Parameters<typeof createOrder>[2]> = {}): Order =>
  createOrder(
    dev.store.world,
    shop,
    {
      email: "ana@example.com",
      lines: quantities.map((quantity, index) => ({ variantId: product.variantIds[index] ?? 0, quantity })),
      ...more,
    },
    quiet,
  );

const ship = (order: Order, quantities: number[], more: Parameters<typeof fulfillOrder>[3] = {}) =>
  fulfillOrder(
    dev.store.world,
    shop,
    order,
    {
      lines: quantities.flatMap((quantity, index) => {
        const lineId = order.lines[index]?.id ?? 0;
        return quantity === 0 ? [] : [{ lineId, quantity }];
      }),
      ...more,
    },
    quiet,
  );

const refund = (order: Order, quantity: number, restockType: "cancel" | "return" | "no_restock") =>
  refundOrder(
    dev.store.world,
    shop,
    order,
    { lines: [{ lineId: order.lines[0]?.id ?? 0, quantity, restockType }] },
    quiet,
  );

/** What the file alone says of each order. */
async function readFile({ places = false } = {}): Promise<Map<bigint, OrderFacts | null>> {
  const heads = new Map<bigint, string>();
  const lines = new Map<bigint, string[]>();
  for (const record of await fileOf(gateway, { since: null })) {
    if (record.kind === "order") heads.set(record.orderId, record.json);
    else lines.set(record.orderId, [...(lines.get(record.orderId) ?? []), record.json]);
  }
  return new Map([...heads].map(([id, head]) => [id, bulkOrderFacts(head, lines.get(id) ?? [], { places })]));
}

/** Orders of which the file tells all. */
const told: Record<string, () => Order> = {
  "nothing has shipped": () => place([3, 1]),
  "twelve lines": () => place(Array.from({ length: 12 }, (_, index) => index + 1)),
  "a buyer with an account": () => {
    const ana = createCustomer(dev.store.world, shop, { firstName: "Ana", email: "ana@example.com" }, quiet);
    return place([2], { customerId: ana.id, customerLocale: "pt-PT" });
  },
  "a custom line beside goods": () =>
    place([], {
      lines: [
        { title: "Gift wrapping", quantity: 1 },
        { variantId: product.variantIds[0] ?? 0, quantity: 2 },
      ],
    }),
  "all has left in one parcel": () => {
    const order = place([3, 1]);
    ship(order, [3, 1]);
    return order;
  },
  "a parcel that a carrier reports on": () => {
    const order = place([3]);
    ship(order, [3], { shipmentStatus: "in_transit" });
    return order;
  },
  "a part has left": () => {
    const order = place([3, 2]);
    ship(order, [2, 0]);
    return order;
  },
  "a fulfilment that was cancelled": () => {
    const order = place([3]);
    const fulfilment = ship(order, [3]);
    cancelFulfillment(dev.store.world, shop, order, fulfilment.id, quiet);
    return order;
  },
};

/** Orders that the file cannot tell apart from others: they are read singly. */
const untold: Record<string, () => Order> = {
  "two parcels": () => {
    const order = place([3, 2]);
    ship(order, [3, 0]);
    ship(order, [0, 2]);
    return order;
  },
  "units came back": () => {
    const order = place([3]);
    ship(order, [3]);
    refund(order, 1, "return");
    return order;
  },
  "units were removed": () => {
    const order = place([3]);
    refund(order, 1, "cancel");
    return order;
  },
  "a parcel and an edit": () => {
    const order = place([3]);
    ship(order, [1]);
    editOrder(
      dev.store.world,
      shop,
      order,
      { set: [{ lineId: order.lines[0]?.id ?? 0, quantity: 2 }] },
      quiet,
    );
    return order;
  },
  "a custom line that shipped with goods": () => {
    const order = place([], {
      lines: [
        { title: "Gift wrapping", quantity: 1 },
        { variantId: product.variantIds[0] ?? 0, quantity: 2 },
      ],
    });
    ship(order, [1, 2]);
    return order;
  },
  "a fulfilment under way": () => {
    const order = place([3]);
    ship(order, [2], { status: "pending" });
    return order;
  },
  "cancelled after a parcel had left": () => {
    const order = place([3]);
    ship(order, [1]);
    cancelOrder(dev.store.world, shop, order, { restock: false, refund: false }, quiet);
    return order;
  },
};

test.each(Object.keys(told))("a file tells all of an order of which %s", async (state) => {
  const order = told[state]?.();
  const id = BigInt(order?.id ?? 0);

  const facts = (await readFile()).get(id);

  const [single] = await gateway.readOrders([id], { places: false });
  if (facts == null || single === undefined) throw new Error("the file does not tell it");
  expect(factsFingerprint(facts)).toBe(factsFingerprint(single));
  expect(facts.updatedAt).toEqual(single.updatedAt);
  expect(facts.lines.map((line) => line.position)).toEqual(single.lines.map((line) => line.position));
});

test.each(Object.keys(untold))("a file leaves open what became of an order with %s", async (state) => {
  const order = untold[state]?.();
  expect((await readFile()).get(BigInt(order?.id ?? 0))).toBeNull();
});

/** Orders of which nothing is left to ship: the file says from where they left. */
const toldWithPlaces: Record<string, (from: number) => Order> = {
  "all has left in one parcel": (from) => {
    const order = place([3, 1], { locationId: from });
    ship(order, [3, 1], { locationId: from });
    return order;
  },
  "a parcel that a carrier reports on": (from) => {
    const order = place([3], { locationId: from });
    ship(order, [3], { locationId: from, shipmentStatus: "in_transit" });
    return order;
  },
};

test.each(Object.keys(toldWithPlaces))(
  "a file also tells from where it left, of an order of which %s",
  async (state) => {
    const porto = createLocation(dev.store.world, shop, { name: "Porto" }, quiet);
    const id = BigInt(toldWithPlaces[state]?.(porto.id).id ?? 0);

    const facts = (await readFile({ places: true })).get(id);

    const [single] = await gateway.readOrders([id], { places: true });
    if (facts == null || single === undefined) throw new Error("the file does not tell it");
    expect(facts.lines.map(({ places }) => places)).toEqual(single.lines.map(({ places }) => places));
    expect(factsFingerprint(facts)).toBe(factsFingerprint(single));
  },
);

test.each(["nothing has shipped", "a part has left"])(
  "a file does not tell from where the rest ships, of an order of which %s",
  async (state) => {
    const order = told[state]?.();
    expect((await readFile({ places: true })).get(BigInt(order?.id ?? 0))).toBeNull();
  },
);

test("a file from before locations were asked for is not taken to say that there were none", () => {
  const order = {
    ...{ id: "gid://shopify/Order/1", name: "#1", email: null, phone: null, customerLocale: null },
    ...{ customer: null, shippingAddress: null, billingAddress: null, refunds: [] },
    ...{ processedAt: "2026-01-05T10:00:00Z", updatedAt: "2026-01-05T10:00:00Z", cancelledAt: null },
    ...{ displayFulfillmentStatus: "FULFILLED", displayFinancialStatus: "PAID", test: false },
    fulfillments: [
      { id: "gid://shopify/Fulfillment/1", status: "SUCCESS", createdAt: "2026-01-06T10:00:00Z" },
    ],
  };
  expect(bulkOrderFacts(JSON.stringify(order), [], { places: false })).not.toBeNull();
  expect(bulkOrderFacts(JSON.stringify(order), [], { places: true })).toBeNull();
});

test("the purchase dates asked for bound the file, and open orders leave the rest out", async () => {
  const old = place([1], {});
  old.processedAt = Date.parse("2026-01-05T10:00:00Z");
  const shipped = place([1]);
  ship(shipped, [1]);
  const open = place([1]);
  const idsOf = (records: BulkRecord[]) =>
    records.filter(({ kind }) => kind === "order").map(({ orderId }) => Number(orderId));

  const since = new Date("2026-01-06T00:00:00Z");
  expect(idsOf(await fileOf(gateway, { since }))).toEqual([shipped.id, open.id]);
  expect(await gateway.countOrders({ since })).toBe(2);
  expect(idsOf(await fileOf(gateway, "open"))).toEqual([old.id, open.id]);
});

test("a file that Shopify has dropped is told from one that does not come", async () => {
  const read = async (url: string): Promise<void> => {
    for await (const record of gateway.readBulkFile(url)) expect(record).toBeDefined();
  };
  await expect(read(`${dev.store.url}/_files/${shop.domain}/bulk/0.jsonl`)).rejects.toThrow(
    BulkFileGoneError,
  );
  await expect(read("http://127.0.0.1:1/bulk")).rejects.toThrow(/broke off/);
});
