import type { Database, ModelTransaction, Transaction } from "./client.ts";

/** A batch that was not recorded when its turn came. */
export interface RefusedBatch {
  /** Its first row in the file. */
  row: number;
  code: string;
  message: string;
}

export interface BatchImportRow {
  id: string;
  state: "importing" | "done";
  fileName: string;
  status: "open" | "draft";
  /** Batches. */
  total: number;
  /** Of `total`, recorded or refused. */
  next: number;
  /** Recorded so far. */
  batches: number;
  items: number;
  units: bigint;
  /** Rows of the file that were not confirmed. */
  leftOut: number;
  refused: RefusedBatch[];
  createdBy: string;
  startedAt: Date;
  finishedAt: Date | null;
}

/** Begins an import. @param begun.plan its batches, as JSON @returns false when there is one of this id already */
export async function insertBatchImport(
  tx: Transaction,
  shopId: string,
  begun: Pick<BatchImportRow, "id" | "fileName" | "status" | "leftOut" | "createdBy"> & {
    plan: readonly unknown[];
    at: Date;
  },
): Promise<boolean> {
  const inserted = await tx.$executeRaw`
    INSERT INTO batch_import (
      shop_id, id, state, file_name, status, plan, total, left_out, created_by, started_at
    ) VALUES (
      ${shopId}::uuid, ${begun.id}::uuid, 'importing', ${begun.fileName}, ${begun.status},
      ${JSON.stringify(begun.plan)}::jsonb, ${begun.plan.length}, ${begun.leftOut}, ${begun.createdBy}, ${begun.at}
    ) ON CONFLICT (shop_id, id) DO NOTHING`;
  return inserted === 1;
}

export async function findBatchImport(
  db: ModelTransaction,
  shopId: string,
  id: string,
): Promise<BatchImportRow | null> {
  const row = await db.batchImport.findFirst({ where: { shopId, id }, omit: { plan: true } });
  return row as BatchImportRow | null;
}

/** The batches of an import that is not done; null when there is nothing left to record. */
export async function readBatchImportPlan(
  db: ModelTransaction,
  shopId: string,
  id: string,
): Promise<{ plan: unknown[]; next: number; createdBy: string; fileName: string } | null> {
  const row = await db.batchImport.findFirst({
    where: { shopId, id, state: "importing" },
    select: { plan: true, next: true, createdBy: true, fileName: true },
  });
  return row === null ? null : { ...row, plan: row.plan as unknown[] };
}

/** Locks an import that is to be carried on. @returns false when somebody else has carried it on */
export async function lockBatchImport(
  tx: Transaction,
  shopId: string,
  id: string,
  next: number,
): Promise<boolean> {
  const rows = await tx.$queryRaw<unknown[]>`
    SELECT FROM batch_import
    WHERE shop_id = ${shopId}::uuid AND id = ${id}::uuid AND state = 'importing' AND next = ${next}
    FOR UPDATE`;
  return rows.length === 1;
}

/** Books what one set of an import has recorded; with the last one the import is done and its plan is forgotten. */
export async function advanceBatchImport(
  tx: Transaction,
  shopId: string,
  id: string,
  set: {
    next: number;
    batches: number;
    items: number;
    units: number;
    refused: readonly RefusedBatch[];
    at: Date;
  },
): Promise<void> {
  await tx.$executeRaw`
    UPDATE batch_import
    SET next = ${set.next}, batches = batches + ${set.batches}, items = items + ${set.items},
      units = units + ${set.units}, refused = refused || ${JSON.stringify(set.refused)}::jsonb,
      state = CASE WHEN ${set.next} >= total THEN 'done' ELSE state END,
      plan = CASE WHEN ${set.next} >= total THEN NULL ELSE plan END,
      finished_at = CASE WHEN ${set.next} >= total THEN ${set.at} ELSE finished_at END
    WHERE shop_id = ${shopId}::uuid AND id = ${id}::uuid`;
}

/** Imports of the shop that are not done. */
export async function findBatchImportsUnderWay(
  db: Database | ModelTransaction,
  shopId: string,
): Promise<string[]> {
  const rows = await db.batchImport.findMany({ where: { shopId, state: "importing" }, select: { id: true } });
  return rows.map(({ id }) => id);
}
