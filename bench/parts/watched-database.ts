import pg from "pg";
import { databaseOver } from "#app/db/client.ts";
import type { Database } from "#app/db/client.ts";

export interface Plan {
  /** The statement, in one line. */
  statement: string;
  /** As EXPLAIN prints it. */
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
      "-c session_preload_libraries=auto_explain -c auto_explain.log_min_duration=0 -c auto_explain.log_parameter_max_length=0 -c client_min_messages=log",
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
