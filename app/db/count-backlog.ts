import type { Database } from "./client.ts";

interface Backlog {
  deliveries: number;
  orders: number;
  mails: number;
  publications: number;
}

/** What waits to be done, over all shops. */
export async function countBacklog(db: Database): Promise<Backlog> {
  const [row] = await db.$queryRaw<Backlog[]>`
    SELECT
      (SELECT count(*)::int FROM webhook_delivery WHERE processed_at IS NULL) AS deliveries,
      (SELECT count(*)::int FROM orders WHERE fetch_requested_at IS NOT NULL) AS orders,
      (SELECT count(*)::int FROM recall_recipient WHERE status IN ('queued', 'sending', 'uncertain')) AS mails,
      (SELECT count(*)::int FROM order_publication WHERE due_at IS NOT NULL OR claimed_until IS NOT NULL)
        AS publications`;
  return row ?? { deliveries: 0, orders: 0, mails: 0, publications: 0 };
}
