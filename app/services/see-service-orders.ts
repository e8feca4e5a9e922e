import { THIRD_PARTY_SCOPE } from "#app/contracts/settings.ts";
import { markWaitingOrders } from "#app/db/order-fetch-marks.ts";
import type { ShopContext } from "./context.ts";
import { refreshScopes } from "./refresh-scopes.ts";

/**
 * The merchant has answered whether the app may see what fulfilment services are to ship. If so, the orders that wait for a
 * batch are read again, so that they take none of another place (DOMAIN.md case 34); units that have a batch follow when
 * Shopify tells anything of their order.
 * @returns whether it may
 */
export async function seeServiceOrders(ctx: ShopContext): Promise<boolean> {
  const scopes = await refreshScopes(ctx);
  if (!scopes.includes(THIRD_PARTY_SCOPE)) return false;
  await ctx.db.$transaction((tx) => markWaitingOrders(tx, ctx.shop.id, ctx.now()));
  return true;
}
