import { Prisma } from "@prisma/client";
import { CHANGE_OVER_HOURS, CHANGE_OVER_UNITS } from "#app/domain/recall-scope.ts";
import type { RecallRing } from "#app/domain/recall-scope.ts";
import { LAST_SHIPPED_AT } from "./shipments-json.ts";

/**
 * The scope of a recall in steps, shared by the preview (as one query) and the launch (as tables of its transaction), so that
 * both always agree:
 *
 * - `drawsSql`: units per draw: `held` by the buyer, those of them `in_transit`, `promised`, `returned`;
 * - `scopeOrdersSql`: the same summed per order, with the order's two addresses as keyed hashes; test orders are out;
 * - `scopeBuyersSql`, of a table or expression `scope_order`: a row per (buyer, order). The customer's current address hears of
 *   all of that customer's orders, the order's own address, when it differs, of that order only; without any address the
 *   customer, else the order, stands in.
 *
 * Draws are summed per order before any order is read, and of the orders only the stretch between the first and the last of them:
 * a batch goes to orders in a row, and the planner, which cannot know that, would read a million to find 100,000.
 * `draws`: name of a table or materialized expression, it is read more than once.
 */
export function scopeOrdersSql(shopId: string, draws: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`
    SELECT s.order_id, s.held, s.in_transit, s.promised, s.returned, o.customer_id, o.email_hash AS order_hash,
           c.email_hash AS customer_hash, (o.redacted_at IS NOT NULL OR c.redacted_at IS NOT NULL) AS redacted
    FROM (
      SELECT order_id, sum(held)::int AS held, sum(in_transit)::int AS in_transit,
             sum(promised)::int AS promised, sum(returned)::int AS returned
      FROM ${draws} d GROUP BY order_id
    ) s
    JOIN orders o ON o.shop_id = ${shopId}::uuid AND o.id = s.order_id AND NOT o.test
      AND o.id BETWEEN (SELECT min(order_id) FROM ${draws} d) AND (SELECT max(order_id) FROM ${draws} d)
    LEFT JOIN customer c ON c.shop_id = ${shopId}::uuid AND c.id = o.customer_id`;
}

export const scopeBuyersSql = Prisma.sql`
  SELECT o.*, customer_hash AS buyer_key, true AS reachable FROM scope_order o WHERE customer_hash IS NOT NULL
  UNION ALL
  SELECT o.*, order_hash, true FROM scope_order o
  WHERE order_hash IS NOT NULL AND order_hash IS DISTINCT FROM customer_hash
  UNION ALL
  SELECT o.*, CASE WHEN customer_id IS NULL THEN 'order:' || order_id ELSE 'customer:' || customer_id END, false
  FROM scope_order o WHERE order_hash IS NULL AND customer_hash IS NULL`;

/** Units drawn from the batches, in the chosen ring. Unshipped units are always all of them: they are released whatever the ring. */
export function drawsSql(shopId: string, batchIds: readonly string[], ring: RecallRing): Prisma.Sql {
  const counted = ring === "certain" ? Prisma.sql`a.confidence <> 'assumed'` : Prisma.sql`true`;
  const known = Prisma.sql`
    SELECT d.order_id, d.line_id, d.batch_id, d.variant_id, d.held, d.promised, d.returned,
           CASE WHEN l.in_transit IS NULL THEN 0
                WHEN l.in_transit >= l.shipped - l.returned THEN d.held
                ELSE greatest(0, least(d.held, l.in_transit - (
                  SELECT coalesce(sum(n.shipped), 0) FROM assignment n
                  WHERE n.shop_id = ${shopId}::uuid AND n.order_id = d.order_id AND n.line_id = d.line_id
                    AND n.seq > d.seq)))
           END AS in_transit
    FROM (
      SELECT a.order_id, a.line_id, a.seq, a.batch_id, a.variant_id, a.promised,
             CASE WHEN ${counted} THEN a.shipped ELSE 0 END AS held,
             CASE WHEN ${counted} THEN a.returned ELSE 0 END AS returned
      FROM assignment a
      WHERE a.shop_id = ${shopId}::uuid AND a.batch_id = ANY(${batchIds}::uuid[])
    ) d
    LEFT JOIN order_line l
      ON l.shop_id = ${shopId}::uuid AND l.order_id = d.order_id AND l.id = d.line_id AND l.in_transit > 0`;
  if (ring !== "possible") return known;
  return Prisma.sql`
    ${known}
    UNION ALL
    SELECT p.order_id, p.line_id, p.batch_id, p.variant_id, p.units, 0, 0, least(p.units, l.in_transit)
    FROM (${possibleUnits(shopId, batchIds)}) p
    JOIN order_line l ON l.shop_id = ${shopId}::uuid AND l.order_id = p.order_id AND l.id = p.line_id`;
}

/**
 * What the ring *possible* adds, a row per line, named after the recalled batch it may really be from (DOMAIN.md section 4, 13):
 *
 * (a) units that FIFO assumed to be from the batch made just before or just after, of the same variant, and that left near
 *     the change-over: the last 10 units of the one before and the first 10 of the one after, or all that left from 24 hours
 *     before the recalled batch's first shipment to 24 hours after its last, whichever is more;
 * (b) units that left with their batch unknown after the recalled batch was made;
 * (c) units that an earlier launch swapped to another batch and that left since without a confirmation.
 *
 * (a) and (c) can be the same jars, so of these the larger counts; (b) are others. Confirmed and corrected units are known
 * not to be from the recalled batch.
 */
