import type { ItemUnits } from "#app/domain/batch-record.ts";
import type { PlaceUnits } from "#app/domain/recount.ts";
import type { ShopifyId } from "#app/domain/shopify-id.ts";
import type { Transaction } from "./client.ts";
import { pgArray } from "./pg-array.ts";

/**
 * Sets a batch item and what it has at locations to what its ledger says. The only statement that writes units without a
 * movement: the movements are there already. The caller holds the batch.
 */
export async function setBatchItem(
  tx: Transaction,
  shopId: string,
  item: { batchId: string; variantId: ShopifyId },
  units: ItemUnits,
  places: readonly PlaceUnits[],
): Promise<void> {
  const { batchId, variantId } = item;
  // Places first: at no moment may they hold more than is available.
  await tx.$executeRaw`
    DELETE FROM batch_shelf
    WHERE shop_id = ${shopId}::uuid AND batch_id = ${batchId}::uuid AND variant_id = ${variantId}`;
  await tx.$executeRaw`
    UPDATE batch_item
    SET produced = ${units.produced}, remaining = ${units.remaining}, promised = ${units.promised},
      shipped = ${units.shipped}, quarantined = ${units.quarantined}, written_off = ${units.writtenOff},
      returned = ${units.returned}
    WHERE shop_id = ${shopId}::uuid AND batch_id = ${batchId}::uuid AND variant_id = ${variantId}`;
  if (places.length === 0) return;
  await tx.$executeRaw`
    INSERT INTO batch_shelf (shop_id, batch_id, variant_id, location_id, remaining)
    SELECT ${shopId}::uuid, ${batchId}::uuid, ${variantId}::bigint, location_id, remaining
    FROM unnest(
      ${pgArray(places.map((place) => place.locationId))}::bigint[],
      ${pgArray(places.map((place) => place.remaining))}::int[]
    ) AS t (location_id, remaining)`;
}
