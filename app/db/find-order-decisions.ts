import type { Decision } from "#app/domain/settlement.types.ts";
import type { ShopifyId } from "#app/domain/shopify-id.ts";
import type { Transaction } from "./client.ts";

export interface DrawRecord {
  lineId: ShopifyId;
  setLineId: ShopifyId | null;
  seq: number;
  code: string;
  createdAt: Date;
  decision: Decision;
}

/**
 * Every draw of an order's lines on a batch with its decision record, by line and in the order of the draws. Draws that a person
 * has confirmed a part of share one record, which is told once; what a person decided is among the order's acts.
 */
export async function findOrderDecisions(
  tx: Transaction,
  shopId: string,
  orderId: ShopifyId,
): Promise<DrawRecord[]> {
  return tx.$queryRaw<DrawRecord[]>`
    SELECT a.line_id AS "lineId", l.set_line_id AS "setLineId", min(a.seq) AS seq, b.code, a.created_at AS "createdAt",
      a.decision
    FROM assignment a
    JOIN order_line l ON l.shop_id = a.shop_id AND l.order_id = a.order_id AND l.id = a.line_id
    JOIN batch b ON b.shop_id = a.shop_id AND b.id = a.batch_id
    WHERE a.shop_id = ${shopId}::uuid AND a.order_id = ${orderId} AND a.decision->>'rule' <> 'by_hand'
    GROUP BY a.line_id, l.set_line_id, b.code, a.created_at, a.decision
    ORDER BY a.line_id, min(a.seq)`;
}
