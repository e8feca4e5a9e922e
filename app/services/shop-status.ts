import type { ShopStatus } from "#app/contracts/status.ts";
import { readShopStatus } from "#app/db/read-shop-status.ts";
import { reroutedJobKeys } from "#app/jobs/definitions.ts";
import type { ShopContext } from "./context.ts";

/** What of the shop's events is still to be worked off: nothing pending means that all is settled. */
export async function shopStatus(ctx: ShopContext): Promise<ShopStatus> {
  const pending = await readShopStatus(ctx.db, ctx.shop.id, reroutedJobKeys(ctx.shop.id));
  return {
    pendingDeliveries: pending.pendingDeliveries,
    pendingOrders: pending.pendingOrders,
    oldestPendingAt: pending.oldestPendingAt?.toISOString() ?? null,
    catalogue: {
      state: pending.catalogueState,
      done: pending.catalogueDone,
      total: pending.catalogueTotal,
    },
  };
}
