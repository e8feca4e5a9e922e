import type { ShopifyId } from "#app/domain/shopify-id.ts";
import type { Transaction } from "./client.ts";
import { pgArray } from "./pg-array.ts";

/** What a new order line takes over from the mirrored catalogue. */
export interface MirroredVariant {
  imageUrl: string | null;
  /** Whether the merchant batch-tracks the product. */
  tracked: boolean;
}

/** The mirrored ones of these variants, by id. */
export async function readMirroredVariants(
  tx: Transaction,
  shopId: string,
  variantIds: readonly ShopifyId[],
): Promise<Map<ShopifyId, MirroredVariant>> {
  if (variantIds.length === 0) return new Map();
  const rows = await tx.$queryRaw<{ id: bigint; image_url: string | null; tracked: boolean }[]>`
    SELECT v.id, coalesce(v.image_url, p.image_url) AS image_url, p.tracked
    FROM variant v
    JOIN product p ON p.shop_id = v.shop_id AND p.id = v.product_id
    WHERE v.shop_id = ${shopId}::uuid AND v.id = ANY (${pgArray(variantIds)}::bigint[])`;
  return new Map(rows.map((row) => [row.id, { imageUrl: row.image_url, tracked: row.tracked }]));
}
