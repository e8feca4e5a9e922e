import pg from "pg";
import { pgArray } from "#app/db/pg-array.ts";

const TABLES = ["customer", "orders", "order_line", "assignment", "movement", "order_publication"] as const;
const SET_SIZE = 1_000;

interface Rows {
  table: string;
  columns: { name: string; type: string }[];
  /** One list per set of orders; each row holds the columns as text. */
  sets: (string | null)[][][];
}

/** Reads what the engine has written, cut into sets of a thousand orders. */
export async function readWrittenRows(url: string): Promise<Rows[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const all: Rows[] = [];
  for (const table of TABLES) {
    const { rows: columns } = await client.query<{ name: string; type: string }>(
      `SELECT attname AS name, format_type(atttypid, NULL) AS type FROM pg_attribute
       WHERE attrelid = $1::regclass AND attnum > 0 AND NOT attisdropped AND attidentity = '' ORDER BY attnum`,
      [table],
    );
    const order = { customer: "id - 7000000", orders: "id" }[table as string] ?? "order_id";
    const where = table === "movement" ? "WHERE order_id IS NOT NULL" : "";
    const { rows } = await client.query<(string | null)[]>({
      text: `SELECT ${order} AS n, ${columns.map(({ name }) => `${name}::text`).join(", ")} FROM ${table} ${where}`,
      rowMode: "array",
    });
    const sets: (string | null)[][][] = [];
    for (const [orderId, ...row] of rows)
      (sets[Math.floor((Number(orderId) - 1) / SET_SIZE)] ??= []).push(row);
    all.push({ table, columns, sets });
  }
  await client.end();
  return all;
}

/** The floor: the same rows, in sets of a thousand orders, a transaction each, with no logic. @returns milliseconds */
export async function insertRows(url: string, all: readonly Rows[]): Promise<number> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const startedAt = performance.now();
  for (let set = 0; set < (all[0]?.sets.length ?? 0); set++) {
    await client.query("BEGIN");
    for (const { table, columns, sets } of all) {
      const rows = sets[set] ?? [];
      const arrays = columns.map((_, column) => pgArray(rows.map((row) => row[column] ?? null)));
      // Lists of lists come as text: unnest would take the inner ones apart too.
      const casts = columns.map(({ type }, index) => `$${index + 1}::${isList(type) ? "text" : type}[]`);
      const names = columns.map(({ name }) => name).join(", ");
      const values = columns.map(({ name, type }) => (isList(type) ? `${name}::${type}` : name)).join(", ");
      await client.query(
        `INSERT INTO ${table} (${names}) SELECT ${values} FROM unnest(${casts.join(", ")}) AS t (${names})`,
        arrays,
      );
    }
    await client.query("COMMIT");
  }
  const ms = performance.now() - startedAt;
  await client.end();
  return ms;
}

function isList(type: string): boolean {
  return type.endsWith("[]");
}
