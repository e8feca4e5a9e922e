import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { codesOf, errorsOf, targets, type Target } from "./target.ts";

describe.each(targets)("the Admin API of $name", ({ open }) => {
  let target: Target;
  beforeAll(async () => {
    target = await open();
  });
  afterAll(() => target.close());

  it("answers 401 to a token it does not know", async () => {
    const reply = await target.graphql("{ shop { id } }", {}, "shpat_nobody");
    expect(reply.status).toBe(401);
    expect(reply.body.errors).toMatch(/Invalid API key or access token/);
  });

  it("refuses a field that the schema does not have, with status 200 and no data", async () => {
    const reply = await target.graphql("{ shop { id favouriteColour } }");
    expect(reply.status).toBe(200);
    expect(reply.body.data).toBeUndefined();
    expect(errorsOf(reply)).toMatchObject([
      {
        message: "Field 'favouriteColour' doesn't exist on type 'Shop'",
        extensions: { code: "undefinedField", typeName: "Shop", fieldName: "favouriteColour" },
      },
    ]);
  });

  it("refuses a query that is no GraphQL", async () => {
    const reply = await target.graphql("{ shop { id ");
    expect(reply.status).toBe(200);
    expect(errorsOf(reply)).toHaveLength(1);
    expect(reply.body.data).toBeUndefined();
  });

  it("says with every answer what it cost and what is left", async () => {
    const { body } = await target.graphql("{ shop { id name myshopifyDomain ianaTimezone currencyCode } }");
    expect(body.data.shop.myshopifyDomain).toBe(target.shop);
    const cost = body.extensions?.cost;
    expect(cost).toMatchObject({ requestedQueryCost: 1, actualQueryCost: 1 });
    expect(cost?.throttleStatus.maximumAvailable).toBeGreaterThanOrEqual(1000);
    expect(cost?.throttleStatus.currentlyAvailable).toBeLessThanOrEqual(
      cost?.throttleStatus.maximumAvailable ?? 0,
    );
    expect(cost?.throttleStatus.restoreRate).toBeGreaterThanOrEqual(50);
  });

  it("prices 250 variants with their inventory items at 25 points, as was measured on a real store", async () => {
    const query =
      "query($id: ID!) { product(id: $id) { variants(first: 250) { nodes { inventoryItem { id tracked } } } } }";
    const { body } = await target.graphql(query, { id: "gid://shopify/Product/1" });
    expect(body.data.product).toBeNull();
    expect(body.extensions?.cost).toMatchObject({ requestedQueryCost: 25, actualQueryCost: 1 });
  });

  it("gives back the points that were asked for and not used", async () => {
    const { body } = await target.graphql(
      '{ orders(first: 250, query: "name:no-such-order") { nodes { id customer { id } } } }',
    );
    const cost = body.extensions?.cost;
    expect(body.data.orders.nodes).toEqual([]);
    expect(cost?.actualQueryCost).toBeLessThan(cost?.requestedQueryCost ?? 0);
  });

  it("refuses a single query above 1,000 points outright", async () => {
    const nested = Array.from(
      { length: 60 },
      (_, index) =>
        `a${index}: orders(first: 250) { nodes { id lineItems(first: 250) { nodes { id variant { id product { id } } } } } }`,
    );
    const reply = await target.graphql(`{ ${nested.join("\n")} }`);
    expect(reply.status).toBe(200);
    expect(codesOf(reply)).toEqual(["MAX_COST_EXCEEDED"]);
  });

  it("wants first or last for every connection, and no more than 250", async () => {
    expect(errorsOf(await target.graphql("{ orders { nodes { id } } }"))[0]?.message).toMatch(
      /first or last/,
    );
    expect(errorsOf(await target.graphql("{ orders(first: 251) { nodes { id } } }")).length).toBeGreaterThan(
      0,
    );
  });

  it("answers null for an id that is not there, among those that are", async () => {
    const { body: first } = await target.graphql("{ orders(first: 1) { nodes { id } } }");
    const { id } = first.data.orders.nodes[0];
    const { body } = await target.graphql("query($ids: [ID!]!) { nodes(ids: $ids) { __typename id } }", {
      ids: ["gid://shopify/Order/1", id],
    });
    expect(body.data.nodes).toEqual([null, { __typename: "Order", id }]);
  });

  it("pages through orders by cursor, in the order asked for, each once", async () => {
    const query =
      "query($after: String) { orders(first: 40, after: $after, sortKey: UPDATED_AT) { pageInfo { hasNextPage endCursor } nodes { id updatedAt } } }";
    const seen: { id: string; updatedAt: string }[] = [];
    let after: string | null = null;
    for (let page = 0; page < 4; page += 1) {
      const { body } = await target.graphql(query, { after });
      seen.push(...body.data.orders.nodes);
      after = body.data.orders.pageInfo.endCursor;
      if (body.data.orders.pageInfo.hasNextPage === false) break;
    }
    expect(new Set(seen.map((order) => order.id)).size).toBe(seen.length);
    const stamps = seen.map((order) => Date.parse(order.updatedAt));
    expect(stamps).toEqual([...stamps].sort((a, b) => a - b));
  });

  it("filters orders by when they were updated, with quoted stamps", async () => {
    const { body: newest } = await target.graphql(
      "{ orders(first: 2, sortKey: UPDATED_AT, reverse: true) { nodes { id updatedAt } } }",
    );
    const [order] = newest.data.orders.nodes;
    const query = "query($q: String!) { orders(first: 10, query: $q) { nodes { id updatedAt } } }";
    const { body: since } = await target.graphql(query, { q: `updated_at:>='${order.updatedAt}'` });
    expect(since.data.orders.nodes.map((each: { id: string }) => each.id)).toContain(order.id);
    const { body: later } = await target.graphql(query, { q: `updated_at:>'2100-01-01T00:00:00Z'` });
    expect(later.data.orders.nodes).toEqual([]);
  });

  it("finds an order by its name and counts orders", async () => {
    const { body: first } = await target.graphql(
      "{ orders(first: 1) { nodes { id name } } ordersCount(limit: null) { count precision } }",
    );
    const [order] = first.data.orders.nodes;
    expect(first.data.ordersCount.precision).toBe("EXACT");
    const { body } = await target.graphql(
      "query($q: String!) { orders(first: 2, query: $q) { nodes { id } } }",
      {
        q: `name:'${order.name}'`,
      },
    );
    expect(body.data.orders.nodes).toEqual([{ id: order.id }]);
  });

  it("stamps in UTC to the second and gives whole gids", async () => {
    const { body } = await target.graphql("{ orders(first: 1) { nodes { id legacyResourceId createdAt } } }");
    const [order] = body.data.orders.nodes;
    expect(order.createdAt).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
    expect(order.id).toBe(`gid://shopify/Order/${order.legacyResourceId}`);
  });

  it("offers each line's ordered, current and unfulfilled units", async () => {
    const { body } = await target.graphql(
      "{ orders(first: 20) { nodes { lineItems(first: 10) { nodes { quantity currentQuantity unfulfilledQuantity requiresShipping isGiftCard lineItemGroup { id } } } } } }",
    );
    expect(body.errors).toBeUndefined();
    const lines = body.data.orders.nodes.flatMap(
      (order: { lineItems: { nodes: object[] } }) => order.lineItems.nodes,
    );
    for (const line of lines as {
      quantity: number;
      currentQuantity: number;
      unfulfilledQuantity: number;
    }[]) {
      expect(line.currentQuantity).toBeLessThanOrEqual(line.quantity);
      expect(line.unfulfilledQuantity).toBeLessThanOrEqual(line.quantity);
    }
  });
});
