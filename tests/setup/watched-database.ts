import pg from "pg";
import { databaseOver } from "#app/db/client.ts";
import type { Database } from "#app/db/client.ts";

export interface Plan {
  /** The statement, in one line. */
  statement: string;
  /** As EXPLAIN ANALYZE prints it, without times. */
  plan: string;
}

/**
 * A database that tells the plan of every statement it runs (auto_explain), for as long as it is open: the plans that the
 * app's own parameters get, not those of a copy of its statements.
 */
export function watchDatabase(url: string): { db: Database; plans: Plan[]; close: () => Promise<void> } {
  const plans: Plan[] = [];
  const pool = new pg.Pool({
    connectionString: url,
    max: 2,
    options:
      "-c session_preload_libraries=auto_explain -c auto_explain.log_min_duration=0 -c auto_explain.log_analyze=on -c auto_explain.log_timing=off -c auto_explain.log_parameter_max_length=0 -c client_min_messages=log",
  });
  pool.on("connect", (client) => {
    client.on("notice", ({ message = "" }) => {
      const [, statement, plan] = /Query Text: ([\s\S]*?)\n(\S[\s\S]*\(cost=[\s\S]*)$/.exec(message) ?? [];
      if (statement !== undefined && plan !== undefined) {
        plans.push({ statement: statement.replace(/\s+/g, " ").trim(), plan });
      }
    });
  });
  const db = databaseOver(pool);
  return { db, plans, close: () => db.$disconnect() };
}

/** Rows that a plan took out of tables or indexes, those that it threw away again included. */
export function rowsRead({ plan }: Plan): number {
  const lines = plan.split("\n");
  return lines.reduce((total, line, at) => {
    const scan =
      /(?:Seq Scan|Index Scan|Index Only Scan|Bitmap Heap Scan).*actual .*?rows=([\d.]+) loops=(\d+)/.exec(
        line,
      );
    if (scan === null) return total;
    const indent = line.search(/\S/);
    const own = lines.slice(at + 1);
    const end = own.findIndex((next) => next.includes("->") && next.search(/\S/) !== -1);
    const removed = own
      .slice(0, end === -1 ? undefined : end)
      .filter((next) => next.search(/\S/) > indent)
      .map((next) => Number(/Rows Removed by (?:Filter|Index Recheck): (\d+)/.exec(next)?.[1] ?? 0));
    const [, rows, loops] = scan;
    return total + (Number(rows) + removed.reduce((sum, n) => sum + n, 0)) * Number(loops);
  }, 0);
}
