import type { SetView } from "#app/contracts/product.ts";
import { findSetVariants } from "#app/db/find-set-variants.ts";
import { readSetComponents } from "#app/db/read-set-components.ts";
import { parseShopifyId, toGid } from "#app/domain/shopify-id.ts";
import type { ShopContext } from "./context.ts";
import { presentSetVariant } from "./present-set-variant.ts";

/**
 * A variant with what one unit of it is made of, if it is a set.
 * @param variantId a number or a gid
 * @returns null when the shop has no such variant
 */
export async function getSet(ctx: ShopContext, variantId: string): Promise<SetView | null> {
  const id = parseShopifyId("ProductVariant", variantId);
  if (id === null) return null;
  const variant = (await findSetVariants(ctx.db, ctx.shop.id, [id])).get(id);
  if (variant === undefined) return null;
  const components = await readSetComponents(ctx.db, ctx.shop.id, [id]);
  return {
    ...presentSetVariant(variant, components.get(id) ?? []),
    productId: toGid("Product", variant.productId),
    productTitle: variant.productTitle,
  };
}
