import { Prisma } from "@prisma/client";
import type { OrderImport } from "@prisma/client";
import { runningStates } from "#app/domain/order-import.ts";
import type { ImportedUnits, ImportKind, ImportState } from "#app/domain/order-import.ts";
import type { Database, ModelTransaction, Transaction } from "./client.ts";

/** A run that reads many orders of Shopify at once. */
export type OrderImportRow = Omit<OrderImport, "kind" | "state"> & { kind: ImportKind; state: ImportState };

const running = Prisma.sql`state IN ('asking', 'reading', 'paused')`;

/** Begins an import. @returns false when one of its kind is running */
export async function insertOrderImport(
  tx: Transaction,
  shopId: string,
  begun: { id: string; kind: ImportKind; since: Date | null; createdBy: string; at: Date },
): Promise<boolean> {
  const inserted = await tx.$executeRaw`
    INSERT INTO order_import (shop_id, id, kind, state, since, created_by, started_at)
    VALUES (${shopId}::uuid, ${begun.id}::uuid, ${begun.kind}, 'asking', ${begun.since}, ${begun.createdBy}, ${begun.at})
    ON CONFLICT (shop_id, kind) WHERE ${running} DO NOTHING`;
  return inserted === 1;
}

export async function findOrderImport(
  db: ModelTransaction,
  shopId: string,
  id: string,
): Promise<OrderImportRow | null> {
  return (await db.orderImport.findFirst({ where: { shopId, id } })) as OrderImportRow | null;
}

/** The import of a kind that began last. */
export async function findLatestImport(
  db: ModelTransaction,
  shopId: string,
  kind: ImportKind,
): Promise<OrderImportRow | null> {
  return (await db.orderImport.findFirst({
    where: { shopId, kind },
    orderBy: { startedAt: "desc" },
  })) as OrderImportRow | null;
}

/** The imports that wait for this bulk operation of Shopify. */
export async function findImportsAsking(
  tx: ModelTransaction,
  shopId: string,
  bulkOperationId: string,
): Promise<string[]> {
  const rows = await tx.orderImport.findMany({
    where: { shopId, bulkOperationId, state: "asking" },
    select: { id: true },
  });
  return rows.map(({ id }) => id);
}

/** The imports that were on their way and are not paused. */
export async function findImportsUnderWay(tx: ModelTransaction, shopId: string): Promise<string[]> {
  const rows = await tx.orderImport.findMany({
    where: { shopId, state: { in: ["asking", "reading"] } },
    select: { id: true },
  });
  return rows.map(({ id }) => id);
}

/** Remembers which bulk operation writes the file. */
export async function setBulkOperation(
  db: Database,
  shopId: string,
  id: string,
  bulkOperationId: string,
): Promise<void> {
  await db.orderImport.updateMany({
    where: { shopId, id, state: { in: [...runningStates] } },
    data: { bulkOperationId, error: null },
  });
}

/** Says what holds an import up, or with null that nothing does any more. It goes on by itself. */
export async function noteImportTrouble(
  db: Database,
  shopId: string,
  id: string,
  error: string | null,
): Promise<void> {
  await db.orderImport.updateMany({
    where: { shopId, id, state: { in: [...runningStates] } },
    data: { error },
  });
}

/** Whether the import is in this state; it is locked, and stays so until the transaction ends. */
export async function holdImport(
  tx: Transaction,
  shopId: string,
  id: string,
  state: ImportState,
): Promise<boolean> {
  const rows = await tx.$queryRaw<unknown[]>`
    SELECT FROM order_import WHERE shop_id = ${shopId}::uuid AND id = ${id}::uuid AND state = ${state} FOR UPDATE`;
  return rows.length === 1;
}

/** The file is staged whole: from now on its orders are applied. */
export async function finishStaging(tx: Transaction, shopId: string, id: string, at: Date): Promise<void> {
  await tx.$executeRaw`
    UPDATE order_import
    SET state = 'reading', staged_at = ${at}, error = NULL, total = (
      SELECT count(*) FROM staged_order o
      WHERE o.shop_id = ${shopId}::uuid AND o.import_id = ${id}::uuid)
    WHERE shop_id = ${shopId}::uuid AND id = ${id}::uuid AND state = 'asking'`;
}

/** Locks an import that is to be read on. @returns false when it has moved on without the caller, or is not to go on */
export async function lockImport(
  tx: Transaction,
  shopId: string,
  id: string,
  done: number,
): Promise<boolean> {
  const rows = await tx.$queryRaw<unknown[]>`
    SELECT FROM order_import
    WHERE shop_id = ${shopId}::uuid AND id = ${id}::uuid AND state = 'reading' AND done = ${done}
    FOR UPDATE`;
  return rows.length === 1;
}

/** Books a set of orders on an import that the caller has locked. */
export async function advanceImport(
  tx: Transaction,
  shopId: string,
  id: string,
  set: { done: number; found: number; units: ImportedUnits },
): Promise<void> {
  const { assigned, waiting, shippedUnknown } = set.units;
  await tx.$executeRaw`
    UPDATE order_import
    SET done = done + ${set.done}, found = found + ${set.found}, error = NULL,
      units_assigned = units_assigned + ${assigned}, units_waiting = units_waiting + ${waiting},
      units_shipped_unknown = units_shipped_unknown + ${shippedUnknown}
    WHERE shop_id = ${shopId}::uuid AND id = ${id}::uuid`;
}

/** Ends a running import and drops what it had staged. @returns false when it had ended already */
export async function endImport(
  tx: Transaction,
  shopId: string,
  id: string,
  end: { state: "done" | "failed" | "cancelled"; error: string | null; at: Date },
): Promise<boolean> {
  const ended = await tx.$executeRaw`
    UPDATE order_import SET state = ${end.state}, error = ${end.error}, finished_at = ${end.at}
    WHERE shop_id = ${shopId}::uuid AND id = ${id}::uuid AND ${running}`;
  if (ended === 0) return false;
  await tx.$executeRaw`DELETE FROM staged_line WHERE shop_id = ${shopId}::uuid AND import_id = ${id}::uuid`;
  await tx.$executeRaw`DELETE FROM staged_order WHERE shop_id = ${shopId}::uuid AND import_id = ${id}::uuid`;
  return true;
}

/** @returns false when it is not under way */
export async function pauseImport(tx: ModelTransaction, shopId: string, id: string): Promise<boolean> {
  const { count } = await tx.orderImport.updateMany({
    where: { shopId, id, state: { in: ["asking", "reading"] } },
    data: { state: "paused", error: null },
  });
  return count === 1;
}

/** Goes on where it was paused. @returns false when it is not paused */
export async function resumeImport(tx: Transaction, shopId: string, id: string): Promise<boolean> {
  const resumed = await tx.$executeRaw`
    UPDATE order_import SET state = CASE WHEN staged_at IS NULL THEN 'asking' ELSE 'reading' END
    WHERE shop_id = ${shopId}::uuid AND id = ${id}::uuid AND state = 'paused'`;
  return resumed === 1;
}

/** Running imports of a kind that began before then: a nightly one that never came to its end, a replay paused for weeks. */
export async function findImportsBegunBefore(
  db: Database,
  kind: ImportKind,
  states: ImportState[],
  before: Date,
): Promise<{ shopId: string; id: string }[]> {
  return db.orderImport.findMany({
    where: { kind, state: { in: states }, startedAt: { lt: before } },
    select: { shopId: true, id: true },
  });
}
