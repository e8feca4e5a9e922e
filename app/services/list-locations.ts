import type { LocationView } from "#app/contracts/batch-view.ts";
import { findLocations } from "#app/db/locations.ts";
import { readIntakeRules } from "#app/db/read-allocation-rules.ts";
import { toGid } from "#app/domain/shopify-id.ts";
import type { ShopContext } from "./context.ts";

/** The shop's locations by name, for pages that ask where units are; null when the shop does not keep batches by location. */
export async function listLocations(ctx: ShopContext): Promise<LocationView[] | null> {
  const { tracksLocations } = await readIntakeRules(ctx.db, ctx.shop.id);
  if (!tracksLocations) return null;
  const locations = await findLocations(ctx.db, ctx.shop.id);
  return locations.map(({ locationId, name, active, deleted }) => ({
    id: toGid("Location", locationId),
    name: deleted ? `${name} (deleted)` : active ? name : `${name} (not in use)`,
    usable: active,
  }));
}
