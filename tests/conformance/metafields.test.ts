import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { targets, type Target } from "./target.ts";

const SET =
  "mutation($m: [MetafieldsSetInput!]!) { metafieldsSet(metafields: $m) { metafields { key value } userErrors { field message } } }";
const DELETE =
  "mutation($m: [MetafieldIdentifierInput!]!) { metafieldsDelete(metafields: $m) { deletedMetafields { key } userErrors { field message } } }";

describe.each(targets)("metafields of an order in $name", ({ open }) => {
  let target: Target;
  let orderId: string;
  beforeAll(async () => {
    target = await open();
    const { body } = await target.graphql("{ orders(first: 1) { nodes { id } } }");
    orderId = body.data.orders.nodes[0].id;
  });
  afterAll(() => target.close());

  const text = (key: string, value: string, ownerId = orderId) => ({
    ...{ ownerId, namespace: "$app", key, type: "single_line_text_field", value },
  });
  const valueOf = async (key: string): Promise<string | null> => {
    const query = `query($id: ID!) { order(id: $id) { metafield(namespace: "$app", key: "${key}") { value } } }`;
    return (await target.graphql(query, { id: orderId })).body.data.order.metafield?.value ?? null;
  };
  const remove = (...keys: string[]) =>
    target.graphql(DELETE, { m: keys.map((key) => ({ ownerId: orderId, namespace: "$app", key })) });

  it("are written over what was there, for ten points a call", async () => {
    for (const value of ["LAV-0412", "CED-0101"]) {
      const { body } = await target.graphql(SET, { m: [text("conformance_a", value)] });
      expect(body.data.metafieldsSet.userErrors).toEqual([]);
      expect(body.extensions?.cost.requestedQueryCost).toBe(10);
      expect(await valueOf("conformance_a")).toBe(value);
    }
  });

  it("are all refused when one has an owner that is not there; the error names it by its place", async () => {
    const { body } = await target.graphql(SET, {
      m: [text("conformance_b", "x"), text("conformance_b", "x", "gid://shopify/Order/1")],
    });
    expect(body.data.metafieldsSet.userErrors).toMatchObject([{ field: ["metafields", "1", "ownerId"] }]);
    expect(await valueOf("conformance_b")).toBeNull();
  });

  it("cannot be empty, and are at most 25 a call", async () => {
    const empty = await target.graphql(SET, { m: [text("conformance_b", "")] });
    expect(empty.body.data.metafieldsSet.userErrors).toMatchObject([{ field: ["metafields", "0", "value"] }]);
    const many = Array.from({ length: 26 }, (_, index) => text(`conformance_${index}`, "x"));
    const { body } = await target.graphql(SET, { m: many });
    const said =
      (body.data?.metafieldsSet?.userErrors?.length ?? 0) +
      (Array.isArray(body.errors) ? body.errors.length : 0);
    expect(said).toBeGreaterThan(0);
  });

  it("are deleted; one that is not there is null and no error", async () => {
    const { body } = await remove("conformance_a", "conformance_never");
    expect(body.data.metafieldsDelete).toEqual({
      deletedMetafields: [{ key: "conformance_a" }, null],
      userErrors: [],
    });
    expect(await valueOf("conformance_a")).toBeNull();
  });
});
