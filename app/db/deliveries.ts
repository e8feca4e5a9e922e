import { Prisma } from "@prisma/client";
import type { ShopifyId } from "#app/domain/shopify-id.ts";
import type { Database, Transaction } from "./client.ts";
import { pgArray } from "./pg-array.ts";

/** A stored webhook that is to be processed. */
export interface Delivery {
  /** Where the row is: valid inside the transaction that claimed it. */
  ctid: string;
  topic: string;
  webhookId: string;
  body: string;
  /** The order whose body it is; null: it carries none, or none that is legible. */
  orderId: ShopifyId | null;
  triggeredAt: Date | null;
  receivedAt: Date;
  attempts: number;
}

/** Installed shops that have deliveries to process now. Skips from shop to shop in the index, however many rows wait. */
export async function findShopsWithDeliveries(db: Database, now: Date): Promise<string[]> {
  const rows = await db.$queryRaw<{ shop_id: string }[]>`
    WITH RECURSIVE pending AS (
      (SELECT shop_id FROM webhook_delivery WHERE processed_at IS NULL ORDER BY shop_id LIMIT 1)
      UNION ALL
      SELECT (
        SELECT d.shop_id FROM webhook_delivery d
        WHERE d.processed_at IS NULL AND d.shop_id > pending.shop_id
        ORDER BY d.shop_id LIMIT 1
      )
      FROM pending WHERE pending.shop_id IS NOT NULL
    )
    SELECT p.shop_id::text AS shop_id
    FROM pending p
    JOIN shop s ON s.id = p.shop_id AND s.uninstalled_at IS NULL
    WHERE EXISTS (
      SELECT 1 FROM webhook_delivery d
      WHERE d.shop_id = p.shop_id AND d.processed_at IS NULL AND (d.retry_at IS NULL OR d.retry_at <= ${now})
    )`;
  return rows.map((row) => row.shop_id);
}

/** The topics of order bodies, word for word as the index of all other webhooks that wait leaves them out. */
const NO_ORDER_BODY = Prisma.sql`topic NOT IN (
  'orders/create', 'orders/updated', 'orders/paid', 'orders/fulfilled', 'orders/partially_fulfilled', 'orders/cancelled')`;

export interface ClaimInput {
  topics: readonly string[];
  /** Whether some of the topics carry a whole order. */
  orderBodies: boolean;
  now: Date;
  limit: number;
}

/** Locks up to `limit` deliveries of these topics, oldest first, passing over those that another worker has. */
export async function claimDeliveries(
  tx: Transaction,
  shopId: string,
  { topics, orderBodies, now, limit }: ClaimInput,
): Promise<Delivery[]> {
  const rows = await tx.$queryRaw<DeliveryRow[]>`
    SELECT ${COLUMNS}
    FROM webhook_delivery
    WHERE shop_id = ${shopId}::uuid AND processed_at IS NULL AND (retry_at IS NULL OR retry_at <= ${now})
      AND topic = ANY (${pgArray(topics)}::text[]) ${orderBodies ? Prisma.empty : Prisma.sql`AND ${NO_ORDER_BODY}`}
    ORDER BY received_at
    LIMIT ${limit}
    FOR UPDATE SKIP LOCKED`;
  return rows.map(toDelivery);
}

/**
 * Of claimed order bodies, those that can be processed now: orders of which another worker has a delivery in hand are left
 * out, for it would only be waited for. Deliveries of these orders that came later are claimed too: what carries the whole
 * order is processed once. Where others have all of them in hand, waiting is all that is left, and all are returned.
 */
