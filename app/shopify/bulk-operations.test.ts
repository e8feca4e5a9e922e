import { buildClientSchema, parse, validate } from "graphql";
import type { IntrospectionQuery } from "graphql";
import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { API_VERSION } from "#app/config/api-version.ts";
import { linesOf } from "./bulk-operations.ts";
import { readBulkLine } from "./bulk-orders.ts";
import { bulkQueryText } from "./bulk-query.ts";
import { OrdersInBulkDocument } from "./generated/graphql.ts";

async function cut(text: string, size: number): Promise<string[]> {
  const bytes = new TextEncoder().encode(text);
  async function* pieces(): AsyncGenerator<Uint8Array> {
    for (let from = 0; from < bytes.length; from += size) {
      yield await Promise.resolve(bytes.slice(from, from + size));
    }
  }
  const lines: string[] = [];
  for await (const line of linesOf(pieces())) lines.push(line);
  return lines;
}

describe("a stream of bytes", () => {
  it.each([1, 2, 3, 7, 1_000])("is cut into lines whatever its pieces: %i bytes", async (size) => {
    expect(await cut('{"name":"Zoë 🧼"}\n{"a":1}\n', size)).toEqual(['{"name":"Zoë 🧼"}', '{"a":1}']);
  });

  it("ends with a line that has no end", async () => {
    expect(await cut("one\ntwo", 2)).toEqual(["one", "two"]);
  });
});

describe("a line of a bulk file", () => {
  it("is an order, with what it is staged by", () => {
    const text = JSON.stringify({
      id: "gid://shopify/Order/7",
      processedAt: "2026-10-01T08:00:00Z",
      updatedAt: "2026-10-02T08:00:00Z",
      email: "ana@example.com",
      customer: { id: "gid://shopify/Customer/3" },
    });
    expect(readBulkLine(text)).toEqual({
      kind: "order",
      orderId: 7n,
      processedAt: new Date("2026-10-01T08:00:00Z"),
      updatedAt: new Date("2026-10-02T08:00:00Z"),
      customerId: 3n,
      email: "ana@example.com",
      json: text,
    });
  });

  it("is a part of the order that it names, wherever it stands", () => {
    const text = '{"id":"gid://shopify/LineItem/9","quantity":2,"__parentId":"gid://shopify/Order/7"}';
    expect(readBulkLine(text)).toEqual({ kind: "line", orderId: 7n, lineId: 9n, json: text });
  });

  it.each([
    ["no JSON", '{"email":"ana@example.com'],
    ["no object", "17"],
    ["about something else", '{"id":"gid://shopify/Product/1"}'],
    ["a part that is no order line", '{"id":"gid://shopify/Refund/1","__parentId":"gid://shopify/Order/7"}'],
  ])("that is %s is refused without quoting it", (_what, text) => {
    expect(() => readBulkLine(text)).toThrow(/bulk file/);
    expect(() => readBulkLine(text)).not.toThrow(/ana@/);
  });
});

describe("the text of a bulk query", () => {
  const packed = readFileSync(`tests/dev-store/schema/admin_${API_VERSION}.json.gz`);
  const { data } = JSON.parse(gunzipSync(packed).toString("utf8")) as { data: IntrospectionQuery };
  const schema = buildClientSchema(data);

  it.each([null, "processed_at:>='2026-10-01T00:00:00.000Z'", 'a "quoted" one'])(
    "has neither variables nor fragments and is valid in Shopify's schema: %s",
    (query) => {
      const text = bulkQueryText(OrdersInBulkDocument, { query });
      expect(validate(schema, parse(text))).toEqual([]);
      expect(text).not.toMatch(/\$|fragment /);
      if (query !== null) expect(text).toContain(JSON.stringify(query));
      else expect(text).not.toContain("query:");
    },
  );
});
