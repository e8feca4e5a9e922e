import type { BatchFacts } from "#app/domain/batch-record.ts";
import type { ShopifyId } from "#app/domain/shopify-id.ts";
import type { Transaction } from "./client.ts";
import { pgArray } from "./pg-array.ts";

/** Stores a batch without items. @returns false when another batch of the shop has the code, in any case of letters. */
export async function insertBatch(
  tx: Transaction,
  shopId: string,
  batch: Omit<BatchFacts, "statusBeforeRecall">,
): Promise<boolean> {
  const inserted = await tx.$executeRaw`
    INSERT INTO batch (
      shop_id, id, code, status, made_at, opened_at, place, maker,
      expires_on, expiry_kind, cure_on, notes, created_by, created_at
    ) VALUES (
      ${shopId}::uuid, ${batch.id}::uuid, ${batch.code}, ${batch.status}, ${batch.madeAt}, ${batch.openedAt},
      ${batch.place}, ${batch.maker}, ${batch.expiresOn}::date, ${batch.expiryKind}, ${batch.cureOn}::date,
      ${batch.notes}, ${batch.createdBy}, ${batch.createdAt}
    ) ON CONFLICT (shop_id, code_key) DO NOTHING`;
  return inserted === 1;
}

/** Adds variants to a batch, without units: those come by movements. The variants are mirrored, and held by id. */
export async function insertBatchItems(
  tx: Transaction,
  shopId: string,
  batchId: string,
  variantIds: readonly ShopifyId[],
): Promise<void> {
  if (variantIds.length === 0) return;
  await tx.$executeRaw`
    INSERT INTO batch_item (shop_id, batch_id, variant_id, produced, remaining)
    SELECT ${shopId}::uuid, ${batchId}::uuid, id, 0, 0 FROM unnest(${pgArray(variantIds)}::bigint[]) AS added (id)
    ORDER BY id`;
}
