import type { AssignmentWrite, LineWrite, MovementDraft } from "#app/domain/settlement.types.ts";
import type { Transaction } from "./client.ts";
import { moveBatchItems } from "./move-batch-items.ts";
import { moveShelves } from "./move-shelves.ts";
import { pgArray } from "./pg-array.ts";

/** Adds the new draws and moves units within the old ones. The lines exist. */
export async function writeAssignments(
  tx: Transaction,
  shopId: string,
  now: Date,
  writes: readonly AssignmentWrite[],
): Promise<void> {
  const created = writes.filter((write) => write.created);
  const changed = writes.filter((write) => !write.created);
  if (created.length > 0) {
    await tx.$executeRaw`
      INSERT INTO assignment (
        shop_id, order_id, line_id, seq, batch_id, location_id, variant_id,
        promised, shipped, returned, written_off, confidence, decision, created_at
      )
      SELECT ${shopId}::uuid, order_id, line_id, seq, batch_id, location_id, variant_id,
        promised, shipped, returned, written_off, confidence, decision, ${now}
      FROM unnest(
        ${pgArray(created.map((write) => write.orderId))}::bigint[],
        ${pgArray(created.map((write) => write.lineId))}::bigint[],
        ${pgArray(created.map((write) => write.seq))}::int[],
        ${pgArray(created.map((write) => write.batchId))}::uuid[],
        ${pgArray(created.map((write) => write.locationId))}::bigint[],
        ${pgArray(created.map((write) => write.variantId))}::bigint[],
        ${pgArray(created.map((write) => write.promised))}::int[],
        ${pgArray(created.map((write) => write.shipped))}::int[],
        ${pgArray(created.map((write) => write.returned))}::int[],
        ${pgArray(created.map((write) => write.writtenOff))}::int[],
        ${pgArray(created.map((write) => write.confidence))}::text[],
        ${pgArray(created.map((write) => JSON.stringify(write.decision)))}::jsonb[]
      ) AS t (
        order_id, line_id, seq, batch_id, location_id, variant_id,
        promised, shipped, returned, written_off, confidence, decision
      )`;
  }
  if (changed.length > 0) {
    await tx.$executeRaw`
      UPDATE assignment a
      SET promised = t.promised, shipped = t.shipped, returned = t.returned, written_off = t.written_off,
        confidence = t.confidence
      FROM unnest(
        ${pgArray(changed.map((write) => write.orderId))}::bigint[],
        ${pgArray(changed.map((write) => write.lineId))}::bigint[],
        ${pgArray(changed.map((write) => write.seq))}::int[],
        ${pgArray(changed.map((write) => write.promised))}::int[],
        ${pgArray(changed.map((write) => write.shipped))}::int[],
        ${pgArray(changed.map((write) => write.returned))}::int[],
        ${pgArray(changed.map((write) => write.writtenOff))}::int[],
        ${pgArray(changed.map((write) => write.confidence))}::text[]
      ) AS t (order_id, line_id, seq, promised, shipped, returned, written_off, confidence)
      WHERE a.shop_id = ${shopId}::uuid
        AND a.order_id = t.order_id AND a.line_id = t.line_id AND a.seq = t.seq`;
  }
}

/** Writes what lines lack. */
export async function writeUnassigned(
  tx: Transaction,
  shopId: string,
  lines: readonly LineWrite[],
): Promise<void> {
  if (lines.length === 0) return;
  await tx.$executeRaw`
    UPDATE order_line l
    SET unassigned = t.unassigned, unassigned_shipped = t.unassigned_shipped
    FROM unnest(
      ${pgArray(lines.map((line) => line.orderId))}::bigint[],
      ${pgArray(lines.map((line) => line.lineId))}::bigint[],
      ${pgArray(lines.map((line) => line.unassigned))}::int[],
      ${pgArray(lines.map((line) => line.unassignedShipped))}::int[]
    ) AS t (order_id, line_id, unassigned, unassigned_shipped)
    WHERE l.shop_id = ${shopId}::uuid AND l.order_id = t.order_id AND l.id = t.line_id`;
}

/** What a person or the engine did, as the ledger keeps it. */
export interface LedgerEntry {
  actor: string;
  reason: string | null;
  at: Date;
  /** The manual act that the movements belong to. */
  actId?: string;
}

/**
 * Appends to the ledger and moves the same units between the batch items' buckets, so that both always agree.
 * @throws a CHECK violation (SQLSTATE 23514) when a bucket would fall below zero; nothing is clamped
 */
export async function writeMovements(
  tx: Transaction,
  shopId: string,
  movements: readonly MovementDraft[],
  entry: LedgerEntry,
): Promise<void> {
  if (movements.length === 0) return;
  await moveShelves(tx, shopId, movements, "taken");
  await moveBatchItems(tx, shopId, movements);
  await moveShelves(tx, shopId, movements, "put");
  await tx.$executeRaw`
    INSERT INTO movement (
      shop_id, batch_id, variant_id, from_bucket, from_location_id, to_bucket, to_location_id, units, cause,
      order_id, line_id, actor, reason, at, act_id
    )
    SELECT ${shopId}::uuid, batch_id, variant_id, from_bucket, from_location_id, to_bucket, to_location_id, units,
      cause, order_id, line_id, ${entry.actor}, ${entry.reason}, ${entry.at}, ${entry.actId ?? null}::uuid
    FROM unnest(
      ${pgArray(movements.map((movement) => movement.batchId))}::uuid[],
      ${pgArray(movements.map((movement) => movement.variantId))}::bigint[],
      ${pgArray(movements.map((movement) => movement.from))}::text[],
      ${pgArray(movements.map((movement) => movement.fromLocationId ?? null))}::bigint[],
      ${pgArray(movements.map((movement) => movement.to))}::text[],
      ${pgArray(movements.map((movement) => movement.toLocationId ?? null))}::bigint[],
      ${pgArray(movements.map((movement) => movement.units))}::int[],
      ${pgArray(movements.map((movement) => movement.cause))}::text[],
      ${pgArray(movements.map((movement) => movement.orderId))}::bigint[],
      ${pgArray(movements.map((movement) => movement.lineId))}::bigint[]
    ) AS t (
      batch_id, variant_id, from_bucket, from_location_id, to_bucket, to_location_id, units, cause, order_id, line_id
    )`;
}
