import { markProductGone, markVariantsGone } from "#app/db/mark-deleted-catalogue.ts";
import { isNewestProductState } from "#app/db/newest-product-state.ts";
import { upsertCatalogue } from "#app/db/upsert-catalogue.ts";
import type { ShopifyId } from "#app/domain/shopify-id.ts";
import type { ShopContext } from "./context.ts";

/**
 * Reads a product again and makes the mirror say the same. The webhook that asks for it carries at most 100 variants
 * and may come late, so it is only the occasion.
 */
export async function syncProduct(ctx: ShopContext, productId: ShopifyId): Promise<void> {
  const variants = await ctx.shopify.readProduct(productId);
  const [first] = variants;
  await ctx.db.$transaction(async (tx) => {
    if (first === undefined) {
      await markProductGone(tx, ctx.shop.id, productId, ctx.now());
      return;
    }
    await upsertCatalogue(tx, ctx.shop.id, variants);
    if (await isNewestProductState(tx, ctx.shop.id, productId, first.productUpdatedAt)) {
      const remaining = variants.map((variant) => variant.variantId);
      await markVariantsGone(tx, ctx.shop.id, productId, remaining, ctx.now());
    }
  });
}
