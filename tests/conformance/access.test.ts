import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { DevStore } from "../dev-store/dev-store.ts";
import { createCustomer } from "../dev-store/state/customers/customers.ts";
import { createOrder } from "../dev-store/state/orders/create-order.ts";
import { createProduct } from "../dev-store/state/products/create-product.ts";
import type { Shop } from "../dev-store/state/types.ts";
import { codesOf, errorsOf, openDevStore, targetOfShop } from "./target.ts";

let devStore: DevStore;
beforeAll(async () => {
  devStore = await openDevStore();
});
afterAll(() => devStore.stop());

const DAY_MS = 86_400_000;

function shopWithOrder(
  name: string,
  scopes: string[],
  input: Partial<Parameters<DevStore["shops"]["create"]>[0]> = {},
): Shop {
  const shop = devStore.shops.create({ name, grantedScopes: scopes, ...input });
  const { world } = devStore;
  const product = createProduct(world, shop, { title: "Soap" });
  const customer = createCustomer(world, shop, { firstName: "Ada", email: "ada@example.com" });
  const lines = [{ variantId: product.variantIds[0] ?? 0, quantity: 1 }];
  createOrder(world, shop, { lines, customerId: customer.id });
  createOrder(world, shop, { lines, customerId: customer.id }, { at: Date.now() - 61 * DAY_MS });
  return shop;
}

describe("scopes", () => {
  it("that are missing deny a field, beside the data that may be seen", async () => {
    const shop = shopWithOrder("no-customers", ["read_orders"]);
    const target = await targetOfShop(devStore, shop);
    const reply = await target.graphql("{ orders(first: 1) { nodes { id email customer { id } } } }");
    expect(reply.status).toBe(200);
    expect(reply.body.data.orders.nodes).toMatchObject([{ email: "ada@example.com", customer: null }]);
    expect(errorsOf(reply)).toMatchObject([
      {
        message: "Access denied for customer field. Required access: `read_customers` access scope.",
        extensions: { code: "ACCESS_DENIED" },
        path: ["orders", "nodes", 0, "customer"],
      },
    ]);
  });

  it("of the resource decide about its tags", async () => {
    const shop = shopWithOrder("no-writing", ["read_orders", "read_customers"]);
    const target = await targetOfShop(devStore, shop);
    const id = [...shop.orders.keys()].map((order) => `gid://shopify/Order/${order}`)[0];
    const reply = await target.graphql(
      'mutation($id: ID!) { tagsAdd(id: $id, tags: ["x"]) { userErrors { message } } }',
      { id },
    );
    expect(codesOf(reply)).toEqual(["ACCESS_DENIED"]);
    expect(reply.body.data.tagsAdd).toBeNull();
  });

  it("to write allow reading", async () => {
    const target = await targetOfShop(devStore, shopWithOrder("writers-read", ["write_orders"]));
    expect((await target.graphql("{ orders(first: 1) { nodes { id } } }")).body.errors).toBeUndefined();
  });

  it("cannot be gone around through node", async () => {
    const shop = shopWithOrder("through-node", ["read_orders"]);
    const target = await targetOfShop(devStore, shop);
    const id = `gid://shopify/Customer/${[...shop.customers.keys()][0]}`;
    expect(codesOf(await target.graphql("query($id: ID!) { node(id: $id) { id } }", { id }))).toEqual([
      "ACCESS_DENIED",
    ]);
  });

  it("for all orders are needed to see what is older than sixty days", async () => {
    const query = "{ orders(first: 5) { nodes { id } } ordersCount { count } }";
    const few = await targetOfShop(devStore, shopWithOrder("sixty-days", ["read_orders"]));
    const all = await targetOfShop(devStore, shopWithOrder("all-orders", ["read_orders", "read_all_orders"]));
    expect((await few.graphql(query)).body.data.ordersCount.count).toBe(1);
    expect((await all.graphql(query)).body.data.ordersCount.count).toBe(2);
  });
});

describe("protected customer data", () => {
  it("is null with an error when the app is not approved for the field", async () => {
    const shop = shopWithOrder("no-email", ["read_orders", "read_customers"], {
      protectedData: { email: false },
    });
    const target = await targetOfShop(devStore, shop);
    const reply = await target.graphql("{ orders(first: 1) { nodes { id name email } } }");
    expect(reply.body.data.orders.nodes).toMatchObject([{ name: "#1001", email: null }]);
    expect(errorsOf(reply)[0]?.message).toMatch(/^This app is not approved to use the email field/);
  });
});

describe("another shop's things", () => {
  it("are not there", async () => {
    const mine = shopWithOrder("mine", ["read_orders"]);
    const theirs = shopWithOrder("theirs", ["read_orders"]);
    const target = await targetOfShop(devStore, mine);
    const id = `gid://shopify/Order/${[...theirs.orders.keys()][0]}`;
    expect(
      (await target.graphql("query($id: ID!) { order(id: $id) { id } }", { id })).body.data.order,
    ).toBeNull();
  });
});

describe("the throttle", () => {
  it("answers THROTTLED with status 200 when the bucket is empty, and says how full it is", async () => {
    const shop = shopWithOrder("throttled", ["read_orders"], { restoreRate: 10, bucketSize: 40 });
    const target = await targetOfShop(devStore, shop);
    const ask = () =>
      target.graphql("{ orders(first: 250) { nodes { id lineItems(first: 5) { nodes { id } } } } }");
    const replies = await Promise.all([ask(), ask(), ask()]);
    const throttled = replies.filter((reply) => codesOf(reply).includes("THROTTLED"));
    expect(throttled.length).toBeGreaterThan(0);
    for (const reply of throttled) {
      expect(reply.status).toBe(200);
      expect(reply.body.data).toBeUndefined();
      expect(reply.body.extensions?.cost).toMatchObject({
        actualQueryCost: null,
        throttleStatus: { maximumAvailable: 40, restoreRate: 10 },
      });
    }
  });

  it("is per shop", async () => {
    const empty = shopWithOrder("empty-bucket", ["read_orders"], { restoreRate: 1, bucketSize: 1 });
    const full = await targetOfShop(devStore, shopWithOrder("full-bucket", ["read_orders"]));
    const target = await targetOfShop(devStore, empty);
    expect(codesOf(await target.graphql("{ orders(first: 5) { nodes { id } } }"))).toEqual(["THROTTLED"]);
    expect(codesOf(await full.graphql("{ orders(first: 5) { nodes { id } } }"))).toEqual([]);
  });
});
