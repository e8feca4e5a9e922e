import type { ShopifyId } from "#app/domain/shopify-id.ts";
import type { Database, Transaction } from "./client.ts";
import { pgArray } from "./pg-array.ts";

/** An order in hand, with what the app wrote to Shopify last. */
export interface LeasedPublication {
  orderId: ShopifyId;
  /** Tries that failed since the last one that did not. */
  attempts: number;
  /** The batch codes that Shopify shows; null: none. */
  published: string | null;
  /** Of what was written; null: nothing was; empty: not known. */
  digest: string | null;
  /** Tags that the app added, or was about to add. */
  tags: string[];
}

/** How an order leaves the hand of the worker that leased it. */
export interface PublicationOutcome extends Pick<LeasedPublication, "orderId" | "published" | "digest"> {
  /** Null: as they are noted already. */
  tags: string[] | null;
  /** Something was written. */
  written: boolean;
  error: string | null;
  /** Null: done with, until the order changes again. */
  retryAt: Date | null;
}

/**
 * Asks for what Shopify shows of these orders to be brought up to date at `dueAt`, or at the earlier time that was asked for
 * already. One statement for a set; writes nothing for a shop that shows no codes.
 */
export async function markOrdersForPublication(
  tx: Transaction,
  shopId: string,
  orderIds: readonly ShopifyId[],
  dueAt: Date,
): Promise<void> {
  if (orderIds.length === 0) return;
  await tx.$executeRaw`
    INSERT INTO order_publication AS p (shop_id, order_id, due_at)
    SELECT s.id, t.id, ${dueAt}
    FROM shop s, unnest(${pgArray(orderIds)}::bigint[]) AS t (id)
    WHERE s.id = ${shopId}::uuid AND (s.publish_codes OR s.publish_tags)
    ORDER BY t.id
    ON CONFLICT (shop_id, order_id) DO UPDATE SET due_at = excluded.due_at
      WHERE p.due_at IS NULL OR p.due_at > excluded.due_at`;
}

/** Installed shops with orders that are due, or whose merchant has turned a switch that no order follows yet. */
export async function findShopsToPublish(db: Database, now: Date): Promise<string[]> {
  const rows = await db.$queryRaw<{ shop_id: string }[]>`
    SELECT s.id::text AS shop_id
    FROM shop s
    WHERE s.uninstalled_at IS NULL AND (
      (s.publish_codes, s.publish_tags) IS DISTINCT FROM (s.shown_codes, s.shown_tags)
      OR s.id IN (
        SELECT shop_id FROM order_publication
        WHERE due_at <= ${now} AND (claimed_until IS NULL OR claimed_until < ${now})
        UNION ALL
        SELECT shop_id FROM order_publication WHERE claimed_until < ${now}))`;
  return rows.map((row) => row.shop_id);
}

/**
 * Takes up to `limit` orders in hand, the longest due first. Their marks are taken off, so that a change from now on sets a
 * new one; a lease that runs out stands for the mark of a worker that died.
 */
export async function leasePublications(
  db: Database,
  shopId: string,
  { now, until, limit }: { now: Date; until: Date; limit: number },
): Promise<LeasedPublication[]> {
  const rows = await db.$queryRaw<(Omit<LeasedPublication, "orderId"> & { order_id: bigint })[]>`
    WITH due AS (
      SELECT order_id FROM order_publication
      WHERE shop_id = ${shopId}::uuid
        AND (due_at <= ${now} AND (claimed_until IS NULL OR claimed_until < ${now}) OR claimed_until < ${now})
      ORDER BY coalesce(due_at, claimed_until), order_id
      LIMIT ${limit}
      FOR UPDATE SKIP LOCKED
    )
    UPDATE order_publication p SET due_at = NULL, claimed_until = ${until}
    FROM due
    WHERE p.shop_id = ${shopId}::uuid AND p.order_id = due.order_id
    RETURNING p.order_id, p.attempts, p.published, p.digest, p.tags`;
  return rows.map(({ order_id: orderId, ...row }) => ({ orderId, ...row }));
}

/** Keeps in mind which tags are about to be added: after a crash they are known to be the app's own. */
export async function noteTagsToAdd(
  db: Database,
  shopId: string,
  until: Date,
  orders: readonly { orderId: ShopifyId; tags: readonly string[] }[],
): Promise<void> {
  if (orders.length === 0) return;
  const orderIds = pgArray(orders.map((order) => order.orderId));
  await db.$executeRaw`
    WITH mine AS (
      SELECT order_id FROM order_publication
      WHERE shop_id = ${shopId}::uuid AND claimed_until = ${until} AND order_id = ANY (${orderIds}::bigint[])
      ORDER BY order_id
      FOR NO KEY UPDATE
    )
    UPDATE order_publication p SET tags = ARRAY(SELECT jsonb_array_elements_text(t.tags))
    FROM mine JOIN unnest(
      ${orderIds}::bigint[],
      ${pgArray(orders.map((order) => JSON.stringify(order.tags)))}::jsonb[]
    ) AS t (order_id, tags) ON t.order_id = mine.order_id
    WHERE p.shop_id = ${shopId}::uuid AND p.order_id = mine.order_id`;
}

/** Ends leases that are still this worker's. A mark that was set meanwhile stays; a retry comes no later than it would. */
export async function recordPublications(
  db: Database,
  shopId: string,
  { until, now }: { until: Date; now: Date },
  outcomes: readonly PublicationOutcome[],
): Promise<void> {
  await db.$executeRaw`
    WITH mine AS (
      SELECT order_id FROM order_publication
      WHERE shop_id = ${shopId}::uuid AND claimed_until = ${until}
        AND order_id = ANY (${pgArray(outcomes.map((outcome) => outcome.orderId))}::bigint[])
      ORDER BY order_id
      FOR UPDATE
    )
    UPDATE order_publication p
    SET claimed_until = NULL, due_at = least(p.due_at, t.retry_at),
      attempts = CASE WHEN t.retry_at IS NULL THEN 0 ELSE p.attempts + 1 END, error = t.error,
      published = t.published, digest = t.digest,
      tags = CASE WHEN t.tags IS NULL THEN p.tags ELSE ARRAY(SELECT jsonb_array_elements_text(t.tags)) END,
      published_at = CASE WHEN t.written THEN ${now} ELSE p.published_at END
    FROM mine JOIN unnest(
      ${pgArray(outcomes.map((outcome) => outcome.orderId))}::bigint[],
      ${pgArray(outcomes.map((outcome) => outcome.published))}::text[],
      ${pgArray(outcomes.map((outcome) => outcome.digest))}::text[],
      ${pgArray(outcomes.map(({ tags }) => (tags === null ? null : JSON.stringify(tags))))}::jsonb[],
      ${pgArray(outcomes.map((outcome) => outcome.written))}::boolean[],
      ${pgArray(outcomes.map((outcome) => outcome.error))}::text[],
      ${pgArray(outcomes.map((outcome) => outcome.retryAt))}::timestamptz[]
    ) AS t (order_id, published, digest, tags, written, error, retry_at) ON t.order_id = mine.order_id
    WHERE p.shop_id = ${shopId}::uuid AND p.order_id = mine.order_id`;
}
