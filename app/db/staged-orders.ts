import type { ShopifyId } from "#app/domain/shopify-id.ts";
import type { Database, Transaction } from "./client.ts";
import { pgArray } from "./pg-array.ts";

/** An order of a bulk file that waits to be applied. */
export interface StagedOrder {
  orderId: ShopifyId;
  processedAt: Date;
  updatedAt: Date;
  customerId: ShopifyId | null;
  emailHash: string | null;
  /** Encrypted; null: to be read from Shopify. */
  head: string | null;
}

export interface StagedLine {
  orderId: ShopifyId;
  lineId: ShopifyId;
  seq: number;
  line: string;
}

/** Adds a piece of a file; what was staged before stays as it is, so that the file may be read again from its beginning. */
export async function stageOrders(
  tx: Transaction,
  shopId: string,
  importId: string,
  { orders, lines }: { orders: readonly StagedOrder[]; lines: readonly StagedLine[] },
): Promise<void> {
  await tx.$executeRaw`
    INSERT INTO staged_order (
      shop_id, import_id, order_id, processed_at, updated_at, customer_id, email_hash, head)
    SELECT ${shopId}::uuid, ${importId}::uuid, t.* FROM unnest(
      ${pgArray(orders.map((order) => order.orderId))}::bigint[],
      ${pgArray(orders.map((order) => order.processedAt))}::timestamptz[],
      ${pgArray(orders.map((order) => order.updatedAt))}::timestamptz[],
      ${pgArray(orders.map((order) => order.customerId))}::bigint[],
      ${pgArray(orders.map((order) => order.emailHash))}::text[],
      ${pgArray(orders.map((order) => order.head))}::text[]
    ) AS t
    ON CONFLICT DO NOTHING`;
  await tx.$executeRaw`
    INSERT INTO staged_line (shop_id, import_id, order_id, line_id, seq, line)
    SELECT ${shopId}::uuid, ${importId}::uuid, t.* FROM unnest(
      ${pgArray(lines.map((line) => line.orderId))}::bigint[],
      ${pgArray(lines.map((line) => line.lineId))}::bigint[],
      ${pgArray(lines.map((line) => line.seq))}::integer[],
      ${pgArray(lines.map((line) => line.line))}::text[]
    ) AS t
    ON CONFLICT DO NOTHING`;
}

/** A staged order with its lines in the order of the file. */
export interface StagedOrderToApply {
  orderId: ShopifyId;
  head: string | null;
  lines: string[];
  /** The app has a state of the order as new as this one. */
  known: boolean;
}

/** The next orders in the order of purchase. */
export async function readStagedOrders(
  db: Database,
  shopId: string,
  importId: string,
  limit: number,
): Promise<StagedOrderToApply[]> {
  return db.$queryRaw<StagedOrderToApply[]>`
    WITH next AS MATERIALIZED (
      SELECT order_id, processed_at, updated_at, head FROM staged_order
      WHERE shop_id = ${shopId}::uuid AND import_id = ${importId}::uuid
      ORDER BY processed_at, order_id
      LIMIT ${limit}
    )
    SELECT n.order_id AS "orderId", n.head,
      coalesce(o.facts_hash IS NOT NULL AND o.shopify_updated_at >= n.updated_at, false) AS known,
      ARRAY(
        SELECT l.line FROM staged_line l
        WHERE l.shop_id = ${shopId}::uuid AND l.import_id = ${importId}::uuid AND l.order_id = n.order_id
        ORDER BY l.seq
      ) AS lines
    FROM next n
    LEFT JOIN orders o ON o.shop_id = ${shopId}::uuid AND o.id = n.order_id
    ORDER BY n.processed_at, n.order_id`;
}

/** Takes orders off the stage. */
export async function unstageOrders(
  tx: Transaction,
  shopId: string,
  importId: string,
  orderIds: readonly ShopifyId[],
): Promise<void> {
  const ids = pgArray(orderIds);
  await tx.$executeRaw`
    DELETE FROM staged_line
    WHERE shop_id = ${shopId}::uuid AND import_id = ${importId}::uuid AND order_id = ANY (${ids}::bigint[])`;
  await tx.$executeRaw`
    DELETE FROM staged_order
    WHERE shop_id = ${shopId}::uuid AND import_id = ${importId}::uuid AND order_id = ANY (${ids}::bigint[])`;
}

/**
 * Stages the orders that the app still owes units, whose state it has from before `asOf` and that the file of open orders
 * leaves out: a webhook about their end was lost. They are to be read from Shopify.
 */
export async function stageSeeminglyOpenOrders(
  tx: Transaction,
  shopId: string,
  importId: string,
  asOf: Date,
): Promise<void> {
  await tx.$executeRaw`
    INSERT INTO staged_order (shop_id, import_id, order_id, processed_at, updated_at)
    SELECT o.shop_id, ${importId}::uuid, o.id, o.processed_at, 'infinity'
    FROM orders o
    WHERE o.shop_id = ${shopId}::uuid AND o.deleted_at IS NULL AND o.processed_at IS NOT NULL
      AND o.shopify_updated_at < ${asOf}
      AND EXISTS (SELECT FROM order_line l WHERE l.shop_id = o.shop_id AND l.order_id = o.id AND l.promised > 0)
    ON CONFLICT DO NOTHING`;
}
