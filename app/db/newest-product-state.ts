import type { ShopifyId } from "#app/domain/shopify-id.ts";
import type { Transaction } from "./client.ts";

/** Whether nothing newer than this state of the product is stored. */
export async function isNewestProductState(
  tx: Transaction,
  shopId: string,
  productId: ShopifyId,
  updatedAt: Date,
): Promise<boolean> {
  const rows = await tx.$queryRaw<unknown[]>`
    SELECT 1 FROM product
    WHERE shop_id = ${shopId}::uuid AND id = ${productId} AND shopify_updated_at > ${updatedAt}`;
  return rows.length === 0;
}
