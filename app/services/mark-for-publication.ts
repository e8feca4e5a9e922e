import type { Transaction } from "#app/db/client.ts";
import { markOrdersForPublication } from "#app/db/publication-marks.ts";
import type { ShopifyId } from "#app/domain/shopify-id.ts";
import type { ShopContext } from "./context.ts";

/** From an order's first change to its write: what changes meanwhile is written with it, and none is written more often. */
const PUBLISH_AFTER_MS = 60_000;

/**
 * Has Shopify shown the new batches of these orders, a minute from now. Called in the transaction that changes what orders
 * hold; `settle` has done it already. Takes the locks of its own rows last, but for orders that the same transaction has added: nobody
 * waits for those.
 */
export async function markForPublication(
  ctx: ShopContext,
  tx: Transaction,
  orderIds: Iterable<ShopifyId>,
): Promise<void> {
  const dueAt = new Date(ctx.now().getTime() + PUBLISH_AFTER_MS);
  await markOrdersForPublication(tx, ctx.shop.id, [...new Set(orderIds)], dueAt);
}
