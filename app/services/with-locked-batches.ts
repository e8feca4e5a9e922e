import type { ModelTransaction } from "#app/db/client.ts";
import { lockHeads } from "#app/db/lock-heads.ts";
import { findVariantsOfBatches, lockBatches } from "#app/db/recall-batches.ts";
import type { ShopifyId } from "#app/domain/shopify-id.ts";
import type { ShopContext } from "./context.ts";

const MAX_TRIES = 5;

class BatchGrewError extends Error {
  override name = "BatchGrewError";
}

/**
 * Runs a change of batches in one transaction while nobody else can change them or draw on them: the heads of their
 * variants are held first, then their rows. So an allocator that runs meanwhile is wholly before or wholly after
 * (DOMAIN.md case 31).
 * @param addedVariantIds variants that the change adds to the batches
 * @param change gets the variants of the batches; the heads of these and of the added ones are held
 */
export async function withLockedBatches<Result>(
  ctx: ShopContext,
  batchIds: readonly string[],
  addedVariantIds: readonly ShopifyId[],
  change: (tx: ModelTransaction, variantIds: ShopifyId[]) => Promise<Result>,
): Promise<Result> {
  for (let tried = 1; ; tried += 1) {
    try {
      return await ctx.db.$transaction(async (tx) => {
        const locked = new Set([
          ...(await findVariantsOfBatches(tx, ctx.shop.id, batchIds)),
          ...addedVariantIds,
        ]);
        await lockHeads(tx, ctx.shop.id, [...locked]);
        await lockBatches(tx, ctx.shop.id, batchIds);
        const variantIds = await findVariantsOfBatches(tx, ctx.shop.id, batchIds);
        // Somebody added a variant while we waited for the rows: its head may only be taken before they are.
        if (variantIds.some((variantId) => !locked.has(variantId)))
          throw new BatchGrewError(batchIds.join(", "));
        return change(tx, variantIds);
      });
    } catch (error) {
      if (!(error instanceof BatchGrewError) || tried === MAX_TRIES) throw error;
    }
  }
}
