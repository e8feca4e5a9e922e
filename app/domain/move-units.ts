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
}

/** The ledger rows of a move by hand: one, or one for each place that available units are taken from. */
export function moveUnits(move: HandMove, shelves: readonly ShelvedUnits[]): MovementDraft[] {
  const { item, from, to, units, cause } = move;
  const places = from === "available" ? takeAvailable(item, shelves, units) : [{ locationId: null, units }];
  return places.map((place) => ({
    batchId: item.batchId,
    variantId: item.variantId,
    from,
    fromLocationId: place.locationId,
    to,
    units: place.units,
    cause,
    orderId: null,
    lineId: null,
  }));
}
