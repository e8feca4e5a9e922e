import type { OrderAct } from "#app/contracts/order-view.ts";
import { findOrderActs } from "#app/db/find-order-acts.ts";
import { parseShopifyId, toGid } from "#app/domain/shopify-id.ts";
import type { ShopContext } from "./context.ts";

const SHOWN = 100;

/**
 * What people said about an order's batches, the latest first.
 * @param orderId a number or a gid
 */
export async function listOrderActs(ctx: ShopContext, orderId: string): Promise<OrderAct[]> {
  const id = parseShopifyId("Order", orderId);
  if (id === null) return [];
  const acts = await findOrderActs(ctx.db, ctx.shop.id, toGid("Order", id), SHOWN);
  return acts.map(({ data: { lineId, units, states, from, to }, at, ...act }) => ({
    ...act,
    ...{ at: at.toISOString(), lineId, units, states, from, to },
  }));
}
