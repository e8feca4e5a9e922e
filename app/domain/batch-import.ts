import type { BatchFacts } from "./batch-record.ts";
import type { ImportField } from "./batch-import-columns.ts";
import type { DayOrder } from "./read-date-text.ts";
import type { ShopifyId } from "./shopify-id.ts";

/** A row of the file, under its number in a spreadsheet. */
export interface ImportRow {
  row: number;
  cells: readonly string[];
}

/** Something about a row that somebody has to know. */
export interface RowNote {
  row: number;
  /** Whose cell to look at; null: the row as a whole. */
  field: ImportField | null;
  /** Sentences: what is wrong and what to do. */
  message: string;
}

/** A batch that an import would make, as its rows say. */
export interface PlannedBatch extends Pick<
  BatchFacts,
  "code" | "madeAt" | "place" | "maker" | "expiresOn" | "expiryKind" | "cureOn" | "notes"
> {
  /** The file gave no time: its day begins then. */
  timeless: boolean;
  items: PlannedItem[];
}

export interface PlannedItem {
  row: number;
  variantId: ShopifyId;
  productTitle: string;
  variantTitle: string;
  produced: number;
  /** Null: at no particular place. */
  locationId: ShopifyId | null;
}

/** A date of the file for an example. */
export interface DateExample {
  row: number;
  text: string;
  /** `YYYY-MM-DD`; null: no real day that way. */
  dmy: string | null;
  mdy: string | null;
}

/** Whether the day or the month stands first in the file's dates with slashes (DOMAIN.md case 113). */
export type DayOrderFinding =
  /** No date depends on it. */
  | { kind: "none" }
  /** The dates themselves say so, or the merchant did. */
  | { kind: "settled"; order: DayOrder; by: "file" | "merchant"; example: DateExample }
  /** Every date can be read both ways: the merchant is asked. */
  | { kind: "ambiguous"; example: DateExample }
  /** Some can only be read one way and some only the other: the merchant is asked, and the others are errors then. */
  | { kind: "contradictory"; dmy: DateExample; mdy: DateExample };

/** What an import would do. */
export interface BatchImportPlan {
  batches: PlannedBatch[];
  /** By row. The rows of a batch of which one row has a problem are all left out. */
  problems: RowNote[];
  /** By row; nothing is left out for them. */
  warnings: RowNote[];
  dayOrder: DayOrderFinding;
  /** Rows without a code, units and a date: nothing to import, and nothing wrong. */
  passedOver: number;
}
