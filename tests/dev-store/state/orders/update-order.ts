import type { Order, Shop } from "../types.ts";
import { instantOf, type OperationOptions, type World } from "../world.ts";
import { touchAndAnnounceOrder } from "./announce-order.ts";

export type UpdateOrderInput = {
  /** Replaces all tags. */
  tags?: string[];
  note?: string | null;
  email?: string | null;
  noteAttributes?: { name: string; value: string }[];
};

/** Changes what is not goods or money. Sends orders/updated. */
export function updateOrder(
  world: World,
  shop: Shop,
  order: Order,
  input: UpdateOrderInput,
  options: OperationOptions = {},
): Order {
  if (input.tags !== undefined) order.tags = [...new Set(input.tags)].sort();
  if (input.note !== undefined) order.note = input.note;
  if (input.email !== undefined) order.email = input.email;
  if (input.noteAttributes !== undefined) order.noteAttributes = input.noteAttributes;
  touchAndAnnounceOrder(world, shop, order, instantOf(options), options, ["orders/updated"]);
  return order;
}
