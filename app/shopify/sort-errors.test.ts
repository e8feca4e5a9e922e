import { expect, test } from "vitest";
import { ShopifyAccessError } from "./gateway.ts";
import { sortErrors } from "./sort-errors.ts";

const denied = { code: "ACCESS_DENIED" };

test("a withheld e-mail address is null and the rest holds", () => {
  const data = { nodes: [{ id: "1", email: null }] };

  expect(
    sortErrors(data, [{ message: "not approved", path: ["nodes", 0, "email"], extensions: denied }]),
  ).toEqual({
    withheld: ["nodes.email"],
    failedParts: [],
  });
});

test("an order that is null because it may not be read is never taken for a deleted one", () => {
  const error = { message: "denied", path: ["nodes", 0], extensions: denied };

  expect(() => sortErrors({ nodes: [null] }, [error])).toThrow(ShopifyAccessError);
});

test("a withheld field that took its order along is never taken for a deleted order", () => {
  const error = { message: "denied", path: ["nodes", 0, "email"], extensions: denied };

  expect(() => sortErrors({ nodes: [null] }, [error])).toThrow(ShopifyAccessError);
});

test("a withheld quantity is not something the app can go on without", () => {
  const data = { nodes: [{ lineItems: null }] };
  const error = { message: "denied", path: ["nodes", 0, "lineItems"], extensions: denied };

  expect(() => sortErrors(data, [error])).toThrow(ShopifyAccessError);
});

test("an alias without data is that alias's matter", () => {
  const data = { t0: { userErrors: [] }, t1: null };

  expect(sortErrors(data, [{ message: "denied", path: ["t1"], extensions: denied }])).toEqual({
    withheld: [],
    failedParts: [{ part: "t1", message: "denied", isDenied: true }],
  });
});

test("an error that says not where it is makes the answer useless", () => {
  expect(() => sortErrors({ shop: { name: "Fern" } }, [{ message: "something" }])).toThrow("something");
});
