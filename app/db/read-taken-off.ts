import type { TakenOff } from "#app/domain/settlement.types.ts";
import type { ShopifyId } from "#app/domain/shopify-id.ts";
import type { Transaction } from "./client.ts";
import { pgArray } from "./pg-array.ts";

interface LineKey {
  orderId: ShopifyId;
  lineId: ShopifyId;
}

/**
 * What the launches of recalls that are under way took off these lines and has not come back to them; nothing, at the cost of
 * one look-up, while no recall is. The caller holds the heads of the lines' variants.
 */
export async function readTakenOff(
  tx: Transaction,
  shopId: string,
  lines: readonly LineKey[],
): Promise<(LineKey & TakenOff)[]> {
  if (lines.length === 0) return [];
  const rows = await tx.$queryRaw<
    { order_id: bigint; line_id: bigint; batch_id: string; units: number; at: Date }[]
  >`
    WITH recalled AS MATERIALIZED (
      SELECT DISTINCT rb.batch_id FROM recall r
      JOIN recall_batch rb ON rb.shop_id = r.shop_id AND rb.recall_id = r.id
      WHERE r.shop_id = ${shopId}::uuid AND r.status IN ('active', 'paused') AND NOT r.drill
    )
    SELECT t.order_id, t.line_id, b.batch_id, (m.units - back.units)::int AS units, m.at
    FROM recalled b
    CROSS JOIN unnest(
      ${pgArray(lines.map((line) => line.orderId))}::bigint[],
      ${pgArray(lines.map((line) => line.lineId))}::bigint[]
    ) AS t (order_id, line_id)
    CROSS JOIN LATERAL (
      SELECT sum(units) AS units, max(at) AS at FROM movement
      WHERE shop_id = ${shopId}::uuid AND batch_id = b.batch_id AND order_id = t.order_id AND line_id = t.line_id
        AND cause = 'recall_release'
    ) m
    CROSS JOIN LATERAL (
      SELECT coalesce(sum(units), 0) AS units FROM movement
      WHERE shop_id = ${shopId}::uuid AND batch_id = b.batch_id AND order_id = t.order_id AND line_id = t.line_id
        AND cause = 'left_before_recall'
    ) back
    WHERE m.units > back.units
    ORDER BY m.at, b.batch_id`;
  return rows.map((row) => ({
    orderId: row.order_id,
    lineId: row.line_id,
    batchId: row.batch_id,
    units: row.units,
    at: row.at,
  }));
}
