import {
  markPlacedSince,
  markUnwanted,
  recordShownSwitches,
  takeTurnedSwitches,
} from "#app/db/publish-switches.ts";
import type { ShopContext } from "./context.ts";

const DAY_MS = 86_400_000;
/** Without `read_all_orders` Shopify shows orders of 60 days, and older ones have long been packed. */
const VISIBLE_DAYS = 60;

/**
 * Makes the orders due that a switch of the settings concerns, once for each time it is turned: on, those of the last 60
 * days; off, all that show something. A shop that is new, or came back after an uninstall, has everything written anew.
 */
export async function followPublishSwitches(ctx: ShopContext): Promise<void> {
  const now = ctx.now();
  const since = new Date(now.getTime() - VISIBLE_DAYS * DAY_MS);
  await ctx.db.$transaction(async (tx) => {
    const turned = await takeTurnedSwitches(tx, ctx.shop.id);
    if (turned === null) return;
    const { wanted, shown } = turned;
    const before = shown ?? { codes: false, tags: false };
    if ((wanted.codes && !before.codes) || (wanted.tags && !before.tags)) {
      await markPlacedSince(tx, ctx.shop.id, { since, now, forget: shown === null });
    }
    await markUnwanted(tx, ctx.shop.id, wanted, now);
    await recordShownSwitches(tx, ctx.shop.id, wanted);
    ctx.log.info({ wanted, shown }, "orders in Shopify follow the settings");
  });
}
