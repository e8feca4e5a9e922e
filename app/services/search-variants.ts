import type { VariantView } from "#app/contracts/variant-view.ts";
import { searchVariants as searchMirror } from "#app/db/find-variants.ts";
import { toGid } from "#app/domain/shopify-id.ts";
import type { ShopContext } from "./context.ts";

/** Mirrored variants on sale that match a text (titles, SKU, barcode), by title; an empty text gives the first ones. */
export async function searchVariants(
  ctx: ShopContext,
  query: { text: string; limit: number },
): Promise<VariantView[]> {
  const records = await searchMirror(ctx.db, ctx.shop.id, query.text.trim(), query.limit);
  return records.map((record) => ({
    ...record,
    variantId: toGid("ProductVariant", record.variantId),
    productId: toGid("Product", record.productId),
  }));
}
