import { RefusedOperation } from "../refusal.ts";
import type { Order, Shop } from "../types.ts";
import { instantOf, type OperationOptions, type World } from "../world.ts";
import { touchAndAnnounceOrder } from "./announce-order.ts";

/** The money has come in. Sends orders/paid and orders/updated. */
export function markOrderPaid(world: World, shop: Shop, order: Order, options: OperationOptions = {}): Order {
  if (order.paid) throw new RefusedOperation(`${order.name} is paid already.`);
  if (order.cancelledAt !== null) throw new RefusedOperation(`${order.name} is cancelled.`);
  order.paid = true;
  touchAndAnnounceOrder(world, shop, order, instantOf(options), options, ["orders/paid", "orders/updated"]);
  return order;
}
