import type { Transaction } from "#app/db/client.ts";
import { insertBatchEvents } from "#app/db/insert-batch-events.ts";
import type { BatchMoved } from "#app/db/recall-batches.ts";
import type { ShopContext } from "./context.ts";

/** Puts what a recall did to its batches into their timelines. */
export function recordBatchRecall(
  ctx: ShopContext,
  tx: Transaction,
  recall: { id: string; number: string },
  moved: readonly BatchMoved[],
  by: { actor: string; reason: string },
): Promise<void> {
  return insertBatchEvents(
    tx,
    ctx.shop.id,
    moved.map(({ batchId, from, to }) => ({
      id: ctx.newId(),
      batchId,
      at: ctx.now(),
      kind: to === "recalled" ? "recalled" : "recall_revoked",
      ...by,
      data: { from, to, recallId: recall.id, number: recall.number },
    })),
  );
}
