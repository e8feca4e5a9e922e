import { findWaitingVariants } from "#app/db/find-waiting-variants.ts";
import { retryLockConflicts } from "#app/db/retry-lock-conflicts.ts";
import { isConnectionError } from "#app/db/sort-errors.ts";
import type { ShopifyId } from "#app/domain/shopify-id.ts";
import type { ShopContext } from "./context.ts";
import { settle } from "./settle.ts";

/** Variants whose heads one transaction holds: orders that come in meanwhile wait for it. */
const VARIANTS_AT_ONCE = 25;

/**
 * Serves the lines that wait from the stock there is, slice by slice, after what no event tells of each of them: a change of
 * rules, or the day on which a batch has cured or the instant at which it was made (DOMAIN.md cases 21 and 22).
 * Running it twice or anew after it was stopped changes nothing that is settled. A variant that cannot be served (a broken
 * sum of its batch) is left for the next time and holds up no other.
 * @param productId only the lines of this product; null: all
 * @throws when the database cannot be reached
 */
export async function settleWaiting(
  ctx: ShopContext,
  productId: ShopifyId | null,
  signal: AbortSignal,
): Promise<{ isComplete: boolean }> {
  for (let after = 0n; ;) {
    if (signal.aborted) return { isComplete: false };
    const query = { productId, after, limit: VARIANTS_AT_ONCE };
    const variantIds = await findWaitingVariants(ctx.db, ctx.shop.id, query);
    const last = variantIds.at(-1);
    if (last === undefined) return { isComplete: true };
    await serve(ctx, variantIds);
    after = last;
  }
}

async function serve(ctx: ShopContext, variantIds: readonly ShopifyId[]): Promise<void> {
  try {
    await retryLockConflicts(() => ctx.db.$transaction((tx) => settle(ctx, tx, { variantIds })));
  } catch (error) {
    if (isConnectionError(error)) throw error;
    const [first] = variantIds;
    if (variantIds.length === 1) {
      ctx.log.error(
        { err: error, variantId: String(first) },
        "the lines that wait for a variant could not be served",
      );
      return;
    }
    for (const variantId of variantIds) await serve(ctx, [variantId]);
  }
}
