import type { z } from "zod";
import type { importBatchesBody } from "#app/contracts/batch-import.ts";
import { insertBatchImport } from "#app/db/batch-imports.ts";
import type { ShopContext } from "./context.ts";
import { bodyOf, planImportFile } from "./plan-import-file.ts";
import { queueBatchImport } from "./queue-batch-import.ts";

/** `why`: a sentence for the merchant. */
export type StartBatchImportResult = { ok: true; batches: number } | { ok: false; why: string };

/**
 * Begins to record the batches of a file that the merchant has looked at and confirmed. Rows with a problem are left out.
 * The file is read anew, so that what became wrong meanwhile is left out too. Under an id that was used already nothing
 * begins: it is the same import (pressed twice); another import of the same file makes nothing either, for its codes are
 * taken then.
 */
export async function startBatchImport(
  ctx: ShopContext,
  body: z.output<typeof importBatchesBody>,
  actor: string,
): Promise<StartBatchImportResult> {
  const planned = await planImportFile(ctx, body);
  if (!planned.ok) return planned;
  const { missing, plan } = planned.file;
  if (missing.length > 0) return { ok: false, why: "Choose first which columns hold what." };
  if (plan.dayOrder.kind === "ambiguous" || plan.dayOrder.kind === "contradictory") {
    return { ok: false, why: "Choose first which number of the dates is the day." };
  }
  const { batches } = plan;
  if (batches.length === 0) return { ok: false, why: "No row of the file can be imported." };

  const begun = {
    ...{ id: body.id, fileName: body.fileName, status: body.status, createdBy: actor, at: ctx.now() },
    plan: batches.map((batch) => ({ row: batch.items[0]?.row ?? 0, body: bodyOf(batch, body.status) })),
    leftOut: new Set(plan.problems.map((problem) => problem.row)).size,
  };
  await ctx.db.$transaction(async (tx) => {
    if (await insertBatchImport(tx, ctx.shop.id, begun)) await queueBatchImport(tx, ctx.shop.id, body.id);
  });
  return { ok: true, batches: batches.length };
}
