import type { BatchRecord } from "#app/domain/batch-record.ts";
import { BATCH_COLUMNS, BATCH_ITEMS, toBatchRecord } from "./batch-rows.ts";
import type { BatchRow } from "./batch-rows.ts";
import type { Transaction } from "./client.ts";

/** One batch with its items; null when the shop has none of this id. */
export async function findBatch(
  tx: Transaction,
  shopId: string,
  batchId: string,
): Promise<BatchRecord | null> {
  const [row] = await tx.$queryRaw<BatchRow[]>`
    SELECT ${BATCH_COLUMNS}, ${BATCH_ITEMS}
    FROM batch b WHERE b.shop_id = ${shopId}::uuid AND b.id = ${batchId}::uuid`;
  return row === undefined ? null : toBatchRecord(row);
}
