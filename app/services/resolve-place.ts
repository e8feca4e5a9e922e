import type { LocationRecord } from "#app/db/locations.ts";
import { parseShopifyId } from "#app/domain/shopify-id.ts";

/** `place`: null for no particular one. `message`: why it cannot be, for a field error. */
export type ResolvedPlace = { ok: true; place: LocationRecord | null } | { ok: false; message: string };

/**
 * Which of the shop's locations a person named. Units can be taken from any that the shop ever had, but put only where
 * Shopify can ship them from.
 * @param given a number, a gid, or nothing
 */
export function resolvePlace(
  locations: readonly LocationRecord[],
  given: string | null | undefined,
  use: "take" | "put",
): ResolvedPlace {
  if (given === null || given === undefined) return { ok: true, place: null };
  const id = parseShopifyId("Location", given);
  const place = locations.find((location) => location.locationId === id);
  if (place === undefined) return { ok: false, message: "this shop has no such location" };
  if (use === "put" && !place.active) {
    const why = place.deleted ? "is deleted in Shopify" : "is deactivated in Shopify";
    return { ok: false, message: `${place.name} ${why}: choose another location` };
  }
  return { ok: true, place };
}
