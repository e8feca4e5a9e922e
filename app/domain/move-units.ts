import type { Bucket, MovementCause, MovementDraft } from "./settlement.types.ts";
import { takeAvailable, type ShelvedUnits } from "./take-available.ts";
import type { ShopifyId } from "./shopify-id.ts";

/** Units of a batch item that a person moves. */
export interface HandMove {
  item: { batchId: string; variantId: ShopifyId; remaining: number };
  from: Bucket;
  to: Bucket;
  units: number;
  cause: MovementCause;
  /** Where the available units are taken from or put, when a person said so. */
  locationId?: ShopifyId | null;
}

/** The ledger rows of a move by hand: one, or one for each place that available units are taken from when nobody named one. */
export function moveUnits(move: HandMove, shelves: readonly ShelvedUnits[]): MovementDraft[] {
  const { item, from, to, units, cause } = move;
  const named = move.locationId ?? null;
  const places =
    from === "available" && named === null
      ? takeAvailable(item, shelves, units)
      : [{ locationId: from === "available" ? named : null, units }];
  return places.map((place) => ({
    batchId: item.batchId,
    variantId: item.variantId,
    from,
    fromLocationId: place.locationId,
    to,
    toLocationId: to === "available" ? named : null,
    units: place.units,
    cause,
    orderId: null,
    lineId: null,
  }));
}
