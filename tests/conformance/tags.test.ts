import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { targets, type Target } from "./target.ts";

const ADD =
  "mutation($id: ID!, $tags: [String!]!) { tagsAdd(id: $id, tags: $tags) { node { id } userErrors { field message } } }";
const REMOVE =
  "mutation($id: ID!, $tags: [String!]!) { tagsRemove(id: $id, tags: $tags) { node { id } userErrors { field message } } }";

describe.each(targets)("tags in $name", ({ open }) => {
  let target: Target;
  let orderId: string;
  let customerId: string;
  beforeAll(async () => {
    target = await open();
    const { body } = await target.graphql(
      "{ orders(first: 1) { nodes { id } } customers(first: 1) { nodes { id } } }",
    );
    orderId = body.data.orders.nodes[0].id;
    customerId = body.data.customers.nodes[0].id;
  });
  afterAll(async () => {
    await target.graphql(REMOVE, { id: orderId, tags: ["recall-a", "recall-b", "recall-c"] });
    await target.close();
  });

  async function tagsOf(id: string): Promise<string[]> {
    const { body } = await target.graphql("query($id: ID!) { order(id: $id) { tags } }", { id });
    return body.data.order.tags;
  }

  it("are added to what is there, once however often they are added", async () => {
    const before = await tagsOf(orderId);
    for (let time = 0; time < 2; time += 1) {
      const { body } = await target.graphql(ADD, { id: orderId, tags: ["recall-a", "recall-b"] });
      expect(body.data.tagsAdd).toEqual({ node: { id: orderId }, userErrors: [] });
    }
    expect((await tagsOf(orderId)).sort()).toEqual([...before, "recall-a", "recall-b"].sort());
  });

  it("are the same tag in upper and lower case", async () => {
    await target.graphql(ADD, { id: orderId, tags: ["recall-c"] });
    await target.graphql(ADD, { id: orderId, tags: ["RECALL-C"] });
    expect((await tagsOf(orderId)).filter((tag) => tag.toLowerCase() === "recall-c")).toHaveLength(1);
  });

  it("are removed without an error when they are not there", async () => {
    const { body } = await target.graphql(REMOVE, { id: orderId, tags: ["recall-a", "never-there"] });
    expect(body.data.tagsRemove.userErrors).toEqual([]);
    expect(await tagsOf(orderId)).not.toContain("recall-a");
  });

  it("can be added to an order and a customer in one document, for ten points each", async () => {
    const { body } = await target.graphql(
      "mutation($a: ID!, $b: ID!, $t: [String!]!) { o: tagsAdd(id: $a, tags: $t) { userErrors { message } } c: tagsAdd(id: $b, tags: $t) { userErrors { message } } }",
      { a: orderId, b: customerId, t: ["recall-b"] },
    );
    expect(body.data).toEqual({ o: { userErrors: [] }, c: { userErrors: [] } });
    expect(body.extensions?.cost.requestedQueryCost).toBe(20);
    await target.graphql(REMOVE, { id: customerId, tags: ["recall-b"] });
  });

  it("are refused in userErrors, not in errors, for an order that is not there", async () => {
    const { body } = await target.graphql(ADD, { id: "gid://shopify/Order/1", tags: ["recall-a"] });
    expect(body.errors).toBeUndefined();
    expect(body.data.tagsAdd.node).toBeNull();
    expect(body.data.tagsAdd.userErrors).toMatchObject([{ field: ["id"] }]);
  });

  it("of an order are refused when longer than 40 characters", async () => {
    const { body } = await target.graphql(ADD, { id: orderId, tags: ["x".repeat(41)] });
    expect(body.data.tagsAdd.userErrors).toMatchObject([{ field: ["tags"] }]);
    expect(await tagsOf(orderId)).not.toContain("x".repeat(41));
  });

  it("are refused beyond 250 on one order", async () => {
    const { body } = await target.graphql(ADD, {
      id: orderId,
      tags: Array.from({ length: 251 }, (_, index) => `t${index}`),
    });
    const refused =
      (body.data?.tagsAdd?.userErrors?.length ?? 0) + (Array.isArray(body.errors) ? body.errors.length : 0);
    expect(refused).toBeGreaterThan(0);
  });

  it("given to orderUpdate replace those that were there", async () => {
    const before = await tagsOf(orderId);
    const update =
      "mutation($input: OrderInput!) { orderUpdate(input: $input) { order { tags } userErrors { message } } }";
    const { body } = await target.graphql(update, { input: { id: orderId, tags: ["only-this"] } });
    expect(body.data.orderUpdate).toEqual({ order: { tags: ["only-this"] }, userErrors: [] });
    await target.graphql(update, { input: { id: orderId, tags: before } });
  });
});
