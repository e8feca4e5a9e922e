import { z } from "zod";
import type { Transaction } from "#app/db/client.ts";
import { insertBatchEvents } from "#app/db/insert-batch-events.ts";
import type { ManualActRecord } from "#app/db/manual-acts.ts";
import { updateBatch } from "#app/db/update-batch.ts";
import type { BatchFacts, BatchRecord } from "#app/domain/batch-record.ts";
import type { ShopContext } from "./context.ts";

const FIELDS = ["expiresOn", "expiryKind", "cureOn"] as const;

type Dates = Pick<BatchFacts, (typeof FIELDS)[number]>;

const dates = z.object({
  expiresOn: z.string().nullable(),
  expiryKind: z.enum(["best_before", "use_by"]).nullable(),
  cureOn: z.string().nullable(),
});

/** What a merge keeps with its act when it changed the dates of the batch that took the units. */
const keptDates = z.object({ dates: z.object({ batchId: z.uuid(), from: dates, to: dates }) });

/** Sets a locked batch's dates, with its line in the timeline. Nothing happens when they are as wanted. */
export async function setMergedDates(
  ctx: ShopContext,
  tx: Transaction,
  { batch, to, actor, reason }: { batch: BatchRecord; to: Dates; actor: string; reason: string },
): Promise<void> {
  const changed = FIELDS.filter((field) => batch[field] !== to[field]);
  if (changed.length === 0) return;
  if (!(await updateBatch(tx, ctx.shop.id, batch.status, { ...batch, ...to }))) {
    throw new Error(`batch ${batch.id} changed its state although its row is locked`);
  }
  const changes = changed.map((field) => [field, { from: batch[field], to: to[field] }] as const);
  await insertBatchEvents(tx, ctx.shop.id, [
    {
      id: ctx.newId(),
      batchId: batch.id,
      kind: "fields_changed",
      actor,
      reason,
      at: ctx.now(),
      data: { changes: Object.fromEntries(changes) },
    },
  ]);
}

/** When a merge is taken back: the dates that it set return to what they were, unless somebody changed them since. */
export async function restoreMergedDates(
  ctx: ShopContext,
  tx: Transaction,
  undo: { act: ManualActRecord; batches: readonly BatchRecord[]; actor: string; reason: string },
): Promise<void> {
  const kept = keptDates.safeParse(undo.act.data);
  if (!kept.success) return;
  const { batchId, from, to } = kept.data.dates;
  const batch = undo.batches.find((each) => each.id === batchId);
  if (batch === undefined || FIELDS.some((field) => batch[field] !== to[field])) return;
  await setMergedDates(ctx, tx, { batch, to: from, actor: undo.actor, reason: undo.reason });
}

export function datesOf({ expiresOn, expiryKind, cureOn }: Dates): Dates {
  return { expiresOn, expiryKind, cureOn };
}
