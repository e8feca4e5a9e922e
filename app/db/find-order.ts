import type { AssignAt } from "#app/domain/allocation-rules.ts";
import type { Bucket, Confidence } from "#app/domain/settlement.types.ts";
import type { ShopifyId } from "#app/domain/shopify-id.ts";
import type { LinePlaces } from "#app/domain/order-facts.ts";
import type { Transaction } from "./client.ts";
import { readPlaces, type PlacesJson } from "./places-json.ts";
import { LAST_SHIPPED_AT } from "./shipments-json.ts";

/** Units of a line from one batch in one state. */
export interface HeldUnits {
  batchId: string;
  code: string;
  units: number;
  state: Extract<Bucket, "promised" | "shipped" | "written_off"> | "returned";
  confidence: Confidence;
  /** Promised, and the batch is on hold: not to be shipped now. */
  onHold: boolean;
}

export interface OrderLineRecord {
  lineId: ShopifyId;
  variantId: ShopifyId | null;
  title: string;
  variantTitle: string | null;
  sku: string | null;
  imageUrl: string | null;
  quantity: number;
  tracked: boolean;
  unassigned: number;
  unassignedShipped: number;
  /** When the last of its shipped units left. */
  shippedAt: Date | null;
  /** Where its units ship from; null: the shop does not track locations, or Shopify has not said. */
  places: LinePlaces | null;
  /** Its unshipped units are not given a batch yet. */
  deferred: boolean;
  /** For a component of a set: the line that was sold. */
  setLineId: ShopifyId | null;
  /** Why the line is not tracked. */
  reason: string | null;
  held: HeldUnits[];
}

/** A settled order. `contact` is encrypted. */
export interface OrderRecord {
  orderId: ShopifyId;
  name: string;
  processedAt: Date;
  cancelledAt: Date | null;
  deletedAt: Date | null;
  test: boolean;
  assignAt: AssignAt;
  shopifyUpdatedAt: Date;
  contact: string | null;
  lines: OrderLineRecord[];
}

type LineJson = Omit<OrderLineRecord, "lineId" | "setLineId" | "variantId" | "shippedAt" | "places"> & {
  places: PlacesJson | null;
  lineId: string;
  setLineId: string | null;
  variantId: string | null;
  shippedAt: string | null;
};

/** One order with its lines and what they hold, by batch, state and confidence; null until it was settled once. */
export async function findOrder(
  tx: Transaction,
  shopId: string,
  orderId: ShopifyId,
): Promise<OrderRecord | null> {
  const [row] = await tx.$queryRaw<(Omit<OrderRecord, "lines"> & { lines: LineJson[] })[]>`
    SELECT o.id AS "orderId", o.name, o.processed_at AS "processedAt", o.cancelled_at AS "cancelledAt",
      o.deleted_at AS "deletedAt", o.test, o.assign_at AS "assignAt", o.shopify_updated_at AS "shopifyUpdatedAt", o.contact,
      (SELECT coalesce(jsonb_agg(jsonb_build_object(
          'lineId', l.id::text, 'variantId', l.variant_id::text, 'title', l.title, 'variantTitle', l.variant_title,
          'sku', l.sku, 'imageUrl', coalesce(l.image_url, v.image_url, p.image_url), 'quantity', l.quantity,
          'tracked', l.tracked, 'unassigned', l.unassigned, 'unassignedShipped', l.unassigned_shipped,
          'shippedAt', ${LAST_SHIPPED_AT},
          'places', CASE WHEN shop.tracks_locations THEN l.places END, 'deferred', l.deferred,
          'setLineId', l.set_line_id::text, 'reason', l.reason,
          'held', coalesce(held.list, '[]')
        ) ORDER BY l.position, l.set_line_id NULLS FIRST, l.id DESC), '[]')
        FROM order_line l
        LEFT JOIN variant v ON v.shop_id = l.shop_id AND v.id = l.variant_id
        LEFT JOIN product p ON p.shop_id = v.shop_id AND p.id = v.product_id
        CROSS JOIN LATERAL (
          SELECT jsonb_agg(jsonb_build_object('batchId', sums.batch_id::text, 'code', b.code, 'units', sums.units,
            'state', sums.state, 'confidence', sums.confidence,
            'onHold', sums.state = 'promised' AND b.status = 'on_hold') ORDER BY sums.seq, sums.place) AS list
          FROM (
            SELECT a.batch_id, s.state, a.confidence, sum(s.units)::int AS units, min(a.seq) AS seq, s.place
            FROM assignment a
            CROSS JOIN LATERAL (VALUES (1, 'promised', a.promised), (2, 'shipped', a.shipped),
              (3, 'returned', a.returned), (4, 'written_off', a.written_off)) AS s (place, state, units)
            WHERE a.shop_id = l.shop_id AND a.order_id = l.order_id AND a.line_id = l.id AND s.units > 0
            GROUP BY a.batch_id, s.state, a.confidence, s.place
          ) sums JOIN batch b ON b.shop_id = l.shop_id AND b.id = sums.batch_id
        ) held
        WHERE l.shop_id = o.shop_id AND l.order_id = o.id) AS lines
    FROM orders o
    JOIN shop ON shop.id = o.shop_id
    WHERE o.shop_id = ${shopId}::uuid AND o.id = ${orderId}
      AND o.settled_at IS NOT NULL AND o.processed_at IS NOT NULL AND o.shopify_updated_at IS NOT NULL`;
  if (row === undefined) return null;
  return {
    ...row,
    lines: row.lines.map((line) => ({
      ...line,
      lineId: BigInt(line.lineId),
      setLineId: line.setLineId === null ? null : BigInt(line.setLineId),
      variantId: line.variantId === null ? null : BigInt(line.variantId),
      places: readPlaces(line.places),
      shippedAt: line.shippedAt === null ? null : new Date(line.shippedAt),
    })),
  };
}
