import type { LineHoldings } from "./line-holdings.ts";
import type { PlaceUnits } from "./order-facts.ts";
import type { ShopifyId } from "./shopify-id.ts";

/** Units of a line that still need a batch, by the location that ships them; null: any may. */
export interface NeededUnits {
  locationId: ShopifyId | null;
  units: number;
}

/**
 * Divides the units of a line that have no batch over the locations that ship its units, by what each still lacks
 * (DOMAIN.md case 34). What no location accounts for may come from any.
 */
export function splitByPlace(held: LineHoldings, kind: "toShip" | "shipped", units: number): NeededUnits[] {
  const { places } = held.line;
  if (places === null) return [{ locationId: null, units }];
  const parts: NeededUnits[] = [];
  let left = units;
  for (const { locationId, units: lacking } of lackingByPlace(held, places[kind], kind)) {
    const part = Math.min(left, lacking);
    if (part > 0) parts.push({ locationId, units: part });
    left -= part;
  }
  if (left > 0) parts.push({ locationId: null, units: left });
  return parts;
}

/**
 * What each location is to ship, or has shipped, beyond the units that the line holds from there. Units from no particular
 * place stand in for those of any.
 */
export function lackingByPlace(
  held: LineHoldings,
  wanted: readonly PlaceUnits[],
  kind: "toShip" | "shipped",
): PlaceUnits[] {
  let fromAnywhere = unitsFrom(held, null, kind);
  return wanted.map(({ locationId, units }) => {
    const missing = Math.max(0, units - unitsFrom(held, locationId, kind));
    const covered = Math.min(missing, fromAnywhere);
    fromAnywhere -= covered;
    return { locationId, units: missing - covered };
  });
}

/**
 * What a line could still have from each location, and (null) from any, if its units from no particular place all stood in for
 * others: the most that may be drawn there while units are lacking at all.
 */
export function missingByPlace(held: LineHoldings, kind: "toShip" | "shipped"): NeededUnits[] {
  const { places, target } = held.line;
  const wanted = places?.[kind] ?? [];
  let fromAny = kind === "toShip" ? target.promised : target.shipped;
  for (const { units } of wanted) fromAny -= units;
  for (const locationId of placesOf(held)) fromAny -= Math.max(0, surplusAt(held, locationId, wanted, kind));
  return [
    ...wanted.map(({ locationId }) => ({
      locationId,
      units: Math.max(0, -surplusAt(held, locationId, wanted, kind)),
    })),
    { locationId: null, units: Math.max(0, fromAny) },
  ];
}

/** The locations that a line has units from. */
export function placesOf({ rows }: LineHoldings): Set<ShopifyId> {
  return new Set(rows.flatMap(({ locationId }) => (locationId === null ? [] : [locationId])));
}

/** Units that a line holds from a location beyond those that ship from there; negative: fewer. */
export function surplusAt(
  held: LineHoldings,
  locationId: ShopifyId,
  wanted: readonly PlaceUnits[],
  kind: "toShip" | "shipped",
): number {
  const units = wanted.find((place) => place.locationId === locationId)?.units ?? 0;
  return unitsFrom(held, locationId, kind) - units;
}

/** Units of a line that were taken from a location. */
export function unitsFrom(
  held: LineHoldings,
  locationId: ShopifyId | null,
  kind: "toShip" | "shipped",
): number {
  let units = 0;
  for (const row of held.rows) {
    if (row.locationId !== locationId) continue;
    units += kind === "toShip" ? row.promised : row.shipped + row.returned;
  }
  return units;
}
