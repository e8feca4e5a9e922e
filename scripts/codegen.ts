/**
 * Generates the types of the app's Admin API documents from Shopify's own schema, without a network.
 * `node scripts/codegen.ts` writes them; with `--check` it fails when the committed ones are not fresh.
 */
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { gunzipSync } from "node:zlib";
import { generate } from "@graphql-codegen/cli";
import { preset } from "@graphql-codegen/client-preset";
import { buildClientSchema, printSchema } from "graphql";
import type { IntrospectionQuery } from "graphql";
import { API_VERSION } from "#app/config/api-version.ts";

const FOLDER = "app/shopify/generated";
const FILE = `${FOLDER}/graphql.ts`;

const packed = await readFile(`tests/dev-store/schema/admin_${API_VERSION}.json.gz`);
const { data } = JSON.parse(gunzipSync(packed).toString("utf8")) as { data: IntrospectionQuery };
// The app keeps currencies and countries as text: their hundreds of members would be half of the generated file.
const KEPT_AS_TEXT = ["CurrencyCode", "CountryCode"];
const types = data.__schema.types.map((type) =>
  KEPT_AS_TEXT.includes(type.name) ? { kind: "SCALAR" as const, name: type.name } : type,
);
const schema = buildClientSchema({ __schema: { ...data.__schema, types } });

// graphql-codegen types its answer as any.
const files = (await generate(
  {
    schema: printSchema(schema),
    documents: "app/shopify/documents/*.graphql",
    silent: true,
    generates: {
      [`${FOLDER}/`]: {
        preset,
        presetConfig: { fragmentMasking: false },
        config: {
          documentMode: "string",
          enumsAsTypes: true,
          onlyOperationTypes: true,
          useTypeImports: true,
          skipTypename: true,
          scalars: {
            ID: "string",
            DateTime: "string",
            URL: "string",
            CurrencyCode: "string",
            CountryCode: "string",
          },
          defaultScalarType: "unknown",
        },
      },
    },
  },
  false,
)) as { filename: string; content: string }[];

// The preset also makes a look-up of documents by their text, for sources with inline GraphQL: the app has none.
const generated = files.find((file) => file.filename === FILE)?.content;
if (generated === undefined) throw new Error(`codegen made no ${FILE}`);

if (process.argv.includes("--check")) {
  const committed = await readFile(FILE, "utf8").catch(() => "");
  if (committed !== generated) {
    console.error(
      `${FILE} is not what app/shopify/documents say: run npm run codegen and commit the result.`,
    );
    process.exitCode = 1;
  }
} else {
  await mkdir(FOLDER, { recursive: true });
  await writeFile(FILE, generated);
}
