import type { ShelvedUnits } from "#app/domain/take-available.ts";
import type { Transaction } from "./client.ts";
import { pgArray } from "./pg-array.ts";

/** What the batches have at locations. The caller holds the batches. */
export async function readShelves(
  tx: Transaction,
  shopId: string,
  batchIds: readonly string[],
): Promise<ShelvedUnits[]> {
  return tx.$queryRaw<ShelvedUnits[]>`
    SELECT batch_id::text AS "batchId", variant_id AS "variantId", location_id AS "locationId", remaining
    FROM batch_shelf
    WHERE shop_id = ${shopId}::uuid AND batch_id = ANY (${pgArray(batchIds)}::uuid[]) AND remaining > 0`;
}
