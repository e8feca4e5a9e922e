import type { ShopifyId } from "#app/domain/shopify-id.ts";
import type { Transaction } from "./client.ts";
import { pgArray } from "./pg-array.ts";

/** A variant with its product, as Shopify has them now. */
export interface StoredVariant {
  variantId: ShopifyId;
  productId: ShopifyId;
  productTitle: string;
  vendor: string | null;
  productStatus: string;
  productImageUrl: string | null;
  productUpdatedAt: Date;
  title: string;
  sku: string | null;
  barcode: string | null;
  imageUrl: string | null;
  position: number;
}

/**
 * Mirrors variants and their products; one that was thought deleted is back. A product is not overwritten by an older
 * state of it, and what the merchant set here (tracking) stays. Rows are written by id, so that parallel callers queue.
 */
export async function storeCatalogue(
  tx: Transaction,
  shopId: string,
  variants: readonly StoredVariant[],
): Promise<void> {
  if (variants.length === 0) return;
  const products = [...new Map(variants.map((variant) => [variant.productId, variant])).values()];
  await tx.$executeRaw`
    INSERT INTO product AS p (shop_id, id, title, vendor, status, image_url, shopify_updated_at)
    SELECT ${shopId}::uuid, t.* FROM unnest(
      ${pgArray(products.map((product) => product.productId))}::bigint[],
      ${pgArray(products.map((product) => product.productTitle))}::text[],
      ${pgArray(products.map((product) => product.vendor))}::text[],
      ${pgArray(products.map((product) => product.productStatus))}::text[],
      ${pgArray(products.map((product) => product.productImageUrl))}::text[],
      ${pgArray(products.map((product) => product.productUpdatedAt))}::timestamptz[]
    ) AS t (id, title, vendor, status, image_url, shopify_updated_at) ORDER BY t.id
    ON CONFLICT (shop_id, id) DO UPDATE SET title = excluded.title, vendor = excluded.vendor,
      status = excluded.status, image_url = excluded.image_url,
      shopify_updated_at = excluded.shopify_updated_at, deleted_at = NULL
    WHERE p.shopify_updated_at IS NULL OR p.shopify_updated_at <= excluded.shopify_updated_at`;
  await tx.$executeRaw`
    INSERT INTO variant (shop_id, id, product_id, title, sku, barcode, image_url, position)
    SELECT ${shopId}::uuid, t.* FROM unnest(
      ${pgArray(variants.map((variant) => variant.variantId))}::bigint[],
      ${pgArray(variants.map((variant) => variant.productId))}::bigint[],
      ${pgArray(variants.map((variant) => variant.title))}::text[],
      ${pgArray(variants.map((variant) => variant.sku))}::text[],
      ${pgArray(variants.map((variant) => variant.barcode))}::text[],
      ${pgArray(variants.map((variant) => variant.imageUrl))}::text[],
      ${pgArray(variants.map((variant) => variant.position))}::int[]
    ) AS t (id, product_id, title, sku, barcode, image_url, position) ORDER BY t.id
    ON CONFLICT (shop_id, id) DO UPDATE SET product_id = excluded.product_id, title = excluded.title,
      sku = excluded.sku, barcode = excluded.barcode, image_url = excluded.image_url,
      position = excluded.position, deleted_at = NULL`;
}
