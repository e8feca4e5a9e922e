import type { ShopifyId } from "#app/domain/shopify-id.ts";
import type { Transaction } from "./client.ts";
import { pgArray } from "./pg-array.ts";

/** Those of the ids that name a mirrored variant, deleted ones included: a batch may be of goods no longer sold. */
export async function findKnownVariants(
  tx: Transaction,
  shopId: string,
  variantIds: readonly ShopifyId[],
): Promise<Set<ShopifyId>> {
  const rows = await tx.$queryRaw<{ id: bigint }[]>`
    SELECT id FROM variant WHERE shop_id = ${shopId}::uuid AND id = ANY (${pgArray(variantIds)}::bigint[])`;
  return new Set(rows.map((row) => row.id));
}

export interface VariantRecord {
  variantId: ShopifyId;
  productId: ShopifyId;
  productTitle: string;
  variantTitle: string;
  sku: string | null;
  imageUrl: string | null;
  tracked: boolean;
}

/** Variants on sale whose product title, own title, SKU or barcode holds the text, by title. An empty text finds all. */
export async function searchVariants(
  tx: Transaction,
  shopId: string,
  text: string,
  limit: number,
): Promise<VariantRecord[]> {
  return tx.$queryRaw<VariantRecord[]>`
    SELECT v.id AS "variantId", v.product_id AS "productId", p.title AS "productTitle", v.title AS "variantTitle",
      v.sku, coalesce(v.image_url, p.image_url) AS "imageUrl", p.tracked
    FROM variant v JOIN product p ON p.shop_id = v.shop_id AND p.id = v.product_id
    WHERE v.shop_id = ${shopId}::uuid AND v.deleted_at IS NULL AND p.deleted_at IS NULL
      AND (strpos(lower(p.title), lower(${text})) > 0 OR strpos(lower(v.title), lower(${text})) > 0
        OR strpos(lower(v.sku), lower(${text})) > 0 OR v.barcode = ${text})
    ORDER BY p.title, v.product_id, v.position, v.id LIMIT ${limit}`;
}

/** What a batch code is made from; null when the variant is not mirrored. */
export async function findCodeNames(
  tx: Transaction,
  shopId: string,
  variantId: ShopifyId,
): Promise<{ product: string; sku: string | null } | null> {
  const [row] = await tx.$queryRaw<{ product: string; sku: string | null }[]>`
    SELECT p.title AS product, v.sku
    FROM variant v JOIN product p ON p.shop_id = v.shop_id AND p.id = v.product_id
    WHERE v.shop_id = ${shopId}::uuid AND v.id = ${variantId}`;
  return row ?? null;
}
