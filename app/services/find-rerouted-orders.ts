import { markOrdersForFetch } from "#app/db/order-fetch-marks.ts";
import type { ShopifyId } from "#app/domain/shopify-id.ts";
import type { ShopContext } from "./context.ts";

/**
 * Asks Shopify which orders these fulfilment orders belong to and has those read: where their units ship from may have
 * changed, which nothing in an order's own webhook tells (DOMAIN.md case 34).
 * @returns the orders that are marked
 */
export async function findReroutedOrders(
  ctx: ShopContext,
  fulfilmentOrderIds: ShopifyId[],
): Promise<ShopifyId[]> {
  const orderIds = await ctx.shopify.findOrdersOfFulfilmentOrders(fulfilmentOrderIds);
  const marks = orderIds.map((orderId) => ({ orderId, eventAt: null }));
  await ctx.db.$transaction((tx) => markOrdersForFetch(tx, ctx.shop.id, marks, ctx.now()));
  return orderIds;
}
