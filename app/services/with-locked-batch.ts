import type { Transaction } from "#app/db/client.ts";
import { findBatch } from "#app/db/find-batch.ts";
import type { BatchRecord } from "#app/domain/batch-record.ts";
import type { ShopifyId } from "#app/domain/shopify-id.ts";
import type { ShopContext } from "./context.ts";
import { withLockedBatches } from "./with-locked-batches.ts";

/**
 * `withLockedBatches` for a change of one batch, which it reads; null when the shop has no such batch.
 * @param addedVariantIds variants that the change adds to the batch
 */
export async function withLockedBatch<Result>(
  ctx: ShopContext,
  batchId: string,
  addedVariantIds: readonly ShopifyId[],
  change: (tx: Transaction, batch: BatchRecord | null) => Promise<Result>,
): Promise<Result> {
  return withLockedBatches(ctx, [batchId], addedVariantIds, async (tx) =>
    change(tx, await findBatch(tx, ctx.shop.id, batchId)),
  );
}
