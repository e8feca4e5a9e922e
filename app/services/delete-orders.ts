import type { Transaction } from "#app/db/client.ts";
import { lockHeads } from "#app/db/lock-heads.ts";
import { readStoredLines } from "#app/db/read-stored-lines.ts";
import { cancelPromises } from "#app/db/store-order-lines.ts";
import { markOrdersDeleted } from "#app/db/store-orders.ts";
import type { ShopifyId } from "#app/domain/shopify-id.ts";
import type { ShopContext } from "./context.ts";
import { settle } from "./settle.ts";

/**
 * Orders were deleted in Shopify, which is terminal, also for an order that is not known (yet): promised units go back
 * to their batches, shipped ones stay with the buyer and in the scope of a recall (case 78).
 */
export async function deleteOrders(
  ctx: ShopContext,
  tx: Transaction,
  orderIds: readonly ShopifyId[],
): Promise<void> {
  const deleted = await markOrdersDeleted(tx, ctx.shop.id, orderIds, ctx.now());
  const lines = await readStoredLines(tx, ctx.shop.id, deleted);
  const variantIds = lines.flatMap(({ variantId }) => (variantId === null ? [] : [variantId]));
  await lockHeads(tx, ctx.shop.id, variantIds);
  await cancelPromises(tx, ctx.shop.id, lines);
  await settle(ctx, tx, { orderIds: deleted, variantIds });
}
