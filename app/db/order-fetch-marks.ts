import type { ShopifyId } from "#app/domain/shopify-id.ts";
import type { Database, Transaction } from "./client.ts";
import { pgArray } from "./pg-array.ts";

/** An order that is to be read from Shopify, leased to the caller. */
export interface OrderToFetch {
  orderId: ShopifyId;
  /** Given back with `clearFetchMarks`: a later mark is another request, which the read at hand may not have seen. */
  requestedAt: Date;
  attempts: number;
  /** When the order was placed; null when only an event of it is known. */
  processedAt: Date | null;
}

/** Why an order is to be read. */
export interface FetchMark {
  orderId: ShopifyId;
  /** When the event happened that calls for it: a state of the order from then or later makes the read needless. Null: only Shopify can tell. */
  eventAt: Date | null;
}

/**
 * Asks for orders to be read from Shopify; unknown ones get a row. Reading an order costs more than half a second of the
 * shop's whole API budget, so none is asked for whose stored state is as new as the event. Orders deleted in Shopify are
 * left alone. What went wrong with a former request that needs no answer any more does not keep this one waiting.
 */
export async function markOrdersForFetch(
  tx: Transaction,
  shopId: string,
  marks: readonly FetchMark[],
  at: Date,
): Promise<void> {
  if (marks.length === 0) return;
  // Strictly later than a former mark, whatever the clock says: the mark's instant is what tells two requests apart.
  await tx.$executeRaw`
    INSERT INTO orders AS o (shop_id, id, fetch_requested_at, fetch_event_at)
    SELECT ${shopId}::uuid, id, ${at}, max(coalesce(event_at, 'infinity'))
    FROM unnest(
      ${pgArray(marks.map((mark) => mark.orderId))}::bigint[],
      ${pgArray(marks.map((mark) => mark.eventAt))}::timestamptz[]
    ) AS t (id, event_at)
    GROUP BY id
    ORDER BY id
    ON CONFLICT (shop_id, id) DO UPDATE
      SET fetch_requested_at =
          greatest(excluded.fetch_requested_at, o.fetch_requested_at + interval '1 millisecond'),
        fetch_event_at = greatest(excluded.fetch_event_at, o.fetch_event_at),
        fetch_claimed_until = CASE WHEN o.fetch_requested_at IS NULL THEN NULL ELSE o.fetch_claimed_until END,
        fetch_attempts = CASE WHEN o.fetch_requested_at IS NULL THEN 0 ELSE o.fetch_attempts END
      WHERE o.deleted_at IS NULL
        AND (o.shopify_updated_at IS NULL OR o.shopify_updated_at < excluded.fetch_event_at)`;
}

/** Asks for the orders to be read that have units still to ship without a batch. */
export async function markWaitingOrders(tx: Transaction, shopId: string, at: Date): Promise<void> {
  const rows = await tx.$queryRaw<{ id: bigint }[]>`
    SELECT DISTINCT order_id AS id FROM order_line
    WHERE shop_id = ${shopId}::uuid AND unassigned > unassigned_shipped`;
  const marks = rows.map((row) => ({ orderId: row.id, eventAt: null }));
  await markOrdersForFetch(tx, shopId, marks, at);
}

/** Shops that have marked orders which nobody has leased. */
export async function findShopsToFetch(
  db: Database,
  { now, markedBefore }: { now: Date; markedBefore: Date },
): Promise<string[]> {
  const rows = await db.$queryRaw<{ shop_id: string }[]>`
    SELECT DISTINCT o.shop_id::text AS shop_id
    FROM orders o
    JOIN shop s ON s.id = o.shop_id
    WHERE o.fetch_requested_at <= ${markedBefore} AND (o.fetch_claimed_until IS NULL OR o.fetch_claimed_until < ${now})
      AND s.uninstalled_at IS NULL`;
  return rows.map((row) => row.shop_id);
}

/**
 * Leases up to `limit` orders marked by then, the longest waiting first; a lease that runs out may be taken by another. One that
 * could not be read or settled before comes alone: whatever is wrong with it, those beside it would fail with it again.
 */
export async function leaseOrdersToFetch(
  db: Database,
  shopId: string,
  { now, markedBefore, until, limit }: { now: Date; markedBefore: Date; until: Date; limit: number },
): Promise<OrderToFetch[]> {
  const rows = await db.$queryRaw<
    { id: bigint; fetch_requested_at: Date; fetch_attempts: number; processed_at: Date | null }[]
  >`
    WITH marked AS (
      SELECT id, fetch_attempts > 0 AS failed, row_number() OVER (ORDER BY fetch_requested_at, id) AS place
      FROM (
        SELECT id, fetch_requested_at, fetch_attempts FROM orders
        WHERE shop_id = ${shopId}::uuid AND fetch_requested_at <= ${markedBefore}
          AND (fetch_claimed_until IS NULL OR fetch_claimed_until < ${now})
        ORDER BY fetch_requested_at, id
        LIMIT ${limit}
        FOR UPDATE SKIP LOCKED
      ) longest
    )
    UPDATE orders o SET fetch_claimed_until = ${until}
    FROM marked m
    WHERE o.shop_id = ${shopId}::uuid AND o.id = m.id
      AND (m.place = 1 OR NOT m.failed AND NOT EXISTS (SELECT FROM marked WHERE place = 1 AND failed))
    RETURNING o.id, o.fetch_requested_at, o.fetch_attempts, o.processed_at`;
  return rows.map((row) => ({
    orderId: row.id,
    requestedAt: row.fetch_requested_at,
    attempts: row.fetch_attempts,
    processedAt: row.processed_at,
  }));
}

/** Ends leases that were served. A mark that was set again meanwhile stays, free to be leased at once. */
export async function clearFetchMarks(
  tx: Transaction,
  shopId: string,
  served: readonly OrderToFetch[],
  problem: string | null = null,
): Promise<void> {
  if (served.length === 0) return;
  await tx.$executeRaw`
    UPDATE orders o
    SET fetch_requested_at = CASE WHEN o.fetch_requested_at = t.requested_at THEN NULL ELSE o.fetch_requested_at END,
      fetch_event_at = CASE WHEN o.fetch_requested_at = t.requested_at THEN NULL ELSE o.fetch_event_at END,
      fetch_claimed_until = NULL, fetch_attempts = 0, fetch_error = ${problem}
    FROM unnest(
      ${pgArray(served.map((order) => order.orderId))}::bigint[],
      ${pgArray(served.map((order) => order.requestedAt))}::timestamptz[]
    ) AS t (id, requested_at)
    WHERE o.shop_id = ${shopId}::uuid AND o.id = t.id`;
}

/** Keeps the marks and has the orders wait until `retryAt`. */
export async function postponeFetch(
  db: Database,
  shopId: string,
  orders: readonly OrderToFetch[],
  { retryAt, problem }: { retryAt: Date; problem: string },
): Promise<void> {
  await db.$executeRaw`
    UPDATE orders
    SET fetch_claimed_until = ${retryAt}, fetch_attempts = fetch_attempts + 1, fetch_error = ${problem}
    WHERE shop_id = ${shopId}::uuid AND id IN (
      SELECT id FROM orders
      WHERE shop_id = ${shopId}::uuid AND id = ANY (${pgArray(orders.map((order) => order.orderId))}::bigint[])
      ORDER BY id
      FOR NO KEY UPDATE
    )`;
}
