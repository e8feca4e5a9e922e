import type { ShopifyId } from "#app/domain/shopify-id.ts";
import type { Transaction } from "./client.ts";
import { pgArray } from "./pg-array.ts";

/** Makes a variant the set of these components, each given once; of none: no set. The caller holds `lockRules`. */
export async function writeSetComponents(
  tx: Transaction,
  shopId: string,
  setVariantId: ShopifyId,
  components: readonly { variantId: ShopifyId; units: number }[],
): Promise<void> {
  await tx.$executeRaw`
    DELETE FROM set_component
    WHERE shop_id = ${shopId}::uuid AND set_variant_id = ${setVariantId}
      AND component_variant_id <> ALL (${pgArray(components.map(({ variantId }) => variantId))}::bigint[])`;
  await tx.$executeRaw`
    INSERT INTO set_component (shop_id, set_variant_id, component_variant_id, units)
    SELECT ${shopId}::uuid, ${setVariantId}, id, units
    FROM unnest(
      ${pgArray(components.map(({ variantId }) => variantId))}::bigint[],
      ${pgArray(components.map(({ units }) => units))}::int[]
    ) AS t (id, units)
    ON CONFLICT (shop_id, set_variant_id, component_variant_id) DO UPDATE SET units = excluded.units`;
}
