import { Prisma } from "@prisma/client";
import type { ItemUnits } from "#app/domain/batch-record.ts";
import type { Bucket } from "#app/domain/settlement.types.ts";
import type { ShopifyId } from "#app/domain/shopify-id.ts";
import type { Database, Transaction } from "./client.ts";

/** All movements of a batch item between two buckets and places, as one. */
export interface LedgerSum {
  batchId: string;
  variantId: ShopifyId;
  from: Bucket;
  fromLocationId: ShopifyId | null;
  to: Bucket;
  toLocationId: ShopifyId | null;
  units: number;
}

/** A batch item as it is stored, beside its ledger. */
export interface LedgerItem {
  batchId: string;
  variantId: ShopifyId;
  stored: ItemUnits;
  /** At locations; those that have nothing are left out. */
  places: { locationId: ShopifyId; remaining: number }[];
  ledger: LedgerSum[];
}

/** Either the items of one batch, or a slice of all the shop's, from the one after `after` on. */
export type LedgerItems =
  { batchId: string } | { after: { batchId: string; variantId: ShopifyId } | null; limit: number };

interface SumJson {
  from: Bucket;
  fromLocationId: string | null;
  to: Bucket;
  toLocationId: string | null;
  units: number;
}

interface Row extends ItemUnits {
  batchId: string;
  variantId: ShopifyId;
  places: { locationId: string; remaining: number }[];
  ledger: SumJson[];
}

/**
 * Batch items with the sums of their ledgers, all in one statement: it sees one moment, so that nothing has to be locked to
 * compare the two.
 */
export async function readLedgerItems(
  db: Database | Transaction,
  shopId: string,
  which: LedgerItems,
): Promise<LedgerItem[]> {
  const rows = await db.$queryRaw<Row[]>`
    SELECT i.batch_id::text AS "batchId", i.variant_id AS "variantId", i.produced, i.remaining, i.promised, i.shipped,
      i.quarantined, i.written_off AS "writtenOff", i.returned,
      (SELECT coalesce(jsonb_agg(jsonb_build_object('locationId', s.location_id::text, 'remaining', s.remaining)), '[]')
        FROM batch_shelf s
        WHERE s.shop_id = i.shop_id AND s.batch_id = i.batch_id AND s.variant_id = i.variant_id
          AND s.remaining <> 0) AS places,
      (SELECT coalesce(jsonb_agg(jsonb_build_object(
          'from', sums.from_bucket, 'fromLocationId', sums.from_location_id::text,
          'to', sums.to_bucket, 'toLocationId', sums.to_location_id::text, 'units', sums.units)), '[]')
        FROM (
          SELECT m.from_bucket, m.from_location_id, m.to_bucket, m.to_location_id, sum(m.units) AS units
          FROM movement m
          WHERE m.shop_id = i.shop_id AND m.batch_id = i.batch_id AND m.variant_id = i.variant_id
          GROUP BY m.from_bucket, m.from_location_id, m.to_bucket, m.to_location_id
        ) sums) AS ledger
    FROM batch_item i WHERE i.shop_id = ${shopId}::uuid ${narrowTo(which)}`;
  return rows.map(({ batchId, variantId, places, ledger, ...stored }) => ({
    batchId,
    variantId,
    stored,
    places: places.map((place) => ({ ...place, locationId: BigInt(place.locationId) })),
    ledger: ledger.map((sum) => ({
      ...sum,
      batchId,
      variantId,
      fromLocationId: toId(sum.fromLocationId),
      toLocationId: toId(sum.toLocationId),
    })),
  }));
}

function narrowTo(which: LedgerItems): Prisma.Sql {
  if ("batchId" in which) {
    return Prisma.sql`AND i.batch_id = ${which.batchId}::uuid ORDER BY i.variant_id`;
  }
  const { after, limit } = which;
  const from =
    after === null
      ? Prisma.empty
      : Prisma.sql`AND (i.batch_id, i.variant_id) > (${after.batchId}::uuid, ${after.variantId}::bigint)`;
  return Prisma.sql`${from} ORDER BY i.batch_id, i.variant_id LIMIT ${limit}`;
}

function toId(text: string | null): ShopifyId | null {
  return text === null ? null : BigInt(text);
}
