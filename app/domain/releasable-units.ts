import type { AllocationRules } from "./allocation-rules.ts";
import type { LineState } from "./settlement.types.ts";
import type { ShopifyId } from "./shopify-id.ts";

/**
 * Units that a line may give back to the shelf when it is planned anew, for whoever has waited longest; rather too many than
 * too few, for a line that waits and is not read is not served. Follows `moveHoldings`: what ships is not given back, and
 * what has a batch does not ship in the place of units that had left, or come back, without one.
 */
export function releasableUnits(line: LineState, { skipQuarantine }: AllocationRules): number {
  const { assignments, target, settled, takenOff = [], unassignedShipped } = line;
  let promised = 0;
  let shipped = 0;
  let returned = 0;
  let writtenOff = 0;
  for (const assignment of assignments) {
    promised += assignment.promised;
    shipped += assignment.shipped;
    returned += assignment.returned;
    writtenOff += assignment.writtenOff;
  }
  // What was removed without restock may be restocked after all, the units that had a batch first.
  const left = Math.max(settled?.leftWithoutRestock ?? 0, writtenOff);
  const withdrawn = Math.min(writtenOff, Math.max(0, left - target.leftWithoutRestock));
  const returnedUnknown = Math.max(0, (settled?.returned ?? 0) - returned);
  const toShip = target.shipped - shipped - unassignedShipped - returned - returnedUnknown;
  // Fulfilments that are cancelled promise their units again, of which the same facts may take some off.
  const unshipped = Math.max(0, -toShip);
  const held = promised + withdrawn + unshipped;
  const leaving = Math.max(0, held - Math.max(0, toShip) - target.promised);
  const misplaced =
    misplacedUnits(line, { unshipped: unshipped > 0, withdrawn: withdrawn > 0 }) +
    (toShip > 0 ? swappedUnits(line, withdrawn) : 0);
  // A parcel that had left before a launch had the recalled units in it: all that took their place may come back.
  const released = takenOff.length > 0 ? held : Math.min(held, leaving + misplaced);
  return released + (skipQuarantine ? Math.max(0, target.returned - returned) : 0);
}

/** Units that are promised, or may be promised again, from another location than the one that ships them. */
function misplacedUnits(
  { assignments, places }: LineState,
  again: { unshipped: boolean; withdrawn: boolean },
): number {
  if (places === null) return 0;
  const promisedAt = new Map<ShopifyId, number>();
  for (const { locationId, promised, shipped, writtenOff } of assignments) {
    if (locationId === null) continue;
    const units = promised + (again.unshipped ? shipped : 0) + (again.withdrawn ? writtenOff : 0);
    promisedAt.set(locationId, (promisedAt.get(locationId) ?? 0) + units);
  }
  let misplaced = 0;
  for (const [locationId, units] of promisedAt) {
    const wanted = places.toShip.find((place) => place.locationId === locationId)?.units ?? 0;
    misplaced += Math.max(0, units - wanted);
  }
  return misplaced;
}

/** Promised units that may give way to units of the location that has shipped in their place. */
function swappedUnits({ assignments, places }: LineState, withdrawn: number): number {
  let swapped = 0;
  for (const { locationId, units } of places?.shipped ?? []) {
    let lacking = units;
    let elsewhere = withdrawn;
    for (const row of assignments) {
      if (row.locationId === locationId) lacking -= row.shipped + row.returned;
      else if (row.locationId !== null) elsewhere += row.promised;
    }
    swapped += Math.max(0, Math.min(lacking, elsewhere));
  }
  return swapped;
}
