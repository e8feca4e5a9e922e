import type { ShopifyId } from "#app/domain/shopify-id.ts";
import type { Transaction } from "./client.ts";
import { pgArray } from "./pg-array.ts";

// What Shopify has deleted stays, marked: past orders keep its name and picture (DOMAIN case 74).

/** Marks a product and all its variants deleted. */
export async function markProductGone(
  tx: Transaction,
  shopId: string,
  productId: ShopifyId,
  at: Date,
): Promise<void> {
  await tx.$executeRaw`
    UPDATE product SET deleted_at = ${at}
    WHERE shop_id = ${shopId}::uuid AND id = ${productId} AND deleted_at IS NULL`;
  await markVariantsGone(tx, shopId, productId, [], at);
}

/** Marks those variants of a product deleted that are not among `remaining`. */
export async function markVariantsGone(
  tx: Transaction,
  shopId: string,
  productId: ShopifyId,
  remaining: readonly ShopifyId[],
  at: Date,
): Promise<void> {
  await tx.$executeRaw`
    UPDATE variant SET deleted_at = ${at}
    WHERE shop_id = ${shopId}::uuid AND product_id = ${productId} AND deleted_at IS NULL
      AND id <> ALL (${pgArray(remaining)}::bigint[])`;
}

/** Marks what no page of the import that began at `startedAt`, and no webhook since, has shown. */
export async function markUnseenGone(
  tx: Transaction,
  shopId: string,
  startedAt: Date,
  at: Date,
): Promise<void> {
  await tx.$executeRaw`
    UPDATE variant SET deleted_at = ${at}
    WHERE shop_id = ${shopId}::uuid AND deleted_at IS NULL
      AND (mirrored_at IS NULL OR mirrored_at < ${startedAt})`;
  await tx.$executeRaw`
    UPDATE product p SET deleted_at = ${at}
    WHERE p.shop_id = ${shopId}::uuid AND p.deleted_at IS NULL AND NOT EXISTS (
      SELECT FROM variant v
      WHERE v.shop_id = p.shop_id AND v.product_id = p.id AND v.deleted_at IS NULL
    )`;
}
