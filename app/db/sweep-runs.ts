import type { Database, ModelTransaction } from "./client.ts";

/** What a reconciliation with Shopify found. */
export interface SweepRun {
  id: string;
  /** `recent`: what changed lately; `open_orders`: every open order. */
  kind: "recent" | "open_orders";
  startedAt: Date;
  finishedAt: Date;
  /** Orders compared. */
  read: number;
  /** Of those, orders that had changed without a webhook that reached the app. */
  found: number;
}

export async function insertSweepRun(tx: ModelTransaction, shopId: string, run: SweepRun): Promise<void> {
  await tx.sweepRun.create({ data: { shopId, ...run } });
}

/** The last run, and what all runs since then found together; null while there was none. */
export async function readSweepRuns(
  db: Database,
  shopId: string,
  since: Date,
): Promise<{ lastAt: Date; found: number } | null> {
  const [row] = await db.$queryRaw<{ lastAt: Date | null; found: number }[]>`
    SELECT max(finished_at) AS "lastAt",
      coalesce(sum(found) FILTER (WHERE finished_at >= ${since}), 0)::int AS found
    FROM sweep_run WHERE shop_id = ${shopId}::uuid`;
  return row?.lastAt == null ? null : { lastAt: row.lastAt, found: row.found };
}
