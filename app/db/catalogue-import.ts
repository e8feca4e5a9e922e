import type { Database, Transaction } from "./client.ts";

/** Where a shop's import stands. */
export interface CatalogueImport {
  /** When this run began, by the database's clock. */
  startedAt: Date;
  cursor: string | null;
  /** Variants mirrored so far. */
  done: number;
}

/** Sets the catalogue's import back to its beginning. */
export async function resetCatalogueImport(tx: Transaction, shopId: string): Promise<void> {
  await tx.$executeRaw`
    UPDATE shop
    SET catalogue_state = 'waiting', catalogue_done = 0, catalogue_total = NULL,
        catalogue_cursor = NULL, catalogue_error = NULL, catalogue_started_at = NULL
    WHERE id = ${shopId}::uuid`;
}

/** Begins or resumes the import; null when there is none to do. */
export async function takeUpCatalogueImport(db: Database, shopId: string): Promise<CatalogueImport | null> {
  const [row] = await db.$queryRaw<{ started_at: Date; cursor: string | null; done: number }[]>`
    UPDATE shop
    SET catalogue_state = 'running', catalogue_error = NULL,
        catalogue_started_at = coalesce(catalogue_started_at, now())
    WHERE id = ${shopId}::uuid AND catalogue_state <> 'done'
    RETURNING catalogue_started_at AS started_at, catalogue_cursor AS cursor, catalogue_done AS done`;
  return row === undefined ? null : { startedAt: row.started_at, cursor: row.cursor, done: row.done };
}

export async function setCatalogueTotal(db: Database, shopId: string, total: number | null): Promise<void> {
  await db.$executeRaw`UPDATE shop SET catalogue_total = ${total}::integer WHERE id = ${shopId}::uuid`;
}

/** Books a page. @returns false when the import has moved on without this caller: another worker does it now. */
export async function advanceCatalogueImport(
  tx: Transaction,
  shopId: string,
  from: CatalogueImport,
  to: { cursor: string | null; done: number },
): Promise<boolean> {
  const booked = await tx.$executeRaw`
    UPDATE shop SET catalogue_cursor = ${to.cursor}, catalogue_done = ${to.done}
    WHERE id = ${shopId}::uuid AND catalogue_state = 'running'
      AND catalogue_started_at = ${from.startedAt}
      AND catalogue_cursor IS NOT DISTINCT FROM ${from.cursor} AND catalogue_done = ${from.done}`;
  return booked === 1;
}

export async function finishCatalogueImport(tx: Transaction, shopId: string): Promise<void> {
  await tx.$executeRaw`
    UPDATE shop
    SET catalogue_state = 'done', catalogue_total = catalogue_done, catalogue_cursor = NULL
    WHERE id = ${shopId}::uuid`;
}

/** Shows that the import is stuck, and why. With `fromStart` the next try begins anew. */
export async function failCatalogueImport(
  db: Database,
  shopId: string,
  error: string,
  fromStart: boolean,
): Promise<void> {
  await db.$executeRaw`
    UPDATE shop
    SET catalogue_state = 'failed', catalogue_error = ${error},
        catalogue_cursor = CASE WHEN ${fromStart} THEN NULL ELSE catalogue_cursor END,
        catalogue_done = CASE WHEN ${fromStart} THEN 0 ELSE catalogue_done END,
        catalogue_started_at = CASE WHEN ${fromStart} THEN NULL ELSE catalogue_started_at END
    WHERE id = ${shopId}::uuid AND catalogue_state = 'running'`;
}
