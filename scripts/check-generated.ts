import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";

/** What is generated and committed must be what the sources give now: GraphQL types, OpenAPI, the database's schema. */
const CHECKS: { what: string; command: string[]; fix: string }[] = [
  {
    what: "docs/openapi.json follows the contracts",
    command: ["node", "scripts/openapi.ts", "--check"],
    fix: "npm run openapi",
  },
  {
    what: "generated GraphQL types follow the documents and Shopify's schema",
    command: ["node", "scripts/codegen.ts", "--check"],
    fix: "npm run codegen",
  },
  {
    what: "prisma/schema.prisma describes the tables that the migrations make",
    command: ["node", "scripts/check-schema.ts"],
    fix: "edit the one that is behind",
  },
];

let failed = 0;
for (const { what, command, fix } of CHECKS) {
  const [name = "", ...args] = command;
  const result = spawnSync(name, args, { stdio: ["ignore", "pipe", "pipe"], encoding: "utf8" });
  if (result.status === 0) {
    process.stdout.write(`✓ ${what}\n`);
  } else {
    failed += 1;
    process.stdout.write(`✗ ${what}: ${fix}\n${result.stdout}${result.stderr}\n`);
  }
}

const version = /"([\d-]+)"/.exec(readFileSync("app/config/api-version.ts", "utf8"))?.[1];
const declared = /api_version = "([\d-]+)"/.exec(readFileSync("shopify.app.toml", "utf8"))?.[1];
if (version === undefined || version !== declared) {
  failed += 1;
  process.stdout.write(
    `✗ shopify.app.toml says API version ${declared}, app/config/api-version.ts ${version}\n`,
  );
}
process.exitCode = failed === 0 ? 0 : 1;
