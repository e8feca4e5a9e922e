import { Prisma } from "@prisma/client";
import type { Confidence, LineState } from "#app/domain/settlement.types.ts";
import type { ShopifyId } from "#app/domain/shopify-id.ts";
import type { Transaction } from "./client.ts";
import { pgArray } from "./pg-array.ts";
import { readPlaces, type PlacesJson } from "./places-json.ts";

/** Which waiting lines of a variant can be served, given the stock that is there. */
export interface WaitingScope {
  variantId: ShopifyId;
  /** Units that may be promised now: unshipped demand beyond them, in the order of demand, is not read. */
  promisableUnits: number;
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

/** Lines that wait for units, as far as the stock can reach; `but`: orders already at hand. */
export async function readWaitingLines(
  tx: Transaction,
  shopId: string,
  scopes: readonly WaitingScope[],
  but: readonly ShopifyId[],
): Promise<LineState[]> {
  if (scopes.length === 0) return [];
  return toLineStates(
    await tx.$queryRaw<LineRow[]>`
      WITH scope AS (
        SELECT * FROM unnest(
          ${pgArray(scopes.map((scope) => scope.variantId))}::bigint[],
          ${pgArray(scopes.map((scope) => scope.promisableUnits))}::bigint[],
          ${pgArray(scopes.map((scope) => scope.oldestMadeAt))}::timestamptz[]
        ) AS t (variant_id, promisable, oldest_made_at)
      ), waiting AS (
        SELECT l.order_id, l.id, l.variant_id, o.processed_at, s.promisable,
          CASE WHEN l.deferred THEN 0 ELSE l.unassigned - l.unassigned_shipped END AS unshipped,
          l.unassigned_shipped > 0 AND l.shipped_at >= s.oldest_made_at AS had_units
        FROM scope s
        JOIN order_line l ON l.shop_id = ${shopId}::uuid AND l.variant_id = s.variant_id AND l.unassigned > 0
        JOIN orders o ON o.shop_id = l.shop_id AND o.id = l.order_id
        WHERE NOT l.order_id = ANY (${pgArray(but)}::bigint[])
      ), ranked AS (
        SELECT order_id, id, had_units, unshipped, promisable,
          sum(unshipped) OVER (PARTITION BY variant_id ORDER BY processed_at, order_id, id) - unshipped AS ahead
        FROM waiting
      )
      SELECT ${LINE_COLUMNS}
      FROM ranked r
      JOIN order_line l ON l.shop_id = ${shopId}::uuid AND l.order_id = r.order_id AND l.id = r.id
      ${JOINS}
      WHERE r.had_units OR (r.unshipped > 0 AND r.ahead < r.promisable)
      ORDER BY a.seq`,
  );
}

const LINE_COLUMNS = Prisma.sql`
  l.order_id, l.id AS line_id, l.variant_id, o.processed_at, l.tracked,
  l.promised AS target_promised, l.shipped AS target_shipped, l.returned AS target_returned,
  l.left_without_restock, l.shipped_at, l.deferred, l.places, l.unassigned, l.unassigned_shipped,
  a.seq, a.batch_id, a.location_id, a.promised, a.shipped, a.returned, a.written_off, a.confidence`;

const JOINS = Prisma.sql`
  JOIN orders o ON o.shop_id = l.shop_id AND o.id = l.order_id
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
      line = {
        orderId: row.order_id,
        lineId: row.line_id,
        variantId: row.variant_id,
        placedAt: row.processed_at,
        target,
        settled: target,
        shippedAt: row.shipped_at,
        deferred: row.deferred,
        places: readPlaces(row.places),
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