function possibleUnits(shopId: string, batchIds: readonly string[]): Prisma.Sql {
  return Prisma.sql`
    WITH recalled AS (
      SELECT i.batch_id, i.variant_id, b.made_at FROM batch_item i
      JOIN batch b ON b.shop_id = i.shop_id AND b.id = i.batch_id
      WHERE i.shop_id = ${shopId}::uuid AND i.batch_id = ANY(${batchIds}::uuid[])
    ),
    span AS (
      SELECT r.batch_id, r.variant_id, min(l.shipped_at) AS first, max(${LAST_SHIPPED_AT}) AS last
      FROM recalled r
      JOIN assignment a ON a.shop_id = ${shopId}::uuid AND a.batch_id = r.batch_id AND a.variant_id = r.variant_id
                       AND a.shipped + a.returned > 0
      JOIN order_line l ON l.shop_id = a.shop_id AND l.order_id = a.order_id AND l.id = a.line_id
      GROUP BY r.batch_id, r.variant_id
    ),
    ranked AS (
      SELECT i.variant_id, b.id, row_number() OVER (
               PARTITION BY i.variant_id ORDER BY b.made_at, b.opened_at NULLS LAST, b.code COLLATE "C", b.id) AS place
      FROM batch_item i JOIN batch b ON b.shop_id = i.shop_id AND b.id = i.batch_id
      WHERE i.shop_id = ${shopId}::uuid AND i.variant_id IN (SELECT variant_id FROM recalled)
    ),
    neighbour AS (
      SELECT s.*, n.id AS neighbour_id, n.place < r.place AS made_before
      FROM span s
      JOIN ranked r ON r.variant_id = s.variant_id AND r.id = s.batch_id
      JOIN ranked n ON n.variant_id = s.variant_id AND abs(n.place - r.place) = 1
      WHERE n.id <> ALL(${batchIds}::uuid[])
    ),
    neighbour_draw AS (
      SELECT n.batch_id, n.variant_id, n.first, n.last, a.order_id, a.line_id, a.shipped AS units,
             l.shipped_at, ${LAST_SHIPPED_AT} AS last_shipped_at,
             sum(a.shipped) OVER (
               PARTITION BY n.batch_id, n.variant_id, n.neighbour_id
               ORDER BY CASE WHEN n.made_before THEN -extract(epoch FROM ${LAST_SHIPPED_AT})
                             ELSE extract(epoch FROM l.shipped_at) END, a.order_id, a.line_id, a.seq
             ) - a.shipped AS units_nearer
      FROM neighbour n
      JOIN assignment a ON a.shop_id = ${shopId}::uuid AND a.batch_id = n.neighbour_id AND a.variant_id = n.variant_id
                       AND a.shipped > 0 AND a.confidence = 'assumed'
      JOIN order_line l ON l.shop_id = a.shop_id AND l.order_id = a.order_id AND l.id = a.line_id
    ),
    suspect AS (
      SELECT order_id, line_id, batch_id, variant_id, 'known' AS batch_is, sum(units) AS units
      FROM neighbour_draw
      WHERE units_nearer < ${CHANGE_OVER_UNITS}
         OR (last_shipped_at >= first - make_interval(hours => ${CHANGE_OVER_HOURS})
             AND shipped_at <= last + make_interval(hours => ${CHANGE_OVER_HOURS}))
      GROUP BY order_id, line_id, batch_id, variant_id
      UNION ALL
      SELECT l.order_id, l.id, r.batch_id, r.variant_id, 'unknown', least(l.unassigned_shipped, l.shipped - l.returned)
      FROM recalled r
      JOIN order_line l ON l.shop_id = ${shopId}::uuid AND l.variant_id = r.variant_id AND l.unassigned > 0
                       AND l.unassigned_shipped > 0 AND ${LAST_SHIPPED_AT} >= r.made_at
      UNION ALL
      SELECT m.order_id, m.line_id, m.batch_id, m.variant_id, 'known', least(m.units, now_held.units)
      FROM (
        SELECT order_id, line_id, batch_id, variant_id, sum(units) AS units, min(at) AS at FROM movement
        WHERE shop_id = ${shopId}::uuid AND batch_id = ANY(${batchIds}::uuid[]) AND cause = 'recall_release'
          AND order_id IS NOT NULL
        GROUP BY order_id, line_id, batch_id, variant_id
      ) m
      CROSS JOIN LATERAL (
        SELECT coalesce(sum(a.shipped), 0) AS units FROM assignment a
        JOIN order_line l ON l.shop_id = a.shop_id AND l.order_id = a.order_id AND l.id = a.line_id
        WHERE a.shop_id = ${shopId}::uuid AND a.order_id = m.order_id AND a.line_id = m.line_id
          AND a.batch_id <> ALL(${batchIds}::uuid[]) AND a.confidence = 'assumed' AND a.created_at >= m.at
      ) now_held
    ),
    per_batch AS (
      SELECT order_id, line_id, batch_id, variant_id,
             coalesce(max(units) FILTER (WHERE batch_is = 'known'), 0)
               + coalesce(max(units) FILTER (WHERE batch_is = 'unknown'), 0) AS units
      FROM suspect WHERE units > 0 GROUP BY order_id, line_id, batch_id, variant_id
    )
    SELECT DISTINCT ON (order_id, line_id) order_id, line_id, batch_id, variant_id, units::int AS units
    FROM per_batch ORDER BY order_id, line_id, units DESC, batch_id`;
}
