import type { Database } from "#app/db/client.ts";
import type { ShopifyId } from "#app/domain/shopify-id.ts";
import type { ShopIdentity } from "#app/services/context.ts";

let lastLocation = 6_000n;

/** A mirrored location of the shop. */
export async function makeLocation(
  db: Database,
  shop: ShopIdentity,
  name: string,
  { active = true } = {},
): Promise<ShopifyId> {
  const id = (lastLocation += 1n);
  await db.location.create({
    data: { shopId: shop.id, id, name, active, mirroredAt: new Date("2026-01-01T00:00:00Z") },
  });
  return id;
}
