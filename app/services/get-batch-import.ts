import type { BatchImportView } from "#app/contracts/batch-import.ts";
import { findBatchImport } from "#app/db/batch-imports.ts";
import { isOurId } from "#app/domain/our-id.ts";
import type { ShopContext } from "./context.ts";

/** An import of batches: how far it is and what became of it. Null when the shop has none of this id. */
export async function getBatchImport(ctx: ShopContext, id: string): Promise<BatchImportView | null> {
  const row = isOurId(id) ? await findBatchImport(ctx.db, ctx.shop.id, id) : null;
  if (row === null) return null;
  const { fileName, status, total, batches, items, leftOut, refused } = row;
  return {
    ...{ id: row.id, fileName, status, total, batches, items, leftOut, refused },
    isDone: row.state === "done",
    settled: row.next,
    units: Number(row.units),
    startedAt: row.startedAt.toISOString(),
    finishedAt: row.finishedAt?.toISOString() ?? null,
  };
}
