import type { BatchItem } from "#app/contracts/batch.ts";
import { NO_PLACE } from "./place-select.tsx";

/** Where an item's remaining units are, by the location's gid; those at no particular place under `NO_PLACE`. */
export function unitsByPlace({ remaining, locations = [] }: BatchItem): Map<string, number> {
  const units = new Map(locations.map((at) => [at.locationId, at.remaining]));
  const placed = locations.reduce((sum, at) => sum + at.remaining, 0);
  return units.set(NO_PLACE, remaining - placed);
}

/** The place that has most of an item's remaining units; no particular one when it has none. */
export function fullestPlace(item: BatchItem): string {
  return [...unitsByPlace(item)].sort(([, a], [, b]) => b - a)[0]?.[0] ?? NO_PLACE;
}
