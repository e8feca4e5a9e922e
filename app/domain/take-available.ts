import { compareIds } from "./compare.ts";
import type { ShopifyId } from "./shopify-id.ts";

/** Available units of a batch item that are known to be at a location. */
export interface ShelvedUnits {
  batchId: string;
  variantId: ShopifyId;
  locationId: ShopifyId;
  remaining: number;
}

export interface PlacedUnits {
  /** Null: at no particular location. */
  locationId: ShopifyId | null;
  units: number;
}

/**
 * From which places available units of a batch item are taken when nobody named one: first those at no particular place,
 * then from the fullest location on. Together always `units`.
 * @param shelves of any batch items; those of others do not matter
 * @param first a place to begin with, such as the one where the units were put
 * @throws Error when fewer are available: the caller has refused that before
 */
export function takeAvailable(
  item: { batchId: string; variantId: ShopifyId; remaining: number },
  shelves: readonly ShelvedUnits[],
  units: number,
  first: ShopifyId | null = null,
): PlacedUnits[] {
  const own = shelves.filter(
    ({ batchId, variantId }) => batchId === item.batchId && variantId === item.variantId,
  );
  const shelved = own.reduce((sum, shelf) => sum + shelf.remaining, 0);
  const places = [
    { locationId: null, there: Math.max(0, item.remaining - shelved) },
    ...own
      .map(({ locationId, remaining }) => ({ locationId, there: remaining }))
      .sort((a, b) => b.there - a.there || compareIds(a.locationId, b.locationId)),
  ].sort((a, b) => Number(b.locationId === first) - Number(a.locationId === first));

  const taken: PlacedUnits[] = [];
  let left = units;
  for (const { locationId, there } of places) {
    const part = Math.min(left, there);
    if (part > 0) taken.push({ locationId, units: part });
    left -= part;
  }
  if (left > 0) throw new Error(`${units} units were to be taken where ${units - left} are available`);
  return taken;
}
