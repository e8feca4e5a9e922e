import type { Bucket, MovementCause, MovementDraft } from "#app/domain/settlement.types.ts";
import type { Database, Transaction } from "./client.ts";

export interface ManualActRecord {
  id: string;
  kind: string;
  data: Record<string, unknown>;
  undoneBy: string | null;
}

/** What a person did; null when the shop has no act of this id. */
export async function findManualAct(
  tx: Database | Transaction,
  shopId: string,
  actId: string,
): Promise<ManualActRecord | null> {
  const [row] = await tx.$queryRaw<ManualActRecord[]>`
    SELECT id::text AS id, kind, data, undone_by::text AS "undoneBy" FROM manual_act
    WHERE shop_id = ${shopId}::uuid AND id = ${actId}::uuid`;
  return row ?? null;
}

/** The batches that an act moved units of, or that it is told of. */
export async function findBatchesOfAct(
  tx: Database | Transaction,
  shopId: string,
  actId: string,
): Promise<string[]> {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    SELECT batch_id::text AS id FROM movement WHERE shop_id = ${shopId}::uuid AND act_id = ${actId}::uuid
    UNION SELECT from_batch_id::text FROM batch_link WHERE shop_id = ${shopId}::uuid AND act_id = ${actId}::uuid
    UNION SELECT to_batch_id::text FROM batch_link WHERE shop_id = ${shopId}::uuid AND act_id = ${actId}::uuid
    ORDER BY id`;
  return rows.map((row) => row.id);
}

interface MovementRow {
  batchId: string;
  variantId: bigint;
  from: Bucket;
  fromLocationId: bigint | null;
  to: Bucket;
  toLocationId: bigint | null;
  units: number;
  cause: MovementCause;
}

/** The ledger rows of an act, as they were written. */
export async function readActMovements(
  tx: Transaction,
  shopId: string,
  actId: string,
): Promise<MovementDraft[]> {
  const rows = await tx.$queryRaw<MovementRow[]>`
    SELECT batch_id::text AS "batchId", variant_id AS "variantId", from_bucket AS from,
      from_location_id AS "fromLocationId", to_bucket AS to, to_location_id AS "toLocationId", units, cause
    FROM movement WHERE shop_id = ${shopId}::uuid AND act_id = ${actId}::uuid ORDER BY id`;
  return rows.map((row) => ({ ...row, orderId: null, lineId: null }));
}

/** Says on an act which one took it back. @returns false when it was taken back before */
export async function markActUndone(
  tx: Transaction,
  shopId: string,
  act: { id: string; undoneBy: string },
): Promise<boolean> {
  const marked = await tx.$executeRaw`
    UPDATE manual_act SET undone_by = ${act.undoneBy}::uuid
    WHERE shop_id = ${shopId}::uuid AND id = ${act.id}::uuid AND undone_by IS NULL`;
  return marked === 1;
}
