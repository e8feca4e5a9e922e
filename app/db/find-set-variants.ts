import { Prisma } from "@prisma/client";
import type { ShopifyId } from "#app/domain/shopify-id.ts";
import type { Transaction } from "./client.ts";
import { pgArray } from "./pg-array.ts";

/** A variant as pages about sets name it. */
export interface VariantName {
  variantId: ShopifyId;
  productId: ShopifyId;
  productTitle: string;
  title: string;
  sku: string | null;
  imageUrl: string | null;
  position: number;
  deleted: boolean;
  giftCard: boolean;
  /** It is itself a set. */
  isSet: boolean;
  /** Titles of the products of the sets that it is a part of. */
  partOf: string[];
}

/** These variants, as far as the shop has them, by id. */
export async function findSetVariants(
  tx: Transaction,
  shopId: string,
  variantIds: readonly ShopifyId[],
): Promise<Map<ShopifyId, VariantName>> {
  if (variantIds.length === 0) return new Map();
  const rows = await tx.$queryRaw<VariantName[]>`
    SELECT ${VARIANT_COLUMNS} ${FROM_VARIANT}
    WHERE v.shop_id = ${shopId}::uuid AND v.id = ANY (${pgArray(variantIds)}::bigint[])`;
  return new Map(rows.map((row) => [row.variantId, row]));
}

/** A page of a product's variants in Shopify's order; those that Shopify does not have any more are not among them. */
export async function findProductVariants(
  tx: Transaction,
  shopId: string,
  productId: ShopifyId,
  page: { after: { position: number; variantId: ShopifyId } | null; limit: number },
): Promise<VariantName[]> {
  const after =
    page.after === null
      ? Prisma.empty
      : Prisma.sql`AND (v.position, v.id) > (${page.after.position}::int, ${page.after.variantId})`;
  return tx.$queryRaw<VariantName[]>`
    SELECT ${VARIANT_COLUMNS} ${FROM_VARIANT}
    WHERE v.shop_id = ${shopId}::uuid AND v.product_id = ${productId}
      AND (v.deleted_at IS NULL OR p.deleted_at IS NOT NULL) ${after}
    ORDER BY v.position, v.id LIMIT ${page.limit}`;
}

const VARIANT_COLUMNS = Prisma.sql`
  v.id AS "variantId", v.product_id AS "productId", p.title AS "productTitle", v.title, v.sku,
  coalesce(v.image_url, p.image_url) AS "imageUrl", v.position,
  v.deleted_at IS NOT NULL OR p.deleted_at IS NOT NULL AS deleted, p.gift_card AS "giftCard",
  EXISTS (SELECT FROM set_component c WHERE c.shop_id = v.shop_id AND c.set_variant_id = v.id) AS "isSet",
  ARRAY(SELECT sp.title FROM set_component c
    JOIN variant sv ON sv.shop_id = c.shop_id AND sv.id = c.set_variant_id
    JOIN product sp ON sp.shop_id = sv.shop_id AND sp.id = sv.product_id
    WHERE c.shop_id = v.shop_id AND c.component_variant_id = v.id
    ORDER BY sp.title, sv.id) AS "partOf"`;

const FROM_VARIANT = Prisma.sql`
  FROM variant v JOIN product p ON p.shop_id = v.shop_id AND p.id = v.product_id`;
