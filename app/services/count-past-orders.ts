import { ShopifyAccessError, ShopifyUnavailableError } from "#app/shopify/gateway.ts";
import type { ShopContext } from "./context.ts";

/** How many orders placed since then Shopify shows the app; null when Shopify does not answer, for it is only a hint. */
export async function countPastOrders(ctx: ShopContext, since: Date | null): Promise<number | null> {
  try {
    return await ctx.shopify.countOrders({ since });
  } catch (error) {
    if (error instanceof ShopifyUnavailableError || error instanceof ShopifyAccessError) return null;
    throw error;
  }
}
