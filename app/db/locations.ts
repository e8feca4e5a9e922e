import type { ShopLocation } from "#app/domain/shop-location.ts";
import type { Transaction } from "./client.ts";
import { pgArray } from "./pg-array.ts";

/** A location as mirrored; one that Shopify has deleted keeps its name. */
export interface LocationRecord extends ShopLocation {
  deleted: boolean;
}

/**
 * Makes the mirror say what Shopify says. A location that Shopify does not have any more stays, marked deleted: units may
 * still be there, and past orders shipped from it.
 * @param readAt when Shopify was asked: what a later read has written stays
 */
export async function mirrorLocations(
  tx: Transaction,
  shopId: string,
  locations: readonly ShopLocation[],
  readAt: Date,
): Promise<void> {
  const ids = pgArray(locations.map(({ locationId }) => locationId));
  await tx.$executeRaw`
    INSERT INTO location AS l (shop_id, id, name, active, of_service, mirrored_at)
    SELECT ${shopId}::uuid, id, name, active, of_service, ${readAt}
    FROM unnest(
      ${ids}::bigint[],
      ${pgArray(locations.map(({ name }) => name))}::text[],
      ${pgArray(locations.map(({ active }) => active))}::boolean[],
      ${pgArray(locations.map(({ ofService }) => ofService))}::boolean[]
    ) AS t (id, name, active, of_service)
    ORDER BY id
    ON CONFLICT (shop_id, id) DO UPDATE
      SET name = excluded.name, active = excluded.active, of_service = excluded.of_service, mirrored_at = excluded.mirrored_at, deleted_at = NULL
      WHERE l.mirrored_at IS NULL OR l.mirrored_at <= excluded.mirrored_at`;
  await tx.$executeRaw`
    UPDATE location SET active = false, deleted_at = ${readAt}
    WHERE shop_id = ${shopId}::uuid AND deleted_at IS NULL AND id <> ALL (${ids}::bigint[])
      AND (mirrored_at IS NULL OR mirrored_at <= ${readAt})`;
}

/** All locations that the shop has or had, by name. */
export async function findLocations(tx: Transaction, shopId: string): Promise<LocationRecord[]> {
  return tx.$queryRaw<LocationRecord[]>`
    SELECT id AS "locationId", name, active, of_service AS "ofService", deleted_at IS NOT NULL AS deleted
    FROM location WHERE shop_id = ${shopId}::uuid
    ORDER BY lower(name), id`;
}
