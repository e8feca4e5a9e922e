import type { Order, Shop } from "../types.ts";
import { announceUnlessSilent, type OperationOptions, type World } from "../world.ts";

/** The order is gone, from the Admin API too. Sends orders/delete, which carries the id alone. */
export function deleteOrder(world: World, shop: Shop, order: Order, options: OperationOptions = {}): void {
  shop.orders.delete(order.id);
  announceUnlessSilent(world, shop, options, ["orders/delete"], () => JSON.stringify({ id: order.id }));
}
