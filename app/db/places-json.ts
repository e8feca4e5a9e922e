import type { LinePlaces, PlaceUnits } from "#app/domain/order-facts.ts";

/** `order_line.places` as stored: ids as text, for JSON numbers do not hold them all. */
export interface PlacesJson {
  toShip: { locationId: string; units: number }[];
  shipped: { locationId: string; units: number }[];
}

export function readPlaces(stored: PlacesJson | null): LinePlaces | null {
  if (stored === null) return null;
  const units = (list: PlacesJson["toShip"]): PlaceUnits[] =>
    list.map(({ locationId, units: count }) => ({ locationId: BigInt(locationId), units: count }));
  return { toShip: units(stored.toShip), shipped: units(stored.shipped) };
}

export function writePlaces(places: LinePlaces | null): string | null {
  if (places === null) return null;
  const units = (list: PlaceUnits[]): PlacesJson["toShip"] =>
    list.map(({ locationId, units: count }) => ({ locationId: String(locationId), units: count }));
  const stored: PlacesJson = { toShip: units(places.toShip), shipped: units(places.shipped) };
  return JSON.stringify(stored);
}
