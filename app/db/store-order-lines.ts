import { Prisma } from "@prisma/client";
import type { LineFacts } from "#app/domain/order-facts.ts";
import type { NoTargetReason } from "#app/domain/line-target.ts";
import type { ShopifyId } from "#app/domain/shopify-id.ts";
import type { Transaction } from "./client.ts";
import { pgArray } from "./pg-array.ts";
import { writePlaces } from "./places-json.ts";
import { writeShipments } from "./shipments-json.ts";

/** A line as its order's newest facts and the plan made from them leave it. */
export interface OrderLineRow {
  orderId: ShopifyId;
  facts: LineFacts;
  variantId: ShopifyId | null;
  /** Kept from the first sight on, like the titles: a name or picture may be gone when a recall needs it (case 74). */
  imageUrl: string | null;
  /** Why it draws nothing; null: it is tracked. */
  reason: NoTargetReason | null;
  /** Its unshipped units wait for payment or for shipping. */
  deferred: boolean;
  unassigned: number;
  unassignedShipped: number;
}

/** Adds the lines of orders that the same transaction has added: nobody else sees them, so no variant need be held. */
export async function addOrderLines(
  tx: Transaction,
  shopId: string,
  lines: readonly OrderLineRow[],
): Promise<void> {
  await insertOrderLines(tx, shopId, lines, Prisma.empty);
}

/** Writes newer facts over lines, and adds those that are new. The caller holds the orders' rows and the variants' heads. */
export async function storeOrderLines(
  tx: Transaction,
  shopId: string,
  lines: readonly OrderLineRow[],
): Promise<void> {
  await insertOrderLines(tx, shopId, lines, OVERWRITE);
}

async function insertOrderLines(
  tx: Transaction,
  shopId: string,
  lines: readonly OrderLineRow[],
  onConflict: Prisma.Sql,
): Promise<void> {
  if (lines.length === 0) return;
  const units = (pick: (line: OrderLineRow) => number): string => pgArray(lines.map(pick));
  await tx.$executeRaw`
    INSERT INTO order_line AS l (
      shop_id, order_id, id, position, variant_id, product_id, title, variant_title, sku, image_url,
      quantity, tracked, reason, promised, shipped, in_transit, returned, cancelled, left_without_restock,
      shipped_at, shipments, deferred, places, set_line_id, set_units, unassigned, unassigned_shipped
    )
    SELECT ${shopId}::uuid, order_id, id, position, variant_id, product_id, title, variant_title, sku, image_url,
      quantity, reason IS NULL, reason, promised, shipped, in_transit, returned, cancelled, left_without_restock,
      shipped_at, shipments, deferred, places, set_line_id, set_units, unassigned, unassigned_shipped
    FROM unnest(
      ${pgArray(lines.map((line) => line.orderId))}::bigint[],
      ${pgArray(lines.map((line) => line.facts.lineId))}::bigint[],
      ${units((line) => line.facts.position)}::int[],
      ${pgArray(lines.map((line) => line.variantId))}::bigint[],
      ${pgArray(lines.map((line) => line.facts.productId))}::bigint[],
      ${pgArray(lines.map((line) => line.facts.title))}::text[],
      ${pgArray(lines.map((line) => line.facts.variantTitle))}::text[],
      ${pgArray(lines.map((line) => line.facts.sku))}::text[],
      ${pgArray(lines.map((line) => line.imageUrl))}::text[],
      ${units((line) => line.facts.quantity)}::int[],
      ${pgArray(lines.map((line) => line.reason))}::text[],
      ${units((line) => line.facts.units.promised)}::int[],
      ${units((line) => line.facts.units.shipped)}::int[],
      ${units((line) => line.facts.units.inTransit)}::int[],
      ${units((line) => line.facts.units.returned)}::int[],
      ${units((line) => line.facts.units.cancelled)}::int[],
      ${units((line) => line.facts.units.leftWithoutRestock)}::int[],
      ${pgArray(lines.map((line) => line.facts.shippedAt))}::timestamptz[],
      ${pgArray(lines.map((line) => writeShipments(line.facts.shipments)))}::jsonb[],
      ${pgArray(lines.map((line) => line.deferred))}::boolean[],
      ${pgArray(lines.map((line) => writePlaces(line.facts.places)))}::jsonb[],
      ${pgArray(lines.map((line) => line.facts.set?.lineId ?? null))}::bigint[],
      ${pgArray(lines.map((line) => line.facts.set?.unitsEach ?? null))}::int[],
      ${units((line) => line.unassigned)}::int[],
      ${units((line) => line.unassignedShipped)}::int[]
    ) AS t (
      order_id, id, position, variant_id, product_id, title, variant_title, sku, image_url,
      quantity, reason, promised, shipped, in_transit, returned, cancelled, left_without_restock,
      shipped_at, shipments, deferred, places, set_line_id, set_units, unassigned, unassigned_shipped
    )
    ORDER BY order_id, id
    ${onConflict}`;
}

const OVERWRITE = Prisma.sql`
    ON CONFLICT (shop_id, order_id, id) DO UPDATE
      SET position = excluded.position, variant_id = excluded.variant_id,
        product_id = coalesce(excluded.product_id, l.product_id), quantity = excluded.quantity,
        tracked = excluded.tracked, reason = excluded.reason, promised = excluded.promised,
        shipped = excluded.shipped, in_transit = excluded.in_transit, returned = excluded.returned,
        cancelled = excluded.cancelled, left_without_restock = excluded.left_without_restock,
        shipped_at = excluded.shipped_at, shipments = excluded.shipments, deferred = excluded.deferred,
        places = coalesce(excluded.places, l.places), unassigned = excluded.unassigned,
        unassigned_shipped = excluded.unassigned_shipped`;

/** Releases what unknown or vanished lines were promised: their promised units become cancelled ones. */
export async function cancelPromises(
  tx: Transaction,
  shopId: string,
  lines: readonly { orderId: ShopifyId; lineId: ShopifyId }[],
): Promise<void> {
  if (lines.length === 0) return;
  await tx.$executeRaw`
    UPDATE order_line l SET promised = 0, cancelled = l.cancelled + l.promised
    FROM unnest(
      ${pgArray(lines.map((line) => line.orderId))}::bigint[],
      ${pgArray(lines.map((line) => line.lineId))}::bigint[]
    ) AS t (order_id, line_id)
    WHERE l.shop_id = ${shopId}::uuid AND l.order_id = t.order_id AND l.id = t.line_id AND l.promised > 0`;
}
