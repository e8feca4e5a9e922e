import type { Shop } from "../types.ts";

/** Moves the count of a variant at a location; a variant that no longer exists has none to move. */
export function adjustInventory(
  shop: Shop,
  variantId: number | null,
  locationId: number,
  delta: number,
): void {
  const variant = variantId === null ? undefined : shop.variants.get(variantId);
  if (variant === undefined) return;
  variant.inventory.set(locationId, (variant.inventory.get(locationId) ?? 0) + delta);
}
