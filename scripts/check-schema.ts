import { readFileSync } from "node:fs";
import pg from "pg";
import { migrate } from "../app/db/migrate.ts";
import { startThrowawayPostgres } from "../tests/setup/throwaway-postgres.ts";

/** Compares the columns that the migrations make with those that schema.prisma describes: name, type, may it be null. */
const SQL_TYPES: Record<string, string> = {
  String: "text",
  Boolean: "boolean",
  Int: "integer",
  BigInt: "bigint",
  DateTime: "timestamp with time zone",
  Json: "jsonb",
};
const NATIVE_TYPES: Record<string, string> = {
  Uuid: "uuid",
  Date: "date",
  Timestamptz: "timestamp with time zone",
};

interface Column {
  table: string;
  column: string;
  type: string;
  nullable: boolean;
}

const described = describedColumns();
const postgres = await startThrowawayPostgres();
try {
  await migrate(postgres.url("postgres"));
  const made = await madeColumns(postgres.url("postgres"));
  const differences = [
    ...missingFrom(described, made, "only in schema.prisma"),
    ...missingFrom(made, described, "only in the migrations"),
  ];
  if (differences.length > 0) {
    process.stdout.write(`${differences.join("\n")}\n`);
    process.exitCode = 1;
  }
} finally {
  await postgres.stop();
}

/** The client carries no column types at run time, so the schema is read as text: one field a line, as prisma formats it. */
function describedColumns(): Column[] {
  const models = readFileSync("prisma/schema.prisma", "utf8").matchAll(/^model (\w+) \{\n([\s\S]*?)^\}/gm);
  return [...models].flatMap(([, model = "", body = ""]) => {
    const table = /@@map\("(\w+)"\)/.exec(body)?.[1] ?? model;
    return [...body.matchAll(/^ {2}(\w+) +(\w+)(\?|\[\])?(.*)$/gm)].map(
      ([, field = "", type = "", mark, attributes = ""]) => ({
        table,
        column: /@map\("(\w+)"\)/.exec(attributes)?.[1] ?? field,
        type:
          mark === "[]"
            ? "ARRAY"
            : (NATIVE_TYPES[/@db\.(\w+)/.exec(attributes)?.[1] ?? ""] ?? SQL_TYPES[type] ?? type),
        nullable: mark === "?",
      }),
    );
  });
}

async function madeColumns(connectionString: string): Promise<Column[]> {
  const client = new pg.Client({ connectionString });
  await client.connect();
  try {
    const { rows } = await client.query<{ table: string; column: string; type: string; nullable: boolean }>(`
      SELECT table_name AS "table", column_name AS "column", data_type AS type, is_nullable = 'YES' AS nullable
      FROM information_schema.columns WHERE table_schema = 'public' AND table_name <> '_prisma_migrations'`);
    return rows;
  } finally {
    await client.end();
  }
}

function missingFrom(some: Column[], others: Column[], where: string): string[] {
  const known = new Set(others.map((column) => columnKey(column)));
  return some
    .filter((column) => !known.has(columnKey(column)))
    .map(
      ({ table, column, type, nullable }) =>
        `${where}: ${table}.${column} ${type}${nullable ? "" : " not null"}`,
    );
}

function columnKey({ table, column, type, nullable }: Column): string {
  return `${table}.${column} ${type} ${nullable}`;
}
