import type { Transaction } from "./client.ts";
import { UNITS_WITHOUT_BATCH, WAITS_FOR_BATCH } from "./waiting-units.ts";

/** The statements of the Home page, one a card. */

export interface WaitingUnits {
  units: number;
  orders: number;
  oldestAt: Date | null;
}

/** Units that no batch was found for, deferred ones left out, and when the oldest order among them was placed. */
export async function readWaitingUnits(tx: Transaction, shopId: string): Promise<WaitingUnits> {
  const rows = await tx.$queryRaw<WaitingUnits[]>`
    SELECT coalesce(sum(${UNITS_WITHOUT_BATCH}), 0)::int AS units, count(DISTINCT l.order_id)::int AS orders,
      min(o.processed_at) AS "oldestAt"
    FROM order_line l JOIN orders o ON o.shop_id = l.shop_id AND o.id = l.order_id
    WHERE l.shop_id = ${shopId}::uuid AND ${WAITS_FOR_BATCH}`;
  return rows[0] ?? { units: 0, orders: 0, oldestAt: null };
}

export interface ExpiringBatch {
  id: string;
  code: string;
  title: string;
  imageUrl: string | null;
  expiresOn: string;
  remaining: number;
  /** Of all such batches, not only of those given. */
  total: number;
}

/** Batches with units on the shelf that expire on a day up to `until`, the first to expire first. */
export async function readExpiringBatches(
  tx: Transaction,
  shopId: string,
  until: string,
  limit: number,
): Promise<ExpiringBatch[]> {
  return tx.$queryRaw<ExpiringBatch[]>`
    SELECT b.id::text AS id, b.code, shelf.title, shelf.image_url AS "imageUrl",
      to_char(b.expires_on, 'YYYY-MM-DD') AS "expiresOn", shelf.remaining, (count(*) OVER ())::int AS total
    FROM batch b
    CROSS JOIN LATERAL (
      SELECT sum(i.remaining)::int AS remaining, min(p.title) AS title,
        min(coalesce(v.image_url, p.image_url)) AS image_url
      FROM batch_item i
      JOIN variant v ON v.shop_id = i.shop_id AND v.id = i.variant_id
      JOIN product p ON p.shop_id = v.shop_id AND p.id = v.product_id
      WHERE i.shop_id = b.shop_id AND i.batch_id = b.id AND i.remaining > 0
    ) shelf
    WHERE b.shop_id = ${shopId}::uuid AND b.status IN ('open', 'on_hold') AND b.expires_on <= ${until}::date
      AND shelf.remaining > 0
    ORDER BY b.expires_on, b.id LIMIT ${limit}`;
}

export interface RunningRecall {
  id: string;
  number: string;
  drill: boolean;
  status: "active" | "paused";
  launchedAt: Date;
  orders: number;
  ordersTagged: number;
  ordersFailed: number;
  recipients: number;
  recipientsSettled: number;
}

/** Recalls that are not over, the latest first, with how far tags and notices are. */
export async function readRunningRecalls(tx: Transaction, shopId: string): Promise<RunningRecall[]> {
  return tx.$queryRaw<RunningRecall[]>`
    SELECT r.id::text AS id, r.number, r.drill, r.status, r.launched_at AS "launchedAt",
      tags.total AS orders, tags.tagged AS "ordersTagged", tags.failed AS "ordersFailed",
      notices.total AS recipients, notices.settled AS "recipientsSettled"
    FROM recall r
    CROSS JOIN LATERAL (
      SELECT count(*)::int AS total, (count(*) FILTER (WHERE o.tag_status = 'tagged'))::int AS tagged,
        (count(*) FILTER (WHERE o.tag_status = 'failed'))::int AS failed
      FROM recall_order o WHERE o.shop_id = r.shop_id AND o.recall_id = r.id
    ) tags
    CROSS JOIN LATERAL (
      SELECT count(*)::int AS total,
        (count(*) FILTER (WHERE n.status NOT IN ('queued', 'sending', 'uncertain')))::int AS settled
      FROM recall_recipient n WHERE n.shop_id = r.shop_id AND n.recall_id = r.id
    ) notices
    WHERE r.shop_id = ${shopId}::uuid AND r.status IN ('active', 'paused')
    ORDER BY r.launched_at DESC, r.id DESC LIMIT 20`;
}

export interface DoneSteps {
  catalogueMirrored: boolean;
  batchMade: boolean;
  pastReplayed: boolean;
  orderFilled: boolean;
  drillRun: boolean;
}

/** Which of the first-run steps are done. */
export async function readDoneSteps(tx: Transaction, shopId: string): Promise<DoneSteps> {
  const [row] = await tx.$queryRaw<DoneSteps[]>`
    SELECT s.catalogue_state = 'done' AS "catalogueMirrored",
      EXISTS (SELECT FROM batch b WHERE b.shop_id = s.id) AS "batchMade",
      EXISTS (SELECT FROM order_import i
        WHERE i.shop_id = s.id AND i.kind = 'replay' AND i.state = 'done') AS "pastReplayed",
      EXISTS (SELECT FROM assignment a WHERE a.shop_id = s.id) AS "orderFilled",
      EXISTS (SELECT FROM recall r WHERE r.shop_id = s.id AND r.drill) AS "drillRun"
    FROM shop s WHERE s.id = ${shopId}::uuid`;
  if (row === undefined) throw new Error(`shop ${shopId} is gone`);
  return row;
}

export interface DayCounts {
  orders: number;
  unitsAssigned: number;
  batchesMade: number;
}

/**
 * What happened since an instant: orders placed, units of them that have a batch, batches made. The units are summed order
 * by order: a join would be planned as a scan of every assignment the shop has ever had.
 */
export async function readDayCounts(
  tx: Transaction,
  shopId: string,
  day: { from: Date; to: Date },
): Promise<DayCounts> {
  const rows = await tx.$queryRaw<DayCounts[]>`
    SELECT today.orders, today.units AS "unitsAssigned",
      (SELECT count(*) FROM batch b
        WHERE b.shop_id = ${shopId}::uuid AND b.made_at >= ${day.from} AND b.made_at <= ${day.to})::int AS "batchesMade"
    FROM (
      SELECT count(*)::int AS orders, coalesce(sum((
        SELECT sum(a.promised + a.shipped + a.returned) FROM assignment a
        WHERE a.shop_id = o.shop_id AND a.order_id = o.id
      )), 0)::int AS units
      FROM orders o
      WHERE o.shop_id = ${shopId}::uuid AND o.processed_at >= ${day.from} AND o.settled_at IS NOT NULL
    ) today`;
  return rows[0] ?? { orders: 0, unitsAssigned: 0, batchesMade: 0 };
}
