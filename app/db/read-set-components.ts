import type { SetComponent } from "#app/domain/expand-sets.ts";
import type { ShopifyId } from "#app/domain/shopify-id.ts";
import type { Transaction } from "./client.ts";
import { pgArray } from "./pg-array.ts";

/** A component with the picture that pages show. */
export interface SetPart extends SetComponent {
  imageUrl: string | null;
}

/** What these variants are made of, for those that are sets sold as one SKU; components by their variants' ids. */
export async function readSetComponents(
  tx: Transaction,
  shopId: string,
  setVariantIds: readonly ShopifyId[],
): Promise<Map<ShopifyId, SetPart[]>> {
  const sets = new Map<ShopifyId, SetPart[]>();
  if (setVariantIds.length === 0) return sets;
  const rows = await tx.$queryRaw<(SetPart & { setVariantId: bigint })[]>`
    SELECT c.set_variant_id AS "setVariantId", v.id AS "variantId", v.product_id AS "productId", p.title,
      nullif(v.title, 'Default Title') AS "variantTitle", v.sku, coalesce(v.image_url, p.image_url) AS "imageUrl", c.units
    FROM set_component c
    JOIN variant v ON v.shop_id = c.shop_id AND v.id = c.component_variant_id
    JOIN product p ON p.shop_id = v.shop_id AND p.id = v.product_id
    WHERE c.shop_id = ${shopId}::uuid AND c.set_variant_id = ANY (${pgArray(setVariantIds)}::bigint[])
    ORDER BY c.set_variant_id, v.id`;
  for (const { setVariantId, ...component } of rows) {
    const components = sets.get(setVariantId);
    if (components === undefined) sets.set(setVariantId, [component]);
    else components.push(component);
  }
  return sets;
}
