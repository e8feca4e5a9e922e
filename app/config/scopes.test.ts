import { readFileSync } from "node:fs";
import { parse } from "smol-toml";
import { expect, test } from "vitest";
import { API_VERSION } from "./api-version.ts";
import { REQUIRED_SCOPES } from "./scopes.ts";

const declared = parse(readFileSync("shopify.app.toml", "utf8")) as {
  access_scopes: { scopes: string };
  webhooks: { api_version: string };
};

test("the scopes the code counts on are the ones shopify.app.toml asks for", () => {
  expect(declared.access_scopes.scopes.split(",").sort()).toEqual([...REQUIRED_SCOPES].sort());
});

test("webhook bodies come in the API version the code reads", () => {
  expect(declared.webhooks.api_version).toBe(API_VERSION);
});
