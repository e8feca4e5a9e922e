import { z } from "zod";
import { batch, code, note, overVariants, shortText } from "./batch.ts";
import { count, paragraph, units, uuid, variantGid, variantIdIn } from "./formats.ts";

const reason = paragraph(1_000);
const unitsOfVariants = overVariants(z.strictObject({ variantId: variantIdIn, units: units.min(1) }));

export const countBatchBody = z
  .strictObject({
    counts: overVariants(
      z.strictObject({
        variantId: variantIdIn,
        expected: units.meta({
          description: "Available units as the counter saw them before; refused (409) when they moved since.",
        }),
        counted: units,
      }),
    ),
    reason: reason.nullish().meta({ description: "Needed when a count differs." }),
  })
  .superRefine(({ counts, reason: given }, ctx) => {
    if (!given && counts.some(({ expected, counted }) => expected !== counted)) {
      ctx.addIssue({ code: "custom", path: ["reason"], message: "a difference needs a reason" });
    }
  })
  .meta({ id: "CountBatch" });

export const splitBatchBody = z
  .strictObject({
    code: code.nullish().meta({ description: "Of the new batch; left out: made from the shop's template." }),
    place: shortText.nullish().meta({ description: "Left out: as the batch it is split from." }),
    notes: note.nullish(),
    items: unitsOfVariants,
    reason,
  })
  .meta({ id: "SplitBatch" });

export const mergeBatchesBody = z
  .strictObject({
    sources: z
      .array(z.strictObject({ batchId: uuid, items: unitsOfVariants }))
      .min(1, "choose at least one batch")
      .max(20, "at most 20 batches at once"),
    closeSources: z
      .boolean()
      .default(false)
      .meta({ description: "Closes those of the sources that are open or on hold." }),
    confirmed: z
      .array(z.string().max(200))
      .max(100)
      .default([])
      .meta({ description: "`key` of each difference that the call was refused for and that is accepted." }),
    reason,
  })
  .meta({ id: "MergeBatches" });

export const undoActBody = z.strictObject({ reason }).meta({ id: "UndoAct" });

export const repairLedgerBody = z.strictObject({ reason }).meta({ id: "RepairLedger" });

export type CountBatchBody = z.output<typeof countBatchBody>;
export type SplitBatchBody = z.output<typeof splitBatchBody>;
export type MergeBatchesBody = z.output<typeof mergeBatchesBody>;

const actId = uuid.meta({ description: "What an undo names." });

export const countedBatch = z
  .object({
    actId,
    variances: z.array(
      z.object({ variantId: variantGid, expected: count, counted: count, variance: z.int() }),
    ),
    batch,
  })
  .meta({ id: "CountedBatch" });

export const splitBatch = z.object({ actId, batch, newBatch: batch }).meta({ id: "SplitBatches" });

export const mergedBatch = z.object({ actId, batch }).meta({ id: "MergedBatch" });

export const undoneAct = z
  .object({ actId: uuid.meta({ description: "Of the undo." }), batches: z.array(batch) })
  .meta({ id: "UndoneAct" });

export const ledgerCheck = z
  .object({
    addsUp: z.boolean(),
    items: z
      .array(
        z.object({
          variantId: variantGid,
          units: z.array(z.object({ bucket: z.string(), stored: z.int(), counted: z.int() })),
          places: z.array(z.object({ locationId: z.string(), stored: z.int(), counted: z.int() })),
        }),
      )
      .meta({ description: "Items whose units differ from the sum of their ledger." }),
  })
  .meta({ id: "LedgerCheck" });

export type LedgerCheck = z.output<typeof ledgerCheck>;
