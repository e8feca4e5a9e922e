import type { OrderFacts } from "#app/domain/order-facts.ts";
import type { ShopifyId } from "#app/domain/shopify-id.ts";
import { ShopifyAccessError } from "#app/shopify/gateway.ts";
import type { ReadOrdersOptions } from "#app/shopify/gateway.ts";
import type { ShopContext } from "./context.ts";

/** More than these at once are no fault of single orders: Shopify's own trouble, which passes. */
const MAX_UNREAD = 3;

export interface ReadApart {
  facts: OrderFacts[];
  /** Orders that Shopify does not answer for, though it answers. */
  unread: ShopifyId[];
}

/**
 * Reads orders, one by one when all at once could not be: an order that Shopify cannot answer for must not keep those that
 * were asked for with it, or come after it, from being read, time after time.
 * @throws what the gateway throws, when it is not about single orders
 */
export async function readApart(
  ctx: ShopContext,
  orderIds: readonly ShopifyId[],
  options: ReadOrdersOptions,
): Promise<ReadApart> {
  try {
    return { facts: await ctx.shopify.readOrders([...orderIds], options), unread: [] };
  } catch (error) {
    if (error instanceof ShopifyAccessError || !(await isThere(ctx))) throw error;
    ctx.log.warn({ err: error, orders: orderIds.length }, "orders could not be read; reading each of them");
    const read: ReadApart = { facts: [], unread: [] };
    for (const orderId of orderIds) {
      try {
        read.facts.push(...(await ctx.shopify.readOrders([orderId], options)));
      } catch (failure) {
        read.unread.push(orderId);
        if (failure instanceof ShopifyAccessError || read.unread.length > MAX_UNREAD) throw failure;
        ctx.log.error({ err: failure, orderId: String(orderId) }, "an order could not be read");
      }
    }
    return read;
  }
}

async function isThere(ctx: ShopContext): Promise<boolean> {
  try {
    await ctx.shopify.readShop();
    return true;
  } catch {
    return false;
  }
}
