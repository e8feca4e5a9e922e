import { Prisma } from "@prisma/client";
import type { Confidence, LineState } from "#app/domain/settlement.types.ts";
import type { ShopifyId } from "#app/domain/shopify-id.ts";
import type { Transaction } from "./client.ts";
import { pgArray } from "./pg-array.ts";
import { readPlaces, type PlacesJson } from "./places-json.ts";
import { LAST_SHIPPED_AT, readShipments, type ShipmentsJson } from "./shipments-json.ts";

/** Which waiting lines of a variant can be served, given the stock that is there. */
export interface WaitingScope {
  variantId: ShopifyId;
  /** Units that may be promised now: unshipped demand beyond them, in the order of demand, is not read. */
  promisableUnits: number;
  /** Of those, the units that are at no particular place and the ones that lines may give back: they serve any place. */
  anywhereUnits: number;
  /** Of those, the units at each location. */
  placedUnits: ReadonlyMap<ShopifyId, number>;
  /** The oldest batch that has units: lines that shipped unassigned after it was made may have had them. Null: none. */
  oldestMadeAt: Date | null;
}

/** Lines of these orders that have a variant, with what they hold. The caller holds the heads of their variants. */
export async function readLinesOfOrders(
  tx: Transaction,
  shopId: string,
  orderIds: readonly ShopifyId[],
): Promise<LineState[]> {
  if (orderIds.length === 0) return [];
  return toLineStates(
    await tx.$queryRaw<LineRow[]>`
      SELECT ${LINE_COLUMNS} FROM order_line l ${JOINS}
      WHERE l.shop_id = ${shopId}::uuid AND l.order_id = ANY (${pgArray(orderIds)}::bigint[])
        AND l.variant_id IS NOT NULL
      ORDER BY a.seq`,
  );
}

/** Lines that are promised units of these batches. The caller holds the heads of the batches' variants. */
export async function readLinesPromisedFrom(
  tx: Transaction,
  shopId: string,
  batchIds: readonly string[],
): Promise<LineState[]> {
  if (batchIds.length === 0) return [];
  return toLineStates(
    await tx.$queryRaw<LineRow[]>`
      WITH promised AS (
        SELECT DISTINCT order_id, line_id FROM assignment
        WHERE shop_id = ${shopId}::uuid AND batch_id = ANY (${pgArray(batchIds)}::uuid[]) AND promised > 0
      )
      SELECT ${LINE_COLUMNS}
      FROM promised p
      JOIN order_line l ON l.shop_id = ${shopId}::uuid AND l.order_id = p.order_id AND l.id = p.line_id
      ${JOINS}
      ORDER BY a.seq`,
  );
}

/**
 * Lines that wait for units, as far as the stock can reach; `but`: orders already at hand. Where the shop tracks locations,
 * a line that ships all its units from one of them queues for what can be had there, behind the others that do; one that
 * may ship from any queues behind its like only, and one that ships from several is always read: to read a line too many
 * is harmless, to leave one out would strand stock.
 */
export async function readWaitingLines(
  tx: Transaction,
  shopId: string,
  scopes: readonly WaitingScope[],
  but: readonly ShopifyId[],
): Promise<LineState[]> {
  if (scopes.length === 0 || !(await hasWaitingLines(tx, shopId))) return [];
  const placed = scopes.flatMap(({ variantId, placedUnits }) =>
    [...placedUnits].map(([locationId, units]) => ({ variantId, locationId, units })),
  );
  return toLineStates(
    await tx.$queryRaw<LineRow[]>`
      WITH scope AS (
        SELECT * FROM unnest(
          ${pgArray(scopes.map((scope) => scope.variantId))}::bigint[],
          ${pgArray(scopes.map((scope) => scope.promisableUnits))}::bigint[],
          ${pgArray(scopes.map((scope) => scope.anywhereUnits))}::bigint[],
          ${pgArray(scopes.map((scope) => scope.oldestMadeAt))}::timestamptz[]
        ) AS t (variant_id, promisable, anywhere, oldest_made_at)
      ), placed AS (
        SELECT * FROM unnest(
          ${pgArray(placed.map((shelf) => shelf.variantId))}::bigint[],
          ${pgArray(placed.map((shelf) => shelf.locationId))}::bigint[],
          ${pgArray(placed.map((shelf) => shelf.units))}::bigint[]
        ) AS t (variant_id, location_id, units)
      ), waiting AS (
        SELECT l.order_id, l.id, l.variant_id, o.processed_at, s.promisable, s.anywhere,
          coalesce(jsonb_array_length(l.places -> 'toShip'), 0) AS place_count,
          CASE WHEN jsonb_array_length(l.places -> 'toShip') = 1
              AND (l.places #>> '{toShip,0,units}')::int >= l.promised
            THEN (l.places #>> '{toShip,0,locationId}')::bigint END AS only_place,
          CASE WHEN l.deferred THEN 0 ELSE l.unassigned - l.unassigned_shipped END AS unshipped,
          l.unassigned_shipped > 0 AND ${LAST_SHIPPED_AT} >= s.oldest_made_at AS had_units
        FROM scope s
        JOIN order_line l ON l.shop_id = ${shopId}::uuid AND l.variant_id = s.variant_id AND l.unassigned > 0
        JOIN orders o ON o.shop_id = l.shop_id AND o.id = l.order_id
        WHERE NOT l.order_id = ANY (${pgArray(but)}::bigint[])
      ), queued AS (
        SELECT w.order_id, w.id, w.variant_id, w.processed_at, w.had_units, w.unshipped, w.only_place,
          NOT p.tracked OR w.place_count = 0 AS from_any,
          p.tracked AND w.place_count > 0 AND w.only_place IS NULL AS from_several,
          CASE WHEN p.tracked AND w.only_place IS NOT NULL THEN w.anywhere + coalesce(placed.units, 0)
            ELSE w.promisable END AS promisable
        FROM waiting w
        CROSS JOIN (SELECT tracks_locations AS tracked FROM shop WHERE id = ${shopId}::uuid) p
        LEFT JOIN placed ON placed.variant_id = w.variant_id AND placed.location_id = w.only_place
      ), ranked AS (
        SELECT order_id, id, had_units, unshipped, promisable,
          CASE WHEN from_several THEN 0 ELSE
            sum(unshipped) OVER (
              PARTITION BY variant_id, from_any, CASE WHEN from_any THEN NULL ELSE only_place END
              ORDER BY processed_at, order_id, id
            ) - unshipped
          END AS ahead
        FROM queued
      )
      SELECT ${LINE_COLUMNS}
      FROM ranked r
      JOIN order_line l ON l.shop_id = ${shopId}::uuid AND l.order_id = r.order_id AND l.id = r.id
      ${JOINS}
      WHERE r.had_units OR (r.unshipped > 0 AND r.ahead < r.promisable)
      ORDER BY a.seq`,
  );
}

