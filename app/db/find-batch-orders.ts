import { Prisma } from "@prisma/client";
import type { ShopifyId } from "#app/domain/shopify-id.ts";
import type { Transaction } from "./client.ts";

/** An order with the units it has of one batch. `contact` is encrypted. */
export interface BatchOrderRecord {
  orderId: ShopifyId;
  name: string;
  processedAt: Date | null;
  cancelledAt: Date | null;
  deletedAt: Date | null;
  test: boolean;
  contact: string | null;
  promised: number;
  shipped: number;
  returned: number;
  writtenOff: number;
}

/**
 * A page of the orders that took from a batch, the youngest order id first: the index of the batch's assignments gives them
 * in this order, so a batch with 100,000 orders costs no more than one with ten.
 */
export async function findBatchOrders(
  tx: Transaction,
  shopId: string,
  batchId: string,
  page: { after: ShopifyId | null; limit: number },
): Promise<BatchOrderRecord[]> {
  const after = page.after === null ? Prisma.empty : Prisma.sql`AND a.order_id < ${page.after}`;
  return tx.$queryRaw<BatchOrderRecord[]>`
    WITH page AS (
      SELECT a.order_id, sum(a.promised)::int AS promised, sum(a.shipped)::int AS shipped,
        sum(a.returned)::int AS returned, sum(a.written_off)::int AS written_off
      FROM assignment a
      WHERE a.shop_id = ${shopId}::uuid AND a.batch_id = ${batchId}::uuid ${after}
      GROUP BY a.order_id
      HAVING sum(a.promised + a.shipped + a.returned + a.written_off) > 0
      ORDER BY a.order_id DESC LIMIT ${page.limit}
    )
    SELECT o.id AS "orderId", o.name, o.processed_at AS "processedAt", o.cancelled_at AS "cancelledAt",
      o.deleted_at AS "deletedAt", o.test, o.contact,
      page.promised, page.shipped, page.returned, page.written_off AS "writtenOff"
    FROM page JOIN orders o ON o.shop_id = ${shopId}::uuid AND o.id = page.order_id
    ORDER BY o.id DESC`;
}
