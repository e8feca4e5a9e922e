import type { ItemUnits } from "./batch-record.ts";
import { bucketDeltas, type LedgerEntry } from "./bucket-deltas.ts";
import { compareIds } from "./compare.ts";
import { shelfDeltas, type ShelfEntry } from "./shelf-deltas.ts";
import type { ShopifyId } from "./shopify-id.ts";

const BUCKETS = [
  "produced",
  "remaining",
  "promised",
  "shipped",
  "quarantined",
  "writtenOff",
  "returned",
] as const satisfies (keyof ItemUnits)[];

/**
 * What a batch item's units are by its ledger alone: all its movements, in any order.
 * @throws Error when movements of several items come together.
 */
export function recount(movements: readonly LedgerEntry[]): ItemUnits {
  const [counted, another] = bucketDeltas(movements);
  if (another !== undefined) throw new Error("A recount takes the movements of one batch item.");
  return toUnits(counted);
}

function toUnits(of: ItemUnits | undefined): ItemUnits {
  const { produced = 0, remaining = 0, promised = 0, shipped = 0 } = of ?? {};
  const { quarantined = 0, writtenOff = 0, returned = 0 } = of ?? {};
  return { produced, remaining, promised, shipped, quarantined, writtenOff, returned };
}

export interface Mismatch {
  bucket: keyof ItemUnits;
  stored: number;
  counted: number;
}

/** Where what is stored differs from the ledger (DOMAIN.md case 41): an alarm, never a silent clamp. */
export function mismatches(stored: ItemUnits, counted: ItemUnits): Mismatch[] {
  return BUCKETS.filter((bucket) => stored[bucket] !== counted[bucket]).map((bucket) => ({
    bucket,
    stored: stored[bucket],
    counted: counted[bucket],
  }));
}

/**
 * Units that the mass balance misses (positive) or has too many of (negative):
 * produced − (remaining + promised + shipped + quarantined + written off). Zero in a sound item.
 */
export function imbalance(units: ItemUnits): number {
  const { produced, remaining, promised, shipped, quarantined, writtenOff } = units;
  return produced - remaining - promised - shipped - quarantined - writtenOff;
}

/** Available units at a location. */
export interface PlaceUnits {
  locationId: ShopifyId;
  remaining: number;
}

export interface PlaceMismatch {
  locationId: ShopifyId;
  stored: number;
  counted: number;
}

/** What a batch item has at each location by its ledger alone; locations that have nothing are left out. */
export function recountPlaces(movements: readonly ShelfEntry[]): PlaceUnits[] {
  return shelfDeltas(movements)
    .map(({ locationId, remaining }) => ({ locationId, remaining }))
    .filter(({ remaining }) => remaining !== 0);
}

/** Where what is stored of a batch item's places differs from the ledger. */
export function placeMismatches(
  stored: readonly PlaceUnits[],
  counted: readonly PlaceUnits[],
): PlaceMismatch[] {
  const unitsAt = (places: readonly PlaceUnits[], at: ShopifyId): number =>
    places.find(({ locationId }) => locationId === at)?.remaining ?? 0;
  return [...new Set([...stored, ...counted].map(({ locationId }) => locationId))]
    .sort(compareIds)
    .map((locationId) => ({
      locationId,
      stored: unitsAt(stored, locationId),
      counted: unitsAt(counted, locationId),
    }))
    .filter(({ stored: there, counted: should }) => there !== should);
}

/**
 * Whether a ledger gives what can be: no bucket and no place with fewer than no units, and not more at the places together
 * than are available. Else there is nothing right to set the item to.
 */
export function isPossible(units: ItemUnits, places: readonly PlaceUnits[]): boolean {
  const placed = places.reduce((sum, { remaining }) => sum + remaining, 0);
  return (
    BUCKETS.every((bucket) => units[bucket] >= 0) &&
    places.every(({ remaining }) => remaining >= 0) &&
    placed <= units.remaining &&
    imbalance(units) === 0
  );
}
