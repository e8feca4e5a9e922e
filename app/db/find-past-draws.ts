import type { PastDraw } from "#app/domain/replay-draws.ts";
import type { ShopifyId } from "#app/domain/shopify-id.ts";
import type { Transaction } from "./client.ts";
import { pgArray } from "./pg-array.ts";

export interface PastDrawRecord extends PastDraw {
  variantId: ShopifyId;
  orderName: string;
}

interface Row {
  order_id: bigint;
  line_id: bigint;
  variant_id: bigint;
  name: string;
  processed_at: Date;
  created_at: Date;
  shipped_at: Date | null;
  got: { batchId: string; units: number }[];
}

/**
 * What lines of these variants were given by the engine since an instant and still hold, the latest first: what a person has
 * confirmed or corrected is a fact that no rule would have changed.
 */
export async function findPastDraws(
  tx: Transaction,
  shopId: string,
  variantIds: readonly ShopifyId[],
  { since, limit }: { since: Date; limit: number },
): Promise<PastDrawRecord[]> {
  const rows = await tx.$queryRaw<Row[]>`
    SELECT a.order_id, a.line_id, a.variant_id, o.name, o.processed_at, a.created_at, l.shipped_at,
      jsonb_agg(jsonb_build_object('batchId', a.batch_id, 'units', a.units) ORDER BY a.seq) AS got
    FROM (
      SELECT order_id, line_id, seq, variant_id, batch_id, created_at,
        promised + shipped + returned + written_off AS units
      FROM assignment
      WHERE shop_id = ${shopId}::uuid AND variant_id = ANY (${pgArray(variantIds)}::bigint[])
        AND batch_id IN (SELECT batch_id FROM batch_item
          WHERE shop_id = ${shopId}::uuid AND variant_id = ANY (${pgArray(variantIds)}::bigint[]))
        AND created_at >= ${since} AND confidence = 'assumed'
        AND promised + shipped + returned + written_off > 0
    ) a
    JOIN orders o ON o.shop_id = ${shopId}::uuid AND o.id = a.order_id
    JOIN order_line l ON l.shop_id = ${shopId}::uuid AND l.order_id = a.order_id AND l.id = a.line_id
    GROUP BY a.order_id, a.line_id, a.variant_id, o.name, o.processed_at, a.created_at, l.shipped_at
    ORDER BY a.created_at DESC, a.order_id DESC, a.line_id DESC
    LIMIT ${limit}`;
  return rows.map((row) => ({
    orderId: row.order_id,
    lineId: row.line_id,
    variantId: row.variant_id,
    orderName: row.name,
    placedAt: row.processed_at,
    at: row.created_at,
    shippedAt: row.shipped_at,
    got: row.got,
  }));
}
