import { mirrorLocations } from "#app/db/locations.ts";
import type { ShopContext } from "./context.ts";

/**
 * Reads the shop's locations and makes the mirror say the same. They are few, so a webhook about one of them is only the
 * occasion to read them all.
 */
export async function syncLocations(ctx: ShopContext): Promise<void> {
  const readAt = ctx.now();
  const locations = await ctx.shopify.readLocations();
  await ctx.db.$transaction((tx) => mirrorLocations(tx, ctx.shop.id, locations, readAt));
}
