import type { BatchView } from "#app/contracts/batch-view.ts";
import { findBatch } from "#app/db/find-batch.ts";
import { isOurId } from "#app/domain/our-id.ts";
import type { ShopContext } from "./context.ts";
import { presentBatch } from "./present-batch.ts";

/** One batch with its items and their mass balance; null when the shop has none of this id. */
export async function getBatch(ctx: ShopContext, batchId: string): Promise<BatchView | null> {
  if (!isOurId(batchId)) return null;
  const record = await findBatch(ctx.db, ctx.shop.id, batchId);
  return record === null ? null : presentBatch(ctx, record);
}
