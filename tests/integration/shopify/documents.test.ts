import { readdirSync, readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { buildClientSchema, concatAST, Kind, parse, validate, visit } from "graphql";
import type { IntrospectionQuery } from "graphql";
import { expect, test } from "vitest";
import { API_VERSION } from "#app/config/api-version.ts";

const packed = readFileSync(`tests/dev-store/schema/admin_${API_VERSION}.json.gz`);
const { data } = JSON.parse(gunzipSync(packed).toString("utf8")) as { data: IntrospectionQuery };
const schema = buildClientSchema(data);
const folder = new URL("../../../app/shopify/documents/", import.meta.url);
const documents = readdirSync(folder).map((name) => ({
  name,
  document: parse(readFileSync(new URL(name, folder), "utf8")),
}));

test("all documents together, which share fragments, are valid in Shopify's schema of the API version in use", () => {
  expect(validate(schema, concatAST(documents.map(({ document }) => document)))).toEqual([]);
});

for (const { name, document } of documents) {
  test(`${name} asks for no page larger than Shopify gives`, () => {
    visit(document, {
      Argument(argument) {
        if (argument.name.value === "first" && argument.value.kind === Kind.INT) {
          expect(Number(argument.value.value)).toBeLessThanOrEqual(250);
        }
      },
    });
  });
}
