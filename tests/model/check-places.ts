import { factsOf, keyOf } from "./check-staying.ts";
import { drawsOfLine } from "./check-sums.ts";
import type { EngineState, LineState } from "./engine-state.ts";

/**
 * Whether what is promised is where it ships from (DOMAIN.md case 34): from a location no more than is to ship from there and
 * what Shopify accounts for nowhere, but for units that a person has vouched for.
 */
export class PromisedPlaces {
  /** Lines that got their units while the shop did not track locations keep them until Shopify says something new of them. */
  readonly #before = new Map<string, string>();

  check(before: EngineState, after: EngineState): Record<string, unknown[]> {
    if (after.shop.tracksLocations && !before.shop.tracksLocations) {
      for (const line of before.lines) this.#before.set(keyOf(line), factsOf(line));
    }
    const misplaced = after.shop.tracksLocations
      ? after.lines.filter(
          (line) => this.#before.get(keyOf(line)) !== factsOf(line) && isMisplaced(after, line),
        )
      : [];
    return { "what is promised is where it ships from": misplaced };
  }
}

function isMisplaced(state: EngineState, line: LineState): boolean {
  const { places, promised } = line;
  if (places === null || !line.tracked) return false;
  const accounted = places.toShip.reduce((total, { units }) => total + units, 0);
  const at = new Map<number, number>();
  for (const { locationId, confidence, promised: units } of drawsOfLine(state, line)) {
    if (locationId !== null && confidence === "assumed")
      at.set(locationId, (at.get(locationId) ?? 0) + units);
  }
  return [...at].some(([locationId, units]) => {
    const wanted = places.toShip.find((place) => Number(place.locationId) === locationId)?.units ?? 0;
    return units > wanted + Math.max(0, promised - accounted);
  });
}
