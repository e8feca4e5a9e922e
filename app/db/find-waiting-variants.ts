import { Prisma } from "@prisma/client";
import type { ShopifyId } from "#app/domain/shopify-id.ts";
import type { Transaction } from "./client.ts";
import { WAITS_FOR_BATCH } from "./waiting-units.ts";

/** Variants that lines wait for units of and open batches have units of, by id; deferred units wait for no stock. */
export async function findWaitingVariants(
  tx: Transaction,
  shopId: string,
  query: { productId: ShopifyId | null; after: ShopifyId; limit: number },
): Promise<ShopifyId[]> {
  const ofProduct =
    query.productId === null
      ? Prisma.empty
      : Prisma.sql`AND EXISTS (SELECT FROM variant v
          WHERE v.shop_id = l.shop_id AND v.id = l.variant_id AND v.product_id = ${query.productId})`;
  const rows = await tx.$queryRaw<{ id: bigint }[]>`
    SELECT DISTINCT l.variant_id AS id FROM order_line l
    WHERE l.shop_id = ${shopId}::uuid AND ${WAITS_FOR_BATCH} AND l.variant_id > ${query.after} ${ofProduct}
      AND EXISTS (
        SELECT FROM batch_item i JOIN batch b ON b.shop_id = i.shop_id AND b.id = i.batch_id
        WHERE i.shop_id = l.shop_id AND i.variant_id = l.variant_id AND i.in_stock AND b.status = 'open'
      )
    ORDER BY l.variant_id LIMIT ${query.limit}`;
  return rows.map((row) => row.id);
}
