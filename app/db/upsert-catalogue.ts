import type { CatalogueVariant } from "#app/domain/catalogue-variant.ts";
import type { Transaction } from "./client.ts";
import { pgArray } from "./pg-array.ts";

/**
 * Adds or renews these variants and their products, in the order of their ids. An older state of a product changes
 * neither it nor its variants. What had been marked deleted and is in the set is there again.
 */
export async function upsertCatalogue(
  tx: Transaction,
  shopId: string,
  variants: readonly CatalogueVariant[],
): Promise<void> {
  if (variants.length === 0) return;
  await upsertProducts(tx, shopId, variants);
  await tx.$executeRaw`
    INSERT INTO variant AS v (shop_id, id, product_id, title, sku, barcode, image_url, position, mirrored_at)
    SELECT ${shopId}::uuid, t.id, t.product_id, t.title, t.sku, t.barcode, t.image_url, t.position, now()
    FROM unnest(
      ${pgArray(variants.map((variant) => variant.variantId))}::bigint[],
      ${pgArray(variants.map((variant) => variant.productId))}::bigint[],
      ${pgArray(variants.map((variant) => variant.productUpdatedAt))}::timestamptz[],
      ${pgArray(variants.map((variant) => variant.title))}::text[],
      ${pgArray(variants.map((variant) => variant.sku))}::text[],
      ${pgArray(variants.map((variant) => variant.barcode))}::text[],
      ${pgArray(variants.map((variant) => variant.imageUrl))}::text[],
      ${pgArray(variants.map((variant) => variant.position))}::integer[]
    ) AS t (id, product_id, product_updated_at, title, sku, barcode, image_url, position)
    JOIN product p ON p.shop_id = ${shopId}::uuid AND p.id = t.product_id
      AND p.shopify_updated_at <= t.product_updated_at
    ORDER BY t.id
    ON CONFLICT (shop_id, id) DO UPDATE
      SET product_id = excluded.product_id, title = excluded.title, sku = excluded.sku, barcode = excluded.barcode,
        image_url = excluded.image_url, position = excluded.position, mirrored_at = excluded.mirrored_at,
        deleted_at = NULL`;
  await stampSeen(tx, shopId, variants);
}

async function upsertProducts(
  tx: Transaction,
  shopId: string,
  variants: readonly CatalogueVariant[],
): Promise<void> {
  const products = [...new Map(variants.map((variant) => [variant.productId, variant])).values()];
  await tx.$executeRaw`
    INSERT INTO product AS p (shop_id, id, title, vendor, status, gift_card, image_url, shopify_updated_at)
    SELECT ${shopId}::uuid, id, title, vendor, status, gift_card, image_url, updated_at
    FROM unnest(
      ${pgArray(products.map((product) => product.productId))}::bigint[],
      ${pgArray(products.map((product) => product.productTitle))}::text[],
      ${pgArray(products.map((product) => product.vendor))}::text[],
      ${pgArray(products.map((product) => product.productStatus))}::text[],
      ${pgArray(products.map((product) => product.giftCard))}::boolean[],
      ${pgArray(products.map((product) => product.productImageUrl))}::text[],
      ${pgArray(products.map((product) => product.productUpdatedAt))}::timestamptz[]
    ) AS t (id, title, vendor, status, gift_card, image_url, updated_at)
    ORDER BY id
    ON CONFLICT (shop_id, id) DO UPDATE
      SET title = excluded.title, vendor = excluded.vendor, status = excluded.status,
        gift_card = excluded.gift_card, image_url = excluded.image_url, shopify_updated_at = excluded.shopify_updated_at, deleted_at = NULL
      WHERE p.shopify_updated_at IS NULL OR p.shopify_updated_at <= excluded.shopify_updated_at`;
}

/** Also what an older state named was there when it was read: an import must not take it for gone. */
async function stampSeen(
  tx: Transaction,
  shopId: string,
  variants: readonly CatalogueVariant[],
): Promise<void> {
  await tx.$executeRaw`
    UPDATE variant SET mirrored_at = now()
    WHERE shop_id = ${shopId}::uuid AND mirrored_at IS DISTINCT FROM now()::timestamptz(3)
      AND id IN (
        SELECT id FROM variant
        WHERE shop_id = ${shopId}::uuid
          AND id = ANY (${pgArray(variants.map((variant) => variant.variantId))}::bigint[])
        ORDER BY id FOR NO KEY UPDATE
      )`;
}
