import type { ItemUnits } from "./batch-record.ts";
import { bucketDeltas, type LedgerEntry } from "./bucket-deltas.ts";

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
