import { mustFind, RefusedOperation } from "../refusal.ts";
import type { Fulfillment, Order, Shop } from "../types.ts";
import { instantOf, type OperationOptions, type World } from "../world.ts";
import { announceFulfillmentChange } from "./fulfill-order.ts";
import { openFulfillmentOrder } from "./fulfillment-orders.ts";

/** Takes a fulfilment back: its units are to ship again, in a new fulfilment order. Sends fulfillments/update, orders/updated. */
export function cancelFulfillment(
  world: World,
  shop: Shop,
  order: Order,
  fulfillmentId: number,
  options: OperationOptions = {},
): Fulfillment {
  const fulfillment = mustFind(
    order.fulfillments.find((candidate) => candidate.id === fulfillmentId),
    `fulfilment ${fulfillmentId} on ${order.name}`,
  );
  if (fulfillment.status === "cancelled")
    throw new RefusedOperation(`${fulfillment.name} is cancelled already.`);
  const at = instantOf(options);
  fulfillment.status = "cancelled";
  fulfillment.updatedAt = at;
  order.closedAt = null;
  if (order.cancelledAt === null) {
    openFulfillmentOrder(world, order, fulfillment.locationId, fulfillment.lines, at);
  }
  announceFulfillmentChange(world, shop, order, fulfillment, {
    topic: "fulfillments/update",
    goodsLeft: false,
    at,
    options,
  });
  return fulfillment;
}
