import { z } from "zod";
import { saveScopes } from "#app/db/shop-details.ts";
import type { ShopContext } from "./context.ts";

const scopesUpdate = z.object({ current: z.array(z.string()) });

/** `app/scopes_update`: what the app may do from now on. Features look the scope up when they need it. */
export async function updateScopes(ctx: ShopContext, body: unknown): Promise<void> {
  const { current } = scopesUpdate.parse(body);
  await ctx.db.$transaction((tx) => saveScopes(tx, ctx.shop.id, current));
}
