import { Prisma } from "@prisma/client";
import type { ShopifyId } from "#app/domain/shopify-id.ts";
import type { Transaction } from "./client.ts";
import { pgArray } from "./pg-array.ts";
import { createScopeTables, spreadScope } from "./recall-lay-out-scope.ts";

/** A recall under way that some orders turn out to belong to. */
export interface RecallWithLateFinds {
  id: string;
  number: string;
}

/**
 * Recalls under way of which these orders hold more shipped units than are in them; drills, and units that the recall's ring
 * leaves out, do not count. One look-up where no recall is under way.
 */
export async function findRecallsWithLateFinds(
  tx: Transaction,
  shopId: string,
  orderIds: readonly ShopifyId[],
): Promise<string[]> {
  if (orderIds.length === 0) return [];
  const rows = await tx.$queryRaw<{ id: string }[]>`
    SELECT DISTINCT h.recall_id::text AS id
    FROM (
      SELECT recall_id, order_id, sum(units) AS units FROM (${heldSql(shopId, orderIds)}) l GROUP BY recall_id, order_id
    ) h
    LEFT JOIN recall_order o ON o.shop_id = ${shopId}::uuid AND o.recall_id = h.recall_id AND o.order_id = h.order_id
    WHERE h.units > coalesce(o.units, 0)
    ORDER BY 1`;
  return rows.map((row) => row.id);
}

/** Keeps a recall under way from ending until the transaction does; null when it has ended. */
export async function holdRecallUnderWay(
  tx: Transaction,
  shopId: string,
  recallId: string,
): Promise<RecallWithLateFinds | null> {
  const [row] = await tx.$queryRaw<RecallWithLateFinds[]>`
    SELECT id::text AS id, number FROM recall
    WHERE shop_id = ${shopId}::uuid AND id = ${recallId}::uuid AND status IN ('active', 'paused') AND NOT drill
    FOR NO KEY UPDATE`;
  return row ?? null;
}

/** Lays out, as a launch does, what these orders hold beyond what is in the recall. The caller holds the recall. */
export async function layOutLateFinds(
  tx: Transaction,
  shopId: string,
  recallId: string,
  orderIds: readonly ShopifyId[],
): Promise<void> {
  await createScopeTables(tx);
  await tx.$executeRaw`
    INSERT INTO scope_line
    SELECT order_id, line_id, batch_id, variant_id, units - listed, 0, 0, 0
    FROM (
      SELECT h.*, coalesce((
        SELECT max(units) FROM (
          SELECT sum(i.units) AS units
          FROM recall_item i
          JOIN recall_recipient p ON p.shop_id = i.shop_id AND p.recall_id = i.recall_id AND p.id = i.recipient_id
          WHERE i.shop_id = ${shopId}::uuid AND i.recall_id = ${recallId}::uuid AND i.order_id = h.order_id
            AND i.line_id = h.line_id AND i.batch_id = h.batch_id
          -- A buyer's rows of several waves are one listing; those of a redacted person have lost what they share.
          GROUP BY CASE WHEN p.address_key LIKE 'redacted:%' THEN 'redacted' ELSE p.address_key END
        ) per_buyer
      ), 0) AS listed
      FROM (${heldSql(shopId, orderIds)}) h WHERE h.recall_id = ${recallId}::uuid
    ) l
    WHERE units > listed`;
  await spreadScope(tx, shopId);
}

/** What was sent or tagged before is not all any more. */
export async function reopenRecall(tx: Transaction, shopId: string, recallId: string): Promise<void> {
  await tx.$executeRaw`
    UPDATE recall SET done_at = NULL WHERE shop_id = ${shopId}::uuid AND id = ${recallId}::uuid`;
}

/** Shipped units of recalled batches, a row per recall under way, line and batch; test orders are out. */
function heldSql(shopId: string, orderIds: readonly ShopifyId[]): Prisma.Sql {
  return Prisma.sql`
    SELECT r.id AS recall_id, a.order_id, a.line_id, a.batch_id, a.variant_id, sum(a.shipped)::int AS units
    FROM recall r
    JOIN recall_batch b ON b.shop_id = r.shop_id AND b.recall_id = r.id
    JOIN assignment a ON a.shop_id = r.shop_id AND a.batch_id = b.batch_id
      AND a.order_id = ANY (${pgArray(orderIds)}::bigint[])
      AND a.shipped > 0 AND (r.ring <> 'certain' OR a.confidence <> 'assumed')
    JOIN orders o ON o.shop_id = a.shop_id AND o.id = a.order_id AND NOT o.test
    WHERE r.shop_id = ${shopId}::uuid AND r.status IN ('active', 'paused') AND NOT r.drill
    GROUP BY r.id, a.order_id, a.line_id, a.batch_id, a.variant_id`;
}
