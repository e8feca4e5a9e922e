import { bucketDeltas } from "#app/domain/bucket-deltas.ts";
import type { MovementDraft } from "#app/domain/settlement.types.ts";
import type { Transaction } from "./client.ts";
import { pgArray } from "./pg-array.ts";

/**
 * Moves units between the buckets of batch items, all in one statement. The caller holds the heads of their variants and
 * writes the same movements to the ledger. Units from or to `outside` change what was produced.
 */
export async function moveBatchItems(
  tx: Transaction,
  shopId: string,
  movements: readonly MovementDraft[],
): Promise<void> {
  const deltas = bucketDeltas(movements);
  const moved = await tx.$executeRaw`
    UPDATE batch_item i
    SET produced = i.produced + t.produced, remaining = i.remaining + t.remaining,
      promised = i.promised + t.promised, shipped = i.shipped + t.shipped,
      quarantined = i.quarantined + t.quarantined, written_off = i.written_off + t.written_off,
      returned = i.returned + t.returned
    FROM unnest(
      ${pgArray(deltas.map((delta) => delta.batchId))}::uuid[],
      ${pgArray(deltas.map((delta) => delta.variantId))}::bigint[],
      ${pgArray(deltas.map((delta) => delta.produced))}::int[],
      ${pgArray(deltas.map((delta) => delta.remaining))}::int[],
      ${pgArray(deltas.map((delta) => delta.promised))}::int[],
      ${pgArray(deltas.map((delta) => delta.shipped))}::int[],
      ${pgArray(deltas.map((delta) => delta.quarantined))}::int[],
      ${pgArray(deltas.map((delta) => delta.writtenOff))}::int[],
      ${pgArray(deltas.map((delta) => delta.returned))}::int[]
    ) AS t (
      batch_id, variant_id, produced, remaining, promised, shipped, quarantined, written_off, returned
    )
    WHERE i.shop_id = ${shopId}::uuid AND i.batch_id = t.batch_id AND i.variant_id = t.variant_id`;
  if (moved !== deltas.length) {
    throw new Error(`${deltas.length} batch items should move units, but only ${moved} exist`);
  }
}
