import { Prisma } from "@prisma/client";
import type { RecallRing } from "#app/domain/recall-scope.ts";
import type { Transaction } from "./client.ts";
import { planForManyRows } from "./recall-plan-settings.ts";
import { drawsSql, scopeBuyersSql, scopeOrdersSql } from "./recall-scope-sql.ts";

/**
 * Lays the scope of a recall out in temporary tables `scope_line`, `scope_order` and `scope_buyer` that end with the
 * transaction. They are read several times at launch, and their statistics are what the joins with millions of orders are
 * planned by: in one statement the planner guessed one row where there were 10,000, and took minutes.
 */
export async function layOutScope(
  tx: Transaction,
  shopId: string,
  batchIds: readonly string[],
  ring: RecallRing,
): Promise<void> {
  await planForManyRows(tx);
  await createScopeTables(tx);
  await tx.$executeRaw`
    INSERT INTO scope_line
    SELECT order_id, line_id, batch_id, variant_id, sum(held), sum(in_transit), sum(promised), sum(returned)
    FROM (${drawsSql(shopId, batchIds, ring)}) d GROUP BY order_id, line_id, batch_id, variant_id`;
  await spreadScope(tx, shopId);
}

/** Empty tables, which end with the transaction or before (`dropScopeTables`). */
export async function createScopeTables(tx: Transaction): Promise<void> {
  await tx.$executeRaw`
    CREATE TEMPORARY TABLE scope_line (
      order_id bigint, line_id bigint, batch_id uuid, variant_id bigint, held int, in_transit int, promised int, returned int
    ) ON COMMIT DROP`;
  await tx.$executeRaw`
    CREATE TEMPORARY TABLE scope_order (
      order_id bigint, held int, in_transit int, promised int, returned int, customer_id bigint, order_hash text,
      customer_hash text, redacted boolean
    ) ON COMMIT DROP`;
  await tx.$executeRaw`
    CREATE TEMPORARY TABLE scope_buyer (LIKE scope_order, buyer_key text, reachable boolean) ON COMMIT DROP`;
}

/** Of several recalls in one transaction each has its own. */
export async function dropScopeTables(tx: Transaction): Promise<void> {
  await tx.$executeRaw`DROP TABLE scope_line, scope_order, scope_buyer, scope_recipient`;
}

/** Fills `scope_order` and `scope_buyer` from `scope_line`. */
export async function spreadScope(tx: Transaction, shopId: string): Promise<void> {
  await tx.$executeRaw`ANALYZE scope_line`;
  await tx.$executeRaw`INSERT INTO scope_order ${scopeOrdersSql(shopId, Prisma.sql`scope_line`)}`;
  await tx.$executeRaw`INSERT INTO scope_buyer ${scopeBuyersSql}`;
  await tx.$executeRaw`ANALYZE scope_order, scope_buyer`;
}
