import type { BatchFacts } from "#app/domain/batch-record.ts";
import type { BatchStatus } from "#app/domain/settlement.types.ts";
import type { Transaction } from "./client.ts";

/** Writes what a person may change of a batch. @returns false when it is no longer in the state that was read. */
export async function updateBatch(
  tx: Transaction,
  shopId: string,
  from: BatchStatus,
  batch: BatchFacts,
): Promise<boolean> {
  const updated = await tx.$executeRaw`
    UPDATE batch SET status = ${batch.status}, opened_at = ${batch.openedAt}, place = ${batch.place},
      maker = ${batch.maker}, expires_on = ${batch.expiresOn}::date, expiry_kind = ${batch.expiryKind},
      cure_on = ${batch.cureOn}::date, notes = ${batch.notes}
    WHERE shop_id = ${shopId}::uuid AND id = ${batch.id}::uuid AND status = ${from}`;
  return updated === 1;
}
