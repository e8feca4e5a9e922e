import { markUninstalled } from "#app/db/installed-shop.ts";
import type { ShopContext } from "./context.ts";

/**
 * `app/uninstalled`: the shop's tokens are dead, so its sessions go; background work and sends pause because no context
 * is made for an uninstalled shop. Its data stays until `shop/redact` (DOMAIN section 5).
 * @param triggeredAt when it happened. An old delivery that comes after the shop was installed again changes nothing.
 */
export async function uninstallShop(ctx: ShopContext, triggeredAt: Date | null): Promise<void> {
  const at = triggeredAt ?? ctx.now();
  const isGone = await ctx.db.$transaction((tx) => markUninstalled(tx, ctx.shop.id, at));
  ctx.log.info({ at, isGone }, "the app was uninstalled");
}
