import { markOrdersForFetch } from "#app/db/order-fetch-marks.ts";
import { retryLockConflicts } from "#app/db/retry-lock-conflicts.ts";
import { isConnectionError } from "#app/db/sort-errors.ts";
import type { OrderFacts } from "#app/domain/order-facts.ts";
import type { ShopifyId } from "#app/domain/shopify-id.ts";
import { applyOrderFacts, fromShopify } from "./apply-order-facts.ts";
import type { ShopContext } from "./context.ts";

/**
 * Applies what Shopify said of orders one by one, after all of them at once failed: one order that cannot be settled (a broken
 * sum of its batch) must not hold up the others. It is marked to be read again, where it waits longer each time.
 * @returns orders whose facts were new to the app
 * @throws when the database cannot be reached
 */
export async function applyEach(ctx: ShopContext, facts: readonly OrderFacts[]): Promise<ShopifyId[]> {
  const applied: ShopifyId[] = [];
  for (const order of facts) {
    try {
      const alone = (): Promise<ShopifyId[]> =>
        ctx.db.$transaction(async (tx) => (await applyOrderFacts(ctx, tx, [fromShopify(order)])).applied);
      applied.push(...(await retryLockConflicts(alone)));
    } catch (error) {
      if (isConnectionError(error)) throw error;
      ctx.log.error({ err: error, orderId: String(order.orderId) }, "an order could not be settled");
      const mark = { orderId: order.orderId, eventAt: null };
      await ctx.db.$transaction((tx) => markOrdersForFetch(tx, ctx.shop.id, [mark], ctx.now()));
    }
  }
  return applied;
}
