import type { Database } from "./client.ts";

/** What waits to be done, over all shops. */
export async function countBacklog(
  db: Database,
): Promise<{ deliveries: number; orders: number; mails: number }> {
  const [row] = await db.$queryRaw<{ deliveries: number; orders: number; mails: number }[]>`
    SELECT
      (SELECT count(*)::int FROM webhook_delivery WHERE processed_at IS NULL) AS deliveries,
      (SELECT count(*)::int FROM orders WHERE fetch_requested_at IS NOT NULL) AS orders,
      (SELECT count(*)::int FROM recall_recipient WHERE status IN ('queued', 'sending', 'uncertain')) AS mails`;
  return row ?? { deliveries: 0, orders: 0, mails: 0 };
}
