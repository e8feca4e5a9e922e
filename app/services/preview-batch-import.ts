import type { z } from "zod";
import type {
  batchFileBody,
  BatchImportPreview,
  BatchToImport,
  ImportNotes,
} from "#app/contracts/batch-import.ts";
import type { PlannedBatch, RowNote } from "#app/domain/batch-import.ts";
import { cellText } from "#app/domain/read-import-row.ts";
import type { ShopContext } from "./context.ts";
import { planImportFile } from "./plan-import-file.ts";
import type { PlannedFile } from "./plan-import-file.ts";
import { shopStatus } from "./shop-status.ts";

/** What a person looks through; the rest is in the file of the rows that are left out. */
const BATCHES_LISTED = 50;
const NOTES_LISTED = 100;

/** `why`: a sentence for the merchant. */
export type PreviewImportResult = { ok: true; preview: BatchImportPreview } | { ok: false; why: string };

/** What an import of the file would do in this shop now, for the merchant to look at. Writes nothing. */
export async function previewBatchImport(
  ctx: ShopContext,
  body: z.output<typeof batchFileBody>,
): Promise<PreviewImportResult> {
  const { catalogue } = await shopStatus(ctx);
  const planned = await planImportFile(ctx, body);
  if (!planned.ok) return planned;
  return { ok: true, preview: { ...present(planned.file), catalogueIsRead: catalogue.state === "done" } };
}

function present(file: PlannedFile): Omit<BatchImportPreview, "catalogueIsRead"> {
  const { table, columns, missing, tracksLocations, plan } = file;
  const items = plan.batches.flatMap((batch) => batch.items);
  return {
    headings: table.headings.map((heading, index) => heading || `Column ${index + 1}`),
    samples: table.headings.map(
      (_heading, index) => table.rows.map((row) => cellText(row, index)).find((text) => text !== "") ?? "",
    ),
    ...{ columns, missing, tracksLocations },
    dayOrder: plan.dayOrder,
    totals: {
      rows: table.rows.length,
      batches: plan.batches.length,
      items: items.length,
      units: items.reduce((units, item) => units + item.produced, 0),
      leftOut: new Set(plan.problems.map((problem) => problem.row)).size,
      passedOver: plan.passedOver,
      timeless: plan.batches.filter((batch) => batch.timeless).length,
    },
    batches: plan.batches.slice(0, BATCHES_LISTED).map(presentBatch),
    problems: presentNotes(plan.problems, file),
    warnings: presentNotes(plan.warnings, file),
  };
}

function presentBatch(batch: PlannedBatch): BatchToImport {
  const { code, madeAt, timeless, expiresOn, expiryKind, items } = batch;
  return {
    ...{ row: items[0]?.row ?? 0, code, madeAt: madeAt.toISOString(), timeless, expiresOn, expiryKind },
    items: items.map(({ productTitle, variantTitle, produced }) => ({
      productTitle,
      variantTitle,
      produced,
    })),
  };
}

function presentNotes(notes: readonly RowNote[], { table, columns }: PlannedFile): ImportNotes {
  return {
    total: notes.length,
    listed: notes.slice(0, NOTES_LISTED).map(({ row, field, message }) => {
      const column = field === null ? undefined : columns[field];
      return { row, column: column === undefined ? null : (table.headings[column] ?? null), message };
    }),
  };
}
