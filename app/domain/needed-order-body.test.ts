import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { neededOrderBody } from "./needed-order-body.ts";
import { readOrderBody } from "./read-order-body.ts";

const FOLDER = "tests/fixtures/orders";
const bodies = readdirSync(FOLDER).map(
  (file) => [file, JSON.parse(readFileSync(`${FOLDER}/${file}`, "utf8")) as unknown] as const,
);

describe("what is kept of an order's body", () => {
  it.each(bodies)("reads as the whole body does: %s", (_file, body) => {
    expect(readOrderBody(neededOrderBody(body))).toEqual(readOrderBody(body));
  });

  it.each(bodies)("holds every field that the reader looks at: %s", (_file, body) => {
    const looked = new Set<string>();
    readOrderBody(watched(body, "", looked));
    expect(looked).toContain("line_items.quantity");
    for (const path of looked) {
      const only = nested(path.split("."));
      expect(neededOrderBody(only)).toEqual(only);
    }
  });

  it("leaves out what nobody reads, and what is null", () => {
    const body = {
      ...{ id: 1, note: "a secret", browser_ip: "203.0.113.7", cancelled_at: null },
      line_items: [{ id: 2, quantity: 1, price: "9.00", sku: null }],
    };
    expect(neededOrderBody(body)).toEqual({ id: 1, line_items: [{ id: 2, quantity: 1 }] });
  });

  it("leaves what is of an unexpected kind for the reader to refuse", () => {
    const body = { id: 1, line_items: "none", customer: 7, refunds: [null, { refund_line_items: {} }] };
    expect(neededOrderBody(body)).toEqual(body);
    expect(neededOrderBody([1])).toEqual([1]);
  });
});

/** The value with every read of a field of an object noted, lists left out of the paths. */
function watched(value: unknown, path: string, looked: Set<string>): unknown {
  if (Array.isArray(value)) return value.map((entry) => watched(entry, path, looked));
  if (typeof value !== "object" || value === null) return value;
  return new Proxy(value, {
    get(target, key) {
      const field: unknown = Reflect.get(target, key);
      if (typeof key !== "string") return field;
      const at = path === "" ? key : `${path}.${key}`;
      looked.add(at);
      return watched(field, at, looked);
    },
  });
}

const LISTS = ["line_items", "fulfillments", "refunds", "refund_line_items"];

/** A body that has a value at this path and nothing else. */
function nested([name = "", ...rest]: string[]): object {
  const value = rest.length === 0 ? "a value" : nested(rest);
  return { [name]: LISTS.includes(name) && rest.length > 0 ? [value] : value };
}
