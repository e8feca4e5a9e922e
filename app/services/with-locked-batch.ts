import type { Transaction } from "#app/db/client.ts";
import { findBatch } from "#app/db/find-batch.ts";
import { lockHeads } from "#app/db/lock-heads.ts";
import { findVariantsOfBatches, lockBatches } from "#app/db/recall-batches.ts";
import type { BatchRecord } from "#app/domain/batch-record.ts";
import type { ShopifyId } from "#app/domain/shopify-id.ts";
import type { ShopContext } from "./context.ts";

const MAX_TRIES = 5;

class BatchGrewError extends Error {
  override name = "BatchGrewError";
}

/**
 * Runs a change of a batch in one transaction while nobody else can change it or draw on it: the heads of its variants are
 * held first, then its row, then it is read. So an allocator that runs meanwhile is wholly before or wholly after
 * (DOMAIN.md case 31).
 * @param addedVariantIds variants that the change adds to the batch
 */
export async function withLockedBatch<Result>(
  ctx: ShopContext,
  batchId: string,
  addedVariantIds: readonly ShopifyId[],
  change: (tx: Transaction, batch: BatchRecord | null) => Promise<Result>,
): Promise<Result> {
  for (let tried = 1; ; tried += 1) {
    try {
      return await ctx.db.$transaction(async (tx) => {
        const variantIds = await findVariantsOfBatches(tx, ctx.shop.id, [batchId]);
        const locked = new Set([...variantIds, ...addedVariantIds]);
        await lockHeads(tx, ctx.shop.id, [...locked]);
        await lockBatches(tx, ctx.shop.id, [batchId]);
        const batch = await findBatch(tx, ctx.shop.id, batchId);
        // Somebody added a variant while we waited for the row: its head may only be taken before the row is.
        if (batch?.items.some((item) => !locked.has(item.variantId))) throw new BatchGrewError(batchId);
        return change(tx, batch);
      });
    } catch (error) {
      if (!(error instanceof BatchGrewError) || tried === MAX_TRIES) throw error;
    }
  }
}
