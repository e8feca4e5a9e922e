import { Prisma } from "@prisma/client";
import type { ShopifyId } from "#app/domain/shopify-id.ts";
import type { AssignAt } from "#app/domain/allocation-rules.ts";
import type { Transaction } from "./client.ts";
import { UNITS_WITHOUT_BATCH, WAITS_FOR_BATCH } from "./waiting-units.ts";

export interface OrderSearch {
  filter: "all" | "assigned" | "unassigned";
  /**
   * `name`: the start of an order's name, with or without #; `batchId`: also the orders that took from this batch.
   * `emailHash`: the keyed hash of an address.
   */
  by: { name: string; batchId: string | null } | { emailHash: string } | null;
  /** The last order of the page before. */
  after: ShopifyId | null;
  limit: number;
}

/** An order of the list. `contact` is encrypted. */
export interface OrderListRecord {
  orderId: ShopifyId;
  name: string;
  processedAt: Date;
  cancelledAt: Date | null;
  deletedAt: Date | null;
  test: boolean;
  contact: string | null;
  /** Units with a batch, returned ones included. */
  assigned: number;
  /** Units that no batch was found for. */
  unassigned: number;
  /** Unshipped units that are to have no batch yet. */
  deferred: number;
  /** Promised units of batches that are on hold. */
  onHold: number;
  assignAt: AssignAt;
  batches: { id: string; code: string; units: number }[];
}

/**
 * A page of settled orders, the youngest order id first, in one round trip. Every way of searching can be walked in that
 * order along an index, so no page depends on how many orders match.
 */
export async function findOrders(
  tx: Transaction,
  shopId: string,
  search: OrderSearch,
): Promise<OrderListRecord[]> {
  const matching = Prisma.join(
    sources(shopId, search).map(
      (source) =>
        Prisma.sql`(SELECT DISTINCT id FROM (${source}) AS source ORDER BY id DESC LIMIT ${search.limit})`,
    ),
    " UNION ",
  );
  return tx.$queryRaw<OrderListRecord[]>`
    WITH matching AS (${matching}),
    page AS (SELECT id FROM matching ORDER BY id DESC LIMIT ${search.limit})
    SELECT o.id AS "orderId", o.name, o.processed_at AS "processedAt", o.cancelled_at AS "cancelledAt",
      o.deleted_at AS "deletedAt", o.test, o.contact,
      o.assign_at AS "assignAt", waiting.unassigned, waiting.deferred,
      coalesce(held.units, 0)::int AS assigned,
      coalesce(held.on_hold, 0)::int AS "onHold", coalesce(held.batches, '[]') AS batches
    FROM page JOIN orders o ON o.shop_id = ${shopId}::uuid AND o.id = page.id
    CROSS JOIN LATERAL (
      SELECT coalesce(sum(${UNITS_WITHOUT_BATCH}), 0)::int AS unassigned,
        coalesce(sum(l.unassigned - ${UNITS_WITHOUT_BATCH}), 0)::int AS deferred
      FROM order_line l WHERE l.shop_id = o.shop_id AND l.order_id = o.id AND l.unassigned > 0
    ) waiting
    CROSS JOIN LATERAL (
      SELECT sum(taken.units + taken.returned) AS units,
        sum(taken.promised) FILTER (WHERE b.status = 'on_hold') AS on_hold,
        jsonb_agg(jsonb_build_object('id', b.id::text, 'code', b.code, 'units', taken.units) ORDER BY taken.first)
          FILTER (WHERE taken.units > 0) AS batches
      FROM (
        SELECT a.batch_id, sum(a.promised + a.shipped) AS units, sum(a.promised) AS promised, sum(a.returned) AS returned,
          min(ARRAY[a.line_id, a.seq::bigint]) AS first
        FROM assignment a WHERE a.shop_id = o.shop_id AND a.order_id = o.id GROUP BY a.batch_id
      ) taken JOIN batch b ON b.shop_id = o.shop_id AND b.id = taken.batch_id
    ) held
    ORDER BY o.id DESC`;
}

/** Where the ids come from; each can be walked by descending order id. */
function sources(shopId: string, search: OrderSearch): Prisma.Sql[] {
  const shop = Prisma.sql`${shopId}::uuid`;
  const all = Prisma.sql`SELECT o.id FROM orders o WHERE o.shop_id = ${shop} AND ${conditions(search)}`;
  const { by } = search;
  if (by === null) return [all];
  if ("emailHash" in by) {
    return [
      Prisma.sql`${all} AND o.email_hash = ${by.emailHash}`,
      Prisma.sql`${all} AND o.customer_id IN (
        SELECT c.id FROM customer c WHERE c.shop_id = ${shop} AND c.email_hash = ${by.emailHash})`,
    ];
  }
  const start = `${by.name.replaceAll(/[\\%_]/g, "\\$&")}%`;
  const byName = [start, `#${start}`].map(
    (pattern) => Prisma.sql`${all} AND lower(o.name) LIKE lower(${pattern})`,
  );
  return by.batchId === null ? byName : [...byName, ofBatch(shop, by.batchId, search)];
}

/** Walks the index of the batch's assignments, which is by order id. */
function ofBatch(shop: Prisma.Sql, batchId: string, search: OrderSearch): Prisma.Sql {
  const after = search.after === null ? Prisma.empty : Prisma.sql`AND a.order_id < ${search.after}`;
  return Prisma.sql`
    SELECT a.order_id AS id FROM assignment a
    JOIN orders o ON o.shop_id = a.shop_id AND o.id = a.order_id
    WHERE a.shop_id = ${shop} AND a.batch_id = ${batchId}::uuid ${after} AND ${conditions(search)}`;
}

function conditions(search: OrderSearch): Prisma.Sql {
  const where = [Prisma.sql`o.settled_at IS NOT NULL`, Prisma.sql`o.processed_at IS NOT NULL`];
  if (search.after !== null) where.push(Prisma.sql`o.id < ${search.after}`);
  const waits = Prisma.sql`EXISTS (SELECT FROM order_line l
    WHERE l.shop_id = o.shop_id AND l.order_id = o.id AND ${WAITS_FOR_BATCH})`;
  if (search.filter === "unassigned") where.push(waits);
  if (search.filter === "assigned") {
    where.push(Prisma.sql`NOT ${waits}`);
    where.push(
      Prisma.sql`EXISTS (SELECT FROM assignment h WHERE h.shop_id = o.shop_id AND h.order_id = o.id)`,
    );
  }
  return Prisma.join(where, " AND ");
}
