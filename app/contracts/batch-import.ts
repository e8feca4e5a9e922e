import { z } from "zod";
import { IMPORT_FIELDS } from "#app/domain/batch-import-columns.ts";
import type { ImportColumns, NeededColumn } from "#app/domain/batch-import-columns.ts";
import type { DayOrderFinding } from "#app/domain/batch-import.ts";
import type { ExpiryKind } from "./batch.ts";
import { line, uuid } from "./formats.ts";

/** Of a file, and of what is pasted in its place. */
export const MAX_IMPORT_BYTES = 5_000_000;
export const MAX_IMPORT_ROWS = 10_000;
export const MAX_IMPORT_COLUMNS = 200;

/** A file of batches as the page has read it, and what the merchant said about it so far. */
export const batchFileBody = z.strictObject({
  text: z.string().max(MAX_IMPORT_BYTES, "is larger than 5 MB: split it and import the parts"),
  columns: z
    .partialRecord(
      z.enum(IMPORT_FIELDS),
      z
        .int()
        .min(0)
        .max(MAX_IMPORT_COLUMNS - 1),
    )
    .nullable()
    .meta({ description: "Which column holds what; null: as the headings say." }),
  dayOrder: z.enum(["dmy", "mdy"]).nullable(),
});

export type BatchFileBody = z.input<typeof batchFileBody>;

export const importBatchesBody = batchFileBody.extend({
  id: uuid.meta({ description: "Of this import, made by the page: the same id again is the same import." }),
  fileName: line(200),
  status: z.enum(["draft", "open"]),
});

export type ImportBatchesBody = z.input<typeof importBatchesBody>;

/** What an import of the file would do. Long lists are cut, and say how long they are. */
export interface BatchImportPreview {
  /** Of the columns; "Column 3" where there is none. */
  headings: string[];
  /** The first value below each heading. */
  samples: string[];
  columns: ImportColumns;
  /** Without these nothing can be imported. */
  missing: NeededColumn[];
  dayOrder: DayOrderFinding;
  /** The shop keeps batches by location. */
  tracksLocations: boolean;
  /** All products are known: a variant that is not found is not there. */
  catalogueIsRead: boolean;
  totals: {
    rows: number;
    batches: number;
    items: number;
    units: number;
    /** Rows with a problem, and the other rows of their batches. */
    leftOut: number;
    /** Rows without a code, units and a date. */
    passedOver: number;
    /** Batches whose day has no time. */
    timeless: number;
  };
  batches: BatchToImport[];
  problems: ImportNotes;
  warnings: ImportNotes;
}

export interface BatchToImport {
  /** Its first row. */
  row: number;
  code: string;
  madeAt: string;
  timeless: boolean;
  expiresOn: string | null;
  expiryKind: ExpiryKind | null;
  items: { productTitle: string; variantTitle: string; produced: number }[];
}

export interface ImportNotes {
  /** Of all, also those that are not listed. */
  total: number;
  listed: {
    row: number;
    /** The heading of the column to look at; null: the whole row. */
    column: string | null;
    message: string;
  }[];
}

/** How far an import is, and what became of it. */
export interface BatchImportView {
  id: string;
  fileName: string;
  isDone: boolean;
  status: "open" | "draft";
  /** Batches: all that were confirmed, and those whose turn has come. */
  total: number;
  settled: number;
  /** What was recorded. */
  batches: number;
  items: number;
  units: number;
  /** Rows of the file that were not confirmed. */
  leftOut: number;
  /** Batches that something stood against when their turn came. */
  refused: { row: number; code: string; message: string }[];
  startedAt: string;
  finishedAt: string | null;
}
