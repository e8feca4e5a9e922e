import { Prisma } from "@prisma/client";
import { expect } from "vitest";
import type { Database } from "#app/db/client.ts";

/**
 * What must hold in the database at any moment between transactions, whatever happened before: the ledger is the batch
 * items, the assignments are the batch items, and every line holds or lacks exactly what Shopify's facts say.
 * @param shopId of one shop only
 */
export async function expectInvariants(db: Database, shopId: string | null = null): Promise<void> {
  for (const [rule, broken] of Object.entries(await findBrokenInvariants(db, shopId))) {
    expect(broken, rule).toEqual([]);
  }
}

/** Rows that break an invariant, by invariant; each is empty when all is well. */
async function findBrokenInvariants(db: Database, shopId: string | null): Promise<Record<string, unknown[]>> {
  const of = (table: "i" | "l" | "m"): Prisma.Sql =>
    shopId === null ? Prisma.sql`TRUE` : Prisma.sql`${Prisma.raw(table)}.shop_id = ${shopId}::uuid`;
  return {
    "batch items equal their ledger": await db.$queryRaw`
      SELECT i.batch_id, i.variant_id, i.remaining, i.promised, l.*
      FROM batch_item i
      LEFT JOIN LATERAL (
        SELECT
          coalesce(sum(CASE WHEN to_bucket = 'available' THEN units ELSE 0 END - CASE WHEN from_bucket = 'available' THEN units ELSE 0 END), 0)::int AS l_available,
          coalesce(sum(CASE WHEN to_bucket = 'promised' THEN units ELSE 0 END - CASE WHEN from_bucket = 'promised' THEN units ELSE 0 END), 0)::int AS l_promised,
          coalesce(sum(CASE WHEN to_bucket = 'shipped' THEN units ELSE 0 END - CASE WHEN from_bucket = 'shipped' THEN units ELSE 0 END), 0)::int AS l_shipped,
          coalesce(sum(CASE WHEN to_bucket = 'quarantine' THEN units ELSE 0 END - CASE WHEN from_bucket = 'quarantine' THEN units ELSE 0 END), 0)::int AS l_quarantined,
          coalesce(sum(CASE WHEN to_bucket = 'written_off' THEN units ELSE 0 END - CASE WHEN from_bucket = 'written_off' THEN units ELSE 0 END), 0)::int AS l_written_off
        FROM movement m
        WHERE m.shop_id = i.shop_id AND m.batch_id = i.batch_id AND m.variant_id = i.variant_id
      ) l ON true
      WHERE ${of("i")} AND (i.remaining, i.promised, i.shipped, i.quarantined, i.written_off)
        IS DISTINCT FROM (l_available, l_promised, l_shipped, l_quarantined, l_written_off)`,
    "batch items equal their assignments": await db.$queryRaw`
      SELECT i.batch_id, i.variant_id, i.promised, i.shipped, a.promised AS a_promised, a.shipped AS a_shipped
      FROM batch_item i
      LEFT JOIN LATERAL (
        SELECT coalesce(sum(promised), 0)::int AS promised, coalesce(sum(shipped), 0)::int AS shipped
        FROM assignment a
        WHERE a.shop_id = i.shop_id AND a.batch_id = i.batch_id AND a.variant_id = i.variant_id
      ) a ON true
      WHERE ${of("i")} AND (i.promised, i.shipped) IS DISTINCT FROM (a.promised, a.shipped)`,
    "shelves equal their ledger and never exceed the item": await db.$queryRaw`
      SELECT i.batch_id, i.variant_id, i.remaining, s.location_id, s.units, l.units AS l_units
      FROM batch_item i
      CROSS JOIN LATERAL (
        SELECT location_id, sum(remaining)::int AS units FROM batch_shelf
        WHERE shop_id = i.shop_id AND batch_id = i.batch_id AND variant_id = i.variant_id
        GROUP BY GROUPING SETS ((location_id), ())
      ) s
      LEFT JOIN LATERAL (
        SELECT sum(CASE WHEN to_location_id = s.location_id THEN units ELSE 0 END
          - CASE WHEN from_location_id = s.location_id THEN units ELSE 0 END)::int AS units
        FROM movement m
        WHERE m.shop_id = i.shop_id AND m.batch_id = i.batch_id AND m.variant_id = i.variant_id
      ) l ON s.location_id IS NOT NULL
      WHERE ${of("i")} AND (s.units > i.remaining OR s.location_id IS NOT NULL AND s.units IS DISTINCT FROM l.units)`,
    "a ledger that moves units at a location has a shelf there": await db.$queryRaw`
      SELECT DISTINCT m.batch_id, m.variant_id, at.location_id
      FROM movement m CROSS JOIN LATERAL (VALUES (m.from_location_id), (m.to_location_id)) AS at (location_id)
      WHERE ${of("m")} AND at.location_id IS NOT NULL AND NOT EXISTS (
        SELECT FROM batch_shelf s
        WHERE s.shop_id = m.shop_id AND s.batch_id = m.batch_id AND s.variant_id = m.variant_id
          AND s.location_id = at.location_id)`,
    "lines hold or lack what the facts say": await db.$queryRaw`
      SELECT l.order_id, l.id, l.promised, l.shipped, l.returned, l.unassigned, l.unassigned_shipped,
        a.promised AS a_promised, a.shipped AS a_shipped
      FROM order_line l
      LEFT JOIN LATERAL (
        SELECT coalesce(sum(promised), 0)::int AS promised, coalesce(sum(shipped), 0)::int AS shipped
        FROM assignment a
        WHERE a.shop_id = l.shop_id AND a.order_id = l.order_id AND a.line_id = l.id
      ) a ON true
      WHERE ${of("l")} AND CASE WHEN l.tracked
        THEN a.promised + l.unassigned - l.unassigned_shipped <> l.promised
          OR a.shipped + l.unassigned_shipped <> l.shipped - l.returned
        ELSE a.promised + a.shipped + l.unassigned > 0 END`,
  };
}
