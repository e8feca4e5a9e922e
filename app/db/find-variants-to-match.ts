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
  const skus = pgArray(bothCases(names.skus));
  const barcodes = pgArray(bothCases(names.barcodes));
  const titles = pgArray(bothCases(names.titles));
  const joined = pgArray(
    bothCases(names.titles.filter((title) => TITLE_JOINTS.some((joint) => title.includes(joint)))),
  );
  // Joins on one expression each, and no OR: ten thousand names against a hundred thousand variants have to be hashed.
  return tx.$queryRaw<VariantToMatch[]>`
    WITH own AS MATERIALIZED (
      SELECT v.id, v.product_id, v.title, btrim(v.sku) AS sku, btrim(v.barcode) AS barcode
      FROM variant v WHERE v.shop_id = ${shopId}::uuid
    ), product_of AS MATERIALIZED (
      SELECT p.id, btrim(p.title) AS title FROM product p WHERE p.shop_id = ${shopId}::uuid
    ), titled AS (
      SELECT p.id FROM product_of p JOIN unnest(${titles}::text[]) AS t (word) ON t.word = p.title
      UNION
      SELECT p.id FROM product_of p JOIN unnest(${titles}::text[]) AS t (word) ON t.word = lower(p.title)
    ), found AS (
      SELECT unnest(${pgArray(names.variantIds)}::bigint[]) AS id
      UNION
      SELECT own.id FROM own JOIN unnest(${skus}::text[]) AS t (word) ON t.word = own.sku
      UNION
      SELECT own.id FROM own JOIN unnest(${skus}::text[]) AS t (word) ON t.word = lower(own.sku)
      UNION
      SELECT own.id FROM own JOIN unnest(${barcodes}::text[]) AS t (word) ON t.word = own.barcode
      UNION
      SELECT own.id FROM own JOIN titled ON titled.id = own.product_id
      UNION
      SELECT own.id
      FROM own JOIN product_of p ON p.id = own.product_id
      CROSS JOIN LATERAL (VALUES (${dash}), (${slash}), (${dot})) AS split (joint)
      JOIN unnest(${joined}::text[]) AS t (word) ON t.word = lower(p.title || split.joint || own.title)
      WHERE ${joined} <> '{}'
      UNION
      SELECT own.id
      FROM own JOIN product_of p ON p.id = own.product_id
      CROSS JOIN LATERAL (VALUES (${dash}), (${slash}), (${dot})) AS split (joint)
      JOIN unnest(${joined}::text[]) AS t (word) ON t.word = p.title || split.joint || own.title
      WHERE ${joined} <> '{}'
    )
    SELECT v.id AS "variantId", p.title AS "productTitle", v.title AS "variantTitle", v.sku, v.barcode,
      (v.deleted_at IS NOT NULL OR p.deleted_at IS NOT NULL) AS deleted, p.tracked
    FROM found
    JOIN variant v ON v.shop_id = ${shopId}::uuid AND v.id = found.id
    JOIN product p ON p.shop_id = v.shop_id AND p.id = v.product_id
    ORDER BY v.id`;
}

/** As written and in lower case: a database of plain collation leaves letters such as É as they are. */
function bothCases(texts: readonly string[]): string[] {
  const trimmed = texts.map((text) => text.trim()).filter((text) => text !== "");
  return [...new Set([...trimmed, ...trimmed.map((text) => text.toLowerCase())])];
}
