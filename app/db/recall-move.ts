import { MAX_UNCERTAIN } from "#app/domain/recall-retry.ts";
import type { RecallStatus } from "#app/domain/recall-states.ts";
import type { Database, ModelTransaction, Transaction } from "./client.ts";

export interface RecallState {
  id: string;
  number: string;
  tag: string;
  status: RecallStatus;
  drill: boolean;
}

export async function findRecallState(
  db: Database | Transaction,
  shopId: string,
  recallId: string,
): Promise<RecallState | null> {
  const [row] = await db.$queryRaw<RecallState[]>`
    SELECT id::text AS id, number, tag, status, drill FROM recall
    WHERE shop_id = ${shopId}::uuid AND id = ${recallId}::uuid`;
  return row ?? null;
}

export async function findBatchesOfRecall(
  tx: Database | ModelTransaction,
  shopId: string,
  recallId: string,
): Promise<string[]> {
  const rows = await tx.recallBatch.findMany({ where: { shopId, recallId }, select: { batchId: true } });
  return rows.map((row) => row.batchId);
}

/** @returns false when the recall is no longer in the state that was read: nothing was written. */
export async function writeRecallStatus(
  tx: Transaction,
  shopId: string,
  recallId: string,
  move: { from: RecallStatus; to: RecallStatus; at: Date },
): Promise<boolean> {
  const ended = move.to === "closed" || move.to === "revoked";
  const written = await tx.$executeRaw`
    UPDATE recall SET status = ${move.to}, ended_at = CASE WHEN ${ended} THEN ${move.at}::timestamptz END
    WHERE shop_id = ${shopId}::uuid AND id = ${recallId}::uuid AND status = ${move.from}`;
  return written === 1;
}

/** What an ended recall had not begun stays undone, with the reason; what is under way ends by itself. */
export async function stopUnstarted(
  tx: Transaction,
  shopId: string,
  recallId: string,
  why: string,
): Promise<void> {
  await tx.$executeRaw`
    UPDATE recall_recipient SET status = 'excluded', retry_at = NULL, error = ${why}
    WHERE shop_id = ${shopId}::uuid AND recall_id = ${recallId}::uuid AND status = 'queued'`;
  await tx.$executeRaw`
    UPDATE recall_recipient SET uncertain_count = ${MAX_UNCERTAIN}, retry_at = NULL, error = ${why}
    WHERE shop_id = ${shopId}::uuid AND recall_id = ${recallId}::uuid AND status = 'uncertain'
      AND uncertain_count < ${MAX_UNCERTAIN}`;
  await tx.$executeRaw`
    UPDATE recall_order SET tag_status = 'failed', tag_error = ${why}
    WHERE shop_id = ${shopId}::uuid AND recall_id = ${recallId}::uuid AND tag_status = 'queued'`;
  await tx.$executeRaw`
    UPDATE recall_customer SET tag_status = 'failed', tag_error = ${why}
    WHERE shop_id = ${shopId}::uuid AND recall_id = ${recallId}::uuid AND tag_status = 'queued'`;
}