export async function claimWholeOrders(
  tx: Transaction,
  shopId: string,
  claimed: readonly Delivery[],
  now: Date,
): Promise<Delivery[]> {
  const orderIds = claimed.flatMap(({ orderId }) => (orderId === null ? [] : [orderId]));
  const others = await tx.$queryRaw<{ ctid: string; order_id: bigint }[]>`
    SELECT ctid::text AS ctid, order_id FROM webhook_delivery
    WHERE shop_id = ${shopId}::uuid AND processed_at IS NULL AND (retry_at IS NULL OR retry_at <= ${now})
      AND order_id = ANY (${pgArray(orderIds)}::bigint[])
      AND ctid <> ALL (${pgArray(claimed.map(({ ctid }) => ctid))}::tid[])`;
  if (others.length === 0) return [...claimed];
  // Since then a row may have gone and another webhook, of whatever shop, may have come in its place.
  const rows = await tx.$queryRaw<DeliveryRow[]>`
    SELECT ${COLUMNS} FROM webhook_delivery
    WHERE shop_id = ${shopId}::uuid AND ctid = ANY (${pgArray(others.map(({ ctid }) => ctid))}::tid[])
      AND processed_at IS NULL AND order_id = ANY (${pgArray(orderIds)}::bigint[])
    FOR UPDATE SKIP LOCKED`;
  const joined = new Set(rows.map(({ ctid }) => ctid));
  const inOtherHands = new Set(others.filter(({ ctid }) => !joined.has(ctid)).map((other) => other.order_id));
  const mine = [...claimed, ...rows.map(toDelivery)].filter(
    ({ orderId }) => orderId === null || !inOtherHands.has(orderId),
  );
  return mine.length === 0 ? [...claimed] : mine;
}

/** Locks one delivery; null when it is done already or another worker has it. */
export async function claimDelivery(
  tx: Transaction,
  shopId: string,
  { topic, webhookId }: { topic: string; webhookId: string },
): Promise<Delivery | null> {
  const rows = await tx.$queryRaw<DeliveryRow[]>`
    SELECT ${COLUMNS}
    FROM webhook_delivery
    WHERE shop_id = ${shopId}::uuid AND topic = ${topic} AND webhook_id = ${webhookId}
      AND processed_at IS NULL
    FOR UPDATE SKIP LOCKED`;
  return rows[0] === undefined ? null : toDelivery(rows[0]);
}

/** Marks claimed deliveries as processed; their bodies, which hold personal data, go. */
export async function finishDeliveries(
  tx: Transaction,
  deliveries: readonly Delivery[],
  now: Date,
): Promise<void> {
  if (deliveries.length === 0) return;
  await tx.$executeRaw`
    UPDATE webhook_delivery
    SET processed_at = ${now}, body = NULL, retry_at = NULL, error = NULL
    WHERE ctid = ANY (${pgArray(deliveries.map((delivery) => delivery.ctid))}::tid[])`;
}

/** Sets a delivery aside until `retryAt`, or, when that is null, for good. */
export async function parkDelivery(
  tx: Transaction,
  shopId: string,
  { topic, webhookId }: { topic: string; webhookId: string },
  failure: { error: string; now: Date; retryAt: Date | null },
): Promise<void> {
  const { error, now, retryAt } = failure;
  await tx.$executeRaw`
    UPDATE webhook_delivery
    SET attempts = attempts + 1, error = ${error}, retry_at = ${retryAt},
      processed_at = CASE WHEN ${retryAt}::timestamptz IS NULL THEN ${now}::timestamptz END,
      body = CASE WHEN ${retryAt}::timestamptz IS NULL THEN NULL ELSE body END
    WHERE shop_id = ${shopId}::uuid AND topic = ${topic} AND webhook_id = ${webhookId}
      AND processed_at IS NULL`;
}

/** Deletes up to `limit` deliveries that were processed before `before`. @returns how many there were */
export async function deleteOldDeliveries(db: Database, before: Date, limit: number): Promise<number> {
  return await db.$executeRaw`
    DELETE FROM webhook_delivery WHERE ctid = ANY (ARRAY(
      SELECT ctid FROM webhook_delivery WHERE processed_at < ${before} LIMIT ${limit}
    ))`;
}

const COLUMNS = Prisma.sql`
  ctid::text AS ctid, topic, webhook_id, body, order_id, triggered_at, received_at, attempts`;

interface DeliveryRow {
  ctid: string;
  topic: string;
  webhook_id: string;
  body: string | null;
  order_id: bigint | null;
  triggered_at: Date | null;
  received_at: Date;
  attempts: number;
}

function toDelivery(row: DeliveryRow): Delivery {
  return {
    ctid: row.ctid,
    topic: row.topic,
    webhookId: row.webhook_id,
    body: row.body ?? "",
    orderId: row.order_id,
    triggeredAt: row.triggered_at,
    receivedAt: row.received_at,
    attempts: row.attempts,
  };
}
