import type { MovementDraft } from "#app/domain/settlement.types.ts";
import { shelfDeltas } from "#app/domain/shelf-deltas.ts";
import type { Transaction } from "./client.ts";
import { pgArray } from "./pg-array.ts";

/**
 * Takes available units from locations, or puts them there, as the same movements say; the batch items are moved in between,
 * for what is at locations may never be more than they have. The caller holds the heads of the variants and writes the
 * movements to the ledger.
 * @throws a CHECK violation (SQLSTATE 23514) when a location would have less than nothing, or all together more than there is
 */
export async function moveShelves(
  tx: Transaction,
  shopId: string,
  movements: readonly MovementDraft[],
  which: "taken" | "put",
): Promise<void> {
  const deltas = shelfDeltas(movements).filter(({ remaining }) =>
    which === "taken" ? remaining < 0 : remaining > 0,
  );
  if (deltas.length === 0) return;
  const batchIds = pgArray(deltas.map((delta) => delta.batchId));
  const variantIds = pgArray(deltas.map((delta) => delta.variantId));
  const locationIds = pgArray(deltas.map((delta) => delta.locationId));
  // A row that is not there yet is made empty: the checks look at the row that is offered before they look for another.
  await tx.$executeRaw`
    INSERT INTO batch_shelf (shop_id, batch_id, variant_id, location_id, remaining)
    SELECT ${shopId}::uuid, batch_id, variant_id, location_id, 0
    FROM unnest(${batchIds}::uuid[], ${variantIds}::bigint[], ${locationIds}::bigint[])
      AS t (batch_id, variant_id, location_id)
    ON CONFLICT DO NOTHING`;
  await tx.$executeRaw`
    UPDATE batch_shelf s SET remaining = s.remaining + t.remaining
    FROM unnest(
      ${batchIds}::uuid[], ${variantIds}::bigint[], ${locationIds}::bigint[],
      ${pgArray(deltas.map((delta) => delta.remaining))}::int[]
    ) AS t (batch_id, variant_id, location_id, remaining)
    WHERE s.shop_id = ${shopId}::uuid AND s.batch_id = t.batch_id AND s.variant_id = t.variant_id
      AND s.location_id = t.location_id`;
}
