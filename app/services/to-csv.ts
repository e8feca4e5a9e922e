import Papa from "papaparse";

/** The library's own pattern ends at a line break: a cell of two lines would be computed. */
const FORMULA = /^[=+\-@\t\r\n]/;

/** So that spreadsheet programs read the letters of a file as UTF-8. */
export const BYTE_ORDER_MARK = "\uFEFF";

/**
 * Rows as CSV (RFC 4180), with a line break at the end. A cell that a spreadsheet would compute begins with an apostrophe
 * and is shown instead (DOMAIN.md case 113).
 */
export function toCsv(rows: readonly (readonly string[])[], delimiter = ","): string {
  const cells = rows.map((row) => [...row]);
  return `${Papa.unparse(cells, { escapeFormulae: FORMULA, newline: "\r\n", delimiter })}\r\n`;
}
