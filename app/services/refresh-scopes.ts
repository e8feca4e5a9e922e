import { saveScopes } from "#app/db/shop-details.ts";
import type { ShopContext } from "./context.ts";

/** Asks Shopify what the app may do now: the merchant has just answered, and the webhook about it may be a moment away. */
export async function refreshScopes(ctx: ShopContext): Promise<string[]> {
  const { scopes } = await ctx.shopify.readShop();
  await ctx.db.$transaction((tx) => saveScopes(tx, ctx.shop.id, scopes));
  return scopes;
}
