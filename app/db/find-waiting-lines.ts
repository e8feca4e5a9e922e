import type { AssignAt } from "#app/domain/allocation-rules.ts";
import type { LinePlaces } from "#app/domain/order-facts.ts";
import type { ShopifyId } from "#app/domain/shopify-id.ts";
import type { Transaction } from "./client.ts";
import { readPlaces, type PlacesJson } from "./places-json.ts";
import { LAST_SHIPPED_AT } from "./shipments-json.ts";
import { WAITS_FOR_BATCH } from "./waiting-units.ts";

/** A line with units that no batch was found for, and what decides which batches would do. */
export interface WaitingLine {
  orderId: ShopifyId;
  variantId: ShopifyId | null;
  unassigned: number;
  unassignedShipped: number;
  /** When the last of its shipped units left. */
  shippedAt: Date | null;
  /** Where its units ship from; null: the shop does not track locations, or Shopify has not said. */
  places: LinePlaces | null;
  /** Its unshipped units are not given a batch yet. */
  deferred: boolean;
  assignAt: AssignAt;
}

/** The waiting lines of these orders, as they stand in them. */
export async function findWaitingLines(
  tx: Transaction,
  shopId: string,
  orderIds: readonly ShopifyId[],
): Promise<WaitingLine[]> {
  const rows = await tx.$queryRaw<(Omit<WaitingLine, "places"> & { places: PlacesJson | null })[]>`
    SELECT l.order_id AS "orderId", l.variant_id AS "variantId", l.unassigned,
      l.unassigned_shipped AS "unassignedShipped", ${LAST_SHIPPED_AT} AS "shippedAt",
      CASE WHEN shop.tracks_locations THEN l.places END AS places, l.deferred, o.assign_at AS "assignAt"
    FROM order_line l
    JOIN orders o ON o.shop_id = l.shop_id AND o.id = l.order_id
    JOIN shop ON shop.id = l.shop_id
    WHERE l.shop_id = ${shopId}::uuid AND l.order_id = ANY(${[...orderIds]}::bigint[]) AND ${WAITS_FOR_BATCH}
    ORDER BY l.order_id, l.position, l.set_line_id NULLS FIRST, l.id`;
  return rows.map((row) => ({ ...row, places: readPlaces(row.places) }));
}
