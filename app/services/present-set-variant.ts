import type { ProductVariantView } from "#app/contracts/product.ts";
import type { VariantName } from "#app/db/find-set-variants.ts";
import type { SetPart } from "#app/db/read-set-components.ts";
import { toGid } from "#app/domain/shopify-id.ts";

/** A variant with what it is made of, as the pages show it. */
export function presentSetVariant(
  { variantId, title, sku, imageUrl, deleted }: VariantName,
  components: readonly SetPart[],
): ProductVariantView {
  return {
    id: toGid("ProductVariant", variantId),
    title,
    sku,
    imageUrl,
    deleted,
    components: components.map((component) => ({
      variantId: toGid("ProductVariant", component.variantId),
      productId: toGid("Product", component.productId),
      productTitle: component.title,
      variantTitle: component.variantTitle,
      sku: component.sku,
      imageUrl: component.imageUrl,
      units: component.units,
    })),
  };
}
