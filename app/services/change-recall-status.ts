import { restoreBatches } from "#app/db/recall-batches.ts";
import type { Transaction } from "#app/db/client.ts";
import { insertRecallEvent } from "#app/db/recall-events.ts";
import {
  findBatchesOfRecall,
  findRecallState,
  stopUnstarted,
  writeRecallStatus,
} from "#app/db/recall-move.ts";
import type { RecallState } from "#app/db/recall-move.ts";
import { isOurId } from "#app/domain/our-id.ts";
import { canMoveRecall, holdingStatuses, recallMoves } from "#app/domain/recall-states.ts";
import type { RecallMove, RecallStatus } from "#app/domain/recall-states.ts";
import type { ShopContext } from "./context.ts";
import { queueRecallWork } from "./queue-recall-work.ts";
import { recordBatchRecall } from "./record-batch-recall.ts";
import { settle } from "./settle.ts";
import { withLockedBatches } from "./with-locked-batches.ts";

export type ChangeRecallResult =
  | { outcome: "moved"; recall: RecallState }
  | { outcome: "not_found" }
  /** Not from this state, or not for a drill. */
  | { outcome: "not_allowed"; status: RecallStatus };

const eventKinds = { pause: "paused", resume: "resumed", close: "closed", revoke: "revoked" } as const;

/**
 * A person moves a launched recall. Pausing stops mails and tags within the set at hand. Closing and revoking leave undone
 * what had not begun; revoking also gives each batch that no other recall holds the exact state it had, and serves the
 * orders that wait for it (DOMAIN.md section 2 and cases 98, 102).
 */
export async function changeRecallStatus(
  ctx: ShopContext,
  recallId: string,
  move: Exclude<RecallMove, "launch">,
  input: { reason: string },
  actor: string,
): Promise<ChangeRecallResult> {
  if (!isOurId(recallId)) return { outcome: "not_found" };
  // The batches of a recall never change; only a revoke touches them.
  const batchIds = move === "revoke" ? await findBatchesOfRecall(ctx.db, ctx.shop.id, recallId) : [];
  return withLockedBatches(ctx, batchIds, [], async (tx, variantIds) => {
    const found = await findRecallState(tx, ctx.shop.id, recallId);
    if (found === null) return { outcome: "not_found" };
    if (!canMoveRecall(found, move)) return { outcome: "not_allowed", status: found.status };

    const { to } = recallMoves[move];
    const at = ctx.now();
    if (!(await writeRecallStatus(tx, ctx.shop.id, recallId, { from: found.status, to, at }))) {
      const moved = await findRecallState(tx, ctx.shop.id, recallId);
      return moved === null ? { outcome: "not_found" } : { outcome: "not_allowed", status: moved.status };
    }
    const { reason } = input;
    await insertRecallEvent(tx, ctx.shop.id, {
      id: ctx.newId(),
      recallId,
      at,
      kind: eventKinds[move],
      actor,
      reason,
    });
    const recall = { ...found, status: to };
    if (move === "close" || move === "revoke") {
      await stopUnstarted(tx, ctx.shop.id, recallId, `recall ${to} before this was done`);
    }
    if (move === "revoke") await giveBatchesBack(ctx, tx, recall, variantIds, { actor, reason });
    // Ended ones too: the sender then tidies up after a run that was killed.
    if (!recall.drill && move !== "pause") await queueRecallWork(tx, ctx.shop.id, recallId);
    return { outcome: "moved", recall };
  });
}

async function giveBatchesBack(
  ctx: ShopContext,
  tx: Transaction,
  recall: RecallState,
  variantIds: bigint[],
  by: { actor: string; reason: string },
): Promise<void> {
  const restored = await restoreBatches(tx, ctx.shop.id, recall.id, holdingStatuses);
  await recordBatchRecall(ctx, tx, recall, restored, by);
  if (restored.length > 0) await settle(ctx, tx, { variantIds });
}
