import { TITLE_JOINTS } from "#app/domain/match-variant.ts";
import type { VariantToMatch } from "#app/domain/match-variant.ts";
import type { ShopifyId } from "#app/domain/shopify-id.ts";
import type { Transaction } from "./client.ts";
import { pgArray } from "./pg-array.ts";

/** What rows of a file call their variants. */
export interface VariantNames {
  variantIds: readonly ShopifyId[];
  skus: readonly string[];
  barcodes: readonly string[];
  /** Titles of products, or of products and variants joined. */
  titles: readonly string[];
}

/** Those of the shop's variants that any of the names may mean, deleted ones included: a batch may be of goods no longer sold. */
export async function findVariantsToMatch(
  tx: Transaction,
  shopId: string,
  names: VariantNames,
): Promise<VariantToMatch[]> {
  const [dash = "", slash = "", dot = ""] = TITLE_JOINTS;
  const titles = pgArray(plain(names.titles));
  return tx.$queryRaw<VariantToMatch[]>`
    SELECT v.id AS "variantId", p.title AS "productTitle", v.title AS "variantTitle", v.sku, v.barcode,
      (v.deleted_at IS NOT NULL OR p.deleted_at IS NOT NULL) AS deleted, p.tracked
    FROM variant v JOIN product p ON p.shop_id = v.shop_id AND p.id = v.product_id
    WHERE v.shop_id = ${shopId}::uuid AND (
      v.id = ANY (${pgArray(names.variantIds)}::bigint[])
      OR lower(btrim(v.sku)) = ANY (${pgArray(plain(names.skus))}::text[])
      OR lower(btrim(v.barcode)) = ANY (${pgArray(plain(names.barcodes))}::text[])
      OR lower(btrim(p.title)) = ANY (${titles}::text[])
      OR lower(p.title || ${dash} || v.title) = ANY (${titles}::text[])
      OR lower(p.title || ${slash} || v.title) = ANY (${titles}::text[])
      OR lower(p.title || ${dot} || v.title) = ANY (${titles}::text[]))
    ORDER BY v.id`;
}

function plain(texts: readonly string[]): string[] {
  return [...new Set(texts.map((text) => text.trim().toLowerCase()))].filter((text) => text !== "");
}
