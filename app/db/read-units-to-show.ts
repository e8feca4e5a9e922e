import type { UnitsToShow } from "#app/domain/published-batches.ts";
import type { ShopifyId } from "#app/domain/shopify-id.ts";
import type { Database } from "./client.ts";
import { pgArray } from "./pg-array.ts";

interface Row {
  order_id: bigint;
  line_id: bigint;
  title: string;
  variant_title: string | null;
  code: string;
  state: UnitsToShow["state"];
  units: number;
}

/** Shopify's name for the only variant of a product without options. */
const ONLY_VARIANT = "Default Title";

/**
 * The units that buyers of these orders have or will get, by order, in the order of their lines and draws. Orders deleted in
 * Shopify and orders without such units are left out.
 */
export async function readUnitsToShow(
  db: Database,
  shopId: string,
  orderIds: readonly ShopifyId[],
): Promise<Map<ShopifyId, UnitsToShow[]>> {
  const rows = await db.$queryRaw<Row[]>`
    SELECT a.order_id, coalesce(l.set_line_id, l.id) AS line_id, l.title, l.variant_title, b.code, s.state, s.units
    FROM assignment a
    JOIN orders o ON o.shop_id = a.shop_id AND o.id = a.order_id AND o.deleted_at IS NULL
    JOIN order_line l ON l.shop_id = a.shop_id AND l.order_id = a.order_id AND l.id = a.line_id
    JOIN batch b ON b.shop_id = a.shop_id AND b.id = a.batch_id
    CROSS JOIN LATERAL (VALUES (1, 'promised', a.promised), (2, 'shipped', a.shipped)) AS s (place, state, units)
    WHERE a.shop_id = ${shopId}::uuid AND a.order_id = ANY (${pgArray(orderIds)}::bigint[]) AND s.units > 0
    ORDER BY a.order_id, l.position, l.set_line_id NULLS FIRST, l.id DESC, a.seq, s.place`;
  const byOrder = new Map<ShopifyId, UnitsToShow[]>();
  for (const { order_id: orderId, line_id: lineId, title, variant_title: variant, ...row } of rows) {
    const hasVariant = variant !== null && variant !== "" && variant !== ONLY_VARIANT;
    const units = byOrder.get(orderId) ?? [];
    byOrder.set(orderId, units);
    units.push({ ...row, lineId, title: hasVariant ? `${title} - ${variant}` : title });
  }
  return byOrder;
}
