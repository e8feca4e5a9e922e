import type { Transaction } from "./client.ts";

export interface PendingWork {
  pendingDeliveries: number;
  pendingOrders: number;
  oldestPendingAt: Date | null;
  catalogueState: "waiting" | "running" | "done" | "failed";
  catalogueDone: number;
  catalogueTotal: number | null;
}

/**
 * What of a shop's events is still to be worked off, and how far its catalogue is mirrored. One statement.
 * @param lookUpKeys what the keys of jobs begin with that find out which orders are to be read: each counts as an order
 */
export async function readShopStatus(
  tx: Transaction,
  shopId: string,
  lookUpKeys: string,
): Promise<PendingWork> {
  const [row] = await tx.$queryRaw<PendingWork[]>`
    SELECT deliveries.count AS "pendingDeliveries", fetches.count + lookups.count AS "pendingOrders",
      least(deliveries.oldest, fetches.oldest, lookups.oldest) AS "oldestPendingAt",
      s.catalogue_state AS "catalogueState", s.catalogue_done AS "catalogueDone", s.catalogue_total AS "catalogueTotal"
    FROM shop s
    CROSS JOIN LATERAL (
      SELECT count(*)::int AS count, min(d.received_at) AS oldest FROM webhook_delivery d
      WHERE d.shop_id = s.id AND d.processed_at IS NULL
    ) deliveries
    CROSS JOIN LATERAL (
      SELECT count(*)::int AS count, min(o.fetch_requested_at) AS oldest FROM orders o
      WHERE o.shop_id = s.id AND o.fetch_requested_at IS NOT NULL
    ) fetches
    CROSS JOIN LATERAL (
      SELECT count(*)::int AS count, min(j.created_at) AS oldest FROM graphile_worker.jobs j
      WHERE starts_with(j.key, ${lookUpKeys}) AND (j.attempts < j.max_attempts OR j.locked_at IS NOT NULL)
    ) lookups
    WHERE s.id = ${shopId}::uuid`;
  if (row === undefined) throw new Error(`shop ${shopId} is gone`);
  return row;
}