/**
 * In most shops nothing waits, and to say so takes a tenth of the time of the question by variant. The order is the index's of
 * waiting lines: a scan of all lines until one waits would be a scan of all of them.
 */
async function hasWaitingLines(tx: Transaction, shopId: string): Promise<boolean> {
  const rows = await tx.$queryRaw<unknown[]>`
    SELECT FROM order_line WHERE shop_id = ${shopId}::uuid AND unassigned > 0
    ORDER BY variant_id LIMIT 1`;
  return rows.length > 0;
}

const LINE_COLUMNS = Prisma.sql`
  l.order_id, l.id AS line_id, l.variant_id, o.processed_at, l.tracked,
  l.promised AS target_promised, l.shipped AS target_shipped, l.returned AS target_returned,
  l.left_without_restock, l.shipped_at, l.shipments, l.deferred, CASE WHEN s.tracks_locations THEN l.places END AS places,
  l.unassigned, l.unassigned_shipped,
  a.seq, a.batch_id, a.location_id, a.promised, a.shipped, a.returned, a.written_off, a.confidence`;

const JOINS = Prisma.sql`
  JOIN orders o ON o.shop_id = l.shop_id AND o.id = l.order_id
  JOIN shop s ON s.id = l.shop_id
  LEFT JOIN assignment a ON a.shop_id = l.shop_id AND a.order_id = l.order_id AND a.line_id = l.id`;

interface LineRow {
  order_id: bigint;
  line_id: bigint;
  variant_id: bigint;
  processed_at: Date;
  tracked: boolean;
  target_promised: number;
  target_shipped: number;
  target_returned: number;
  left_without_restock: number;
  shipped_at: Date | null;
  shipments: ShipmentsJson | null;
  deferred: boolean;
  places: PlacesJson | null;
  unassigned: number;
  unassigned_shipped: number;
  seq: number | null;
  batch_id: string;
  location_id: bigint | null;
  promised: number;
  shipped: number;
  returned: number;
  written_off: number;
  confidence: Confidence;
}

function toLineStates(rows: readonly LineRow[]): LineState[] {
  const lines = new Map<string, LineState>();
  for (const row of rows) {
    const key = `${row.order_id}/${row.line_id}`;
    let line = lines.get(key);
    if (line === undefined) {
      const target = row.tracked
        ? {
            promised: row.target_promised,
            shipped: row.target_shipped,
            returned: row.target_returned,
            leftWithoutRestock: row.left_without_restock,
          }
        : { promised: 0, shipped: 0, returned: 0, leftWithoutRestock: 0 };
      const places = readPlaces(row.places);
      line = {
        orderId: row.order_id,
        lineId: row.line_id,
        variantId: row.variant_id,
        placedAt: row.processed_at,
        target,
        settled: { ...target, shippedFrom: places?.shipped ?? null },
        shippedAt: row.shipped_at,
        ...(row.shipments === null ? {} : { shipments: readShipments(row.shipments) }),
        deferred: row.deferred,
        places,
        assignments: [],
        unassigned: row.unassigned,
        unassignedShipped: row.unassigned_shipped,
      };
      lines.set(key, line);
    }
    if (row.seq === null) continue;
    line.assignments.push({
      seq: row.seq,
      batchId: row.batch_id,
      locationId: row.location_id,
      promised: row.promised,
      shipped: row.shipped,
      returned: row.returned,
      writtenOff: row.written_off,
      confidence: row.confidence,
    });
  }
  return [...lines.values()];
}
