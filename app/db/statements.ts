import { Prisma } from "@prisma/client";
import pg from "pg";
import type { Transaction } from "./client.ts";

/** SQL's bigints come as JavaScript's, as Prisma gives them; everything else as `pg` reads it. */
const PARSERS = new pg.TypeOverrides();
PARSERS.setTypeParser(pg.types.builtins.INT8, BigInt);

/** Transactions of plain statements on the connections of this pool; one that lasts longer than `limitMs` is undone. */
export function openStatements(
  pool: pg.Pool,
  limitMs: number,
): <Result>(work: (tx: Transaction) => Promise<Result>) => Promise<Result> {
  const begin = `BEGIN; SET LOCAL statement_timeout = ${limitMs}; SET LOCAL idle_in_transaction_session_timeout = ${limitMs}`;
  return async (work) => {
    const client = await pool.connect();
    let broken: Error | undefined;
    // Without a listener a connection that breaks between two statements would end the process.
    const onError = (error: Error): void => void (broken ??= error);
    client.on("error", onError);
    try {
      await client.query(begin);
      const result = await work(statementsOf(client));
      const { command } = await client.query("COMMIT");
      // So Postgres answers when a statement had failed and the work went on regardless.
      if (command !== "COMMIT")
        throw new Error("a statement of the transaction had failed: nothing was written");
      return result;
    } catch (error) {
      // Why the connection broke says more than that the next statement found it broken.
      const reason = broken ?? error;
      await client.query("ROLLBACK").catch((failure: Error) => (broken ??= failure));
      throw reason;
    } finally {
      client.off("error", onError);
      client.release(broken);
    }
  };
}

function statementsOf(client: pg.PoolClient): Transaction {
  const run = async (
    query: TemplateStringsArray | Prisma.Sql,
    values: readonly unknown[],
  ): Promise<pg.QueryResult> => {
    const sql = "raw" in query ? Prisma.sql(query, ...values) : query;
    return client.query({ text: sql.text, values: sql.values.map(toParameter), types: PARSERS });
  };
  return {
    $queryRaw: async <Rows>(query: TemplateStringsArray | Prisma.Sql, ...values: readonly unknown[]) =>
      (await run(query, values)).rows as Rows,
    $executeRaw: async (query, ...values) => (await run(query, values)).rowCount ?? 0,
  };
}

/** As text that means the same in whatever zone the process and the database are. */
function toParameter(value: unknown): unknown {
  if (value instanceof Date) return value.toISOString();
  return typeof value === "bigint" ? String(value) : value;
}
