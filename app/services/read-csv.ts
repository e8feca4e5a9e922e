import Papa from "papaparse";
import { MAX_IMPORT_COLUMNS, MAX_IMPORT_ROWS } from "#app/contracts/batch-import.ts";
import { findHeadingRow, knownHeadings } from "#app/domain/batch-import-columns.ts";
import type { ImportRow } from "#app/domain/batch-import.ts";

/** A file of rows below headings. */
export interface CsvTable {
  headings: string[];
  /** Rows that hold anything, under their numbers in a spreadsheet. */
  rows: ImportRow[];
  delimiter: string;
}

/** `why` is a sentence for the merchant. */
export type CsvReading = { ok: true; table: CsvTable } | { ok: false; why: string };

const DELIMITERS = [",", ";", "\t", "|"] as const;
const ROWS_TO_TRY = 20;
/** A first line by which Excel is told the delimiter; it shows no such row. */
const EXCEL_HINT = /^sep=(.)\r?\n/i;

/**
 * Reads text as CSV: delimited by commas, semicolons, tabs or bars, whichever makes the most of its headings; text in
 * quotation marks may hold line breaks. Nothing in a cell is computed (DOMAIN.md case 113).
 */
export function readCsv(text: string): CsvReading {
  const plain = text.replace(/^\uFEFF/, "");
  const hint = EXCEL_HINT.exec(plain);
  const body = hint === null ? plain : plain.slice(hint[0].length);
  if (body.trim() === "") return { ok: false, why: "The file is empty." };
  if (body.includes("\0"))
    return { ok: false, why: "This is not a text file. Save your spreadsheet as CSV." };

  const delimiter = hint?.[1] ?? bestDelimiter(body);
  const { data, errors } = Papa.parse<string[]>(body, { delimiter });
  const broken = errors.find((error) => error.type === "Quotes");
  if (broken !== undefined) {
    const row = (broken.row ?? 0) + 1;
    return {
      ok: false,
      why: `A quotation mark (") that begins in or before row ${row} does not end where its cell ends. Correct it and choose the file again.`,
    };
  }
  const filled = data
    .map((cells, index) => ({ row: index + 1, cells }))
    .filter(({ cells }) => cells.some((cell) => cell.trim() !== ""));
  const at = findHeadingRow(filled.map(({ cells }) => cells));
  const headings = (filled[at]?.cells ?? []).map((cell) => cell.trim());
  while (headings.at(-1) === "") headings.pop();
  if (headings.length > MAX_IMPORT_COLUMNS) {
    return {
      ok: false,
      why: `The file has more than ${MAX_IMPORT_COLUMNS} columns: leave out those it does not need.`,
    };
  }
  const rows = filled.slice(at + 1);
  if (rows.length === 0) {
    return { ok: false, why: "The file has one row only: below the headings it needs a row for each batch." };
  }
  if (rows.length > MAX_IMPORT_ROWS) {
    const [has, most] = [rows.length, MAX_IMPORT_ROWS].map((count) => count.toLocaleString("en"));
    return {
      ok: false,
      why: `The file has ${has} rows, and one import takes ${most}. Split it and import the parts.`,
    };
  }
  return { ok: true, table: { headings, rows, delimiter } };
}

function bestDelimiter(text: string): string {
  let best = { delimiter: ",", known: -1, columns: 0 };
  for (const delimiter of DELIMITERS) {
    const { data } = Papa.parse<string[]>(text, { delimiter, preview: ROWS_TO_TRY });
    const headings = data[findHeadingRow(data)] ?? [];
    const known = knownHeadings(headings);
    if (known > best.known || (known === best.known && headings.length > best.columns)) {
      best = { delimiter, known, columns: headings.length };
    }
  }
  return best.delimiter;
}
