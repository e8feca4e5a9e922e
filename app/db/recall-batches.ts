import type { BatchStatus } from "#app/domain/settlement.types.ts";
import type { ShopifyId } from "#app/domain/shopify-id.ts";
import type { Database, Transaction } from "./client.ts";

/** Those of the ids that name no batch of this shop. */
export async function findUnknownBatches(
  db: Database | Transaction,
  shopId: string,
  batchIds: readonly string[],
): Promise<string[]> {
  const rows = await db.$queryRaw<{ id: string }[]>`
    SELECT asked.id FROM unnest(${batchIds}::uuid[]) AS asked (id)
    WHERE NOT EXISTS (SELECT FROM batch b WHERE b.shop_id = ${shopId}::uuid AND b.id = asked.id)`;
  return rows.map((row) => row.id);
}

/** The variants that the batches filled. */
export async function findVariantsOfBatches(
  db: Database | Transaction,
  shopId: string,
  batchIds: readonly string[],
): Promise<ShopifyId[]> {
  const rows = await db.$queryRaw<{ variant_id: bigint }[]>`
    SELECT DISTINCT variant_id FROM batch_item
    WHERE shop_id = ${shopId}::uuid AND batch_id = ANY(${batchIds}::uuid[]) ORDER BY variant_id`;
  return rows.map((row) => row.variant_id);
}

/** Locks the batches by id until the transaction ends. The variants' heads come before. */
export async function lockBatches(
  tx: Transaction,
  shopId: string,
  batchIds: readonly string[],
): Promise<void> {
  await tx.$executeRaw`
    SELECT id FROM batch WHERE shop_id = ${shopId}::uuid AND id = ANY(${batchIds}::uuid[]) ORDER BY id FOR UPDATE`;
}

export interface BatchMoved {
  batchId: string;
  from: BatchStatus;
  to: BatchStatus;
}

/** Makes the batches recalled and keeps the state each had; one that another recall holds already keeps its first one. */
export async function markBatchesRecalled(
  tx: Transaction,
  shopId: string,
  batchIds: readonly string[],
): Promise<BatchMoved[]> {
  const rows = await tx.$queryRaw<{ id: string; status_before_recall: BatchStatus }[]>`
    UPDATE batch SET status_before_recall = status, status = 'recalled'
    WHERE shop_id = ${shopId}::uuid AND id = ANY(${batchIds}::uuid[]) AND status <> 'recalled'
    RETURNING id, status_before_recall`;
  return rows.map((row) => ({ batchId: row.id, from: row.status_before_recall, to: "recalled" }));
}

/** Gives the batches of a revoked recall the state they had, where no other recall holds them (`holding`: statuses that do). */
export async function restoreBatches(
  tx: Transaction,
  shopId: string,
  recallId: string,
  holding: readonly string[],
): Promise<BatchMoved[]> {
  const rows = await tx.$queryRaw<{ id: string; status: BatchStatus }[]>`
    UPDATE batch b SET status = b.status_before_recall, status_before_recall = NULL
    WHERE b.shop_id = ${shopId}::uuid AND b.status = 'recalled'
      AND b.id IN (SELECT batch_id FROM recall_batch WHERE shop_id = ${shopId}::uuid AND recall_id = ${recallId}::uuid)
      AND NOT EXISTS (
        SELECT FROM recall_batch other
        JOIN recall r ON r.shop_id = other.shop_id AND r.id = other.recall_id
        WHERE other.shop_id = b.shop_id AND other.batch_id = b.id AND other.recall_id <> ${recallId}::uuid
          AND NOT r.drill AND r.status = ANY(${holding}::text[]))
    RETURNING b.id, b.status`;
  return rows.map((row) => ({ batchId: row.id, from: "recalled", to: row.status }));
}
