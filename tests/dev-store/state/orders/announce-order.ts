import { orderBody } from "../rest/order-body.ts";
import type { Instant, Order, Shop } from "../types.ts";
import { announceUnlessSilent, type OperationOptions, type World } from "../world.ts";

/** Moves `updated_at` (never back) and tells whoever subscribed to the topics, with the order as it is now. */
export function touchAndAnnounceOrder(
  world: World,
  shop: Shop,
  order: Order,
  at: Instant,
  options: OperationOptions,
  topics: readonly string[],
): void {
  order.updatedAt = Math.max(order.updatedAt, at);
  announceUnlessSilent(world, shop, options, topics, () => JSON.stringify(orderBody(shop, order)));
}
