import type { Transaction } from "#app/db/client.ts";
import { markWaitingOrders } from "#app/db/order-fetch-marks.ts";
import type { ShopContext } from "./context.ts";
import { requestLocationSync } from "./request-location-sync.ts";

/**
 * What tracking batches by location needs from the moment it is switched on: the shop's locations, and where the orders
 * ship from whose units still wait for a batch, so that they take none of another place. Units that have a batch keep it, and
 * what batches have is at no particular place until somebody puts it somewhere: it serves any (DOMAIN.md cases 33, 34).
 */
export async function beginTrackingLocations(ctx: ShopContext, tx: Transaction): Promise<void> {
  await requestLocationSync(tx, ctx.shop.id);
  await markWaitingOrders(tx, ctx.shop.id, ctx.now());
}
