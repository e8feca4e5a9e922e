import { compareBytes, compareIds } from "./compare.ts";
import type { MovementDraft } from "./settlement.types.ts";
import type { ShopifyId } from "./shopify-id.ts";

/** What movements do to the available units of one batch item at one location. */
export interface ShelfDelta {
  batchId: string;
  variantId: ShopifyId;
  locationId: ShopifyId;
  remaining: number;
}

export type ShelfEntry = Pick<
  MovementDraft,
  "batchId" | "variantId" | "fromLocationId" | "toLocationId" | "units"
>;

/**
 * The changes to what is at locations, one per batch item and location; units at no particular place are what is left of
 * the batch item. In the order in which the rows are to be locked.
 */
export function shelfDeltas(movements: readonly ShelfEntry[]): ShelfDelta[] {
  const deltas = new Map<string, ShelfDelta>();
  const add = ({ batchId, variantId }: ShelfEntry, locationId: ShopifyId, units: number): void => {
    const key = `${batchId}/${variantId}/${locationId}`;
    const delta = deltas.get(key) ?? { batchId, variantId, locationId, remaining: 0 };
    delta.remaining += units;
    deltas.set(key, delta);
  };
  for (const movement of movements) {
    const { fromLocationId = null, toLocationId = null, units } = movement;
    if (fromLocationId !== null) add(movement, fromLocationId, -units);
    if (toLocationId !== null) add(movement, toLocationId, units);
  }
  return [...deltas.values()].sort(
    (a, b) =>
      compareBytes(a.batchId, b.batchId) ||
      compareIds(a.variantId, b.variantId) ||
      compareIds(a.locationId, b.locationId),
  );
}
