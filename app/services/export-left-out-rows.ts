import type { z } from "zod";
import type { batchFileBody } from "#app/contracts/batch-import.ts";
import type { ShopContext } from "./context.ts";
import { planImportFile } from "./plan-import-file.ts";
import { BYTE_ORDER_MARK, toCsv } from "./to-csv.ts";

/** `why`: a sentence for the merchant. */
export type LeftOutRowsResult = { ok: true; csv: string } | { ok: false; why: string };

/**
 * The rows of a file that an import would leave out, as a file of the same kind with a column that says why: to be mended
 * in a spreadsheet and imported by itself.
 */
export async function exportLeftOutRows(
  ctx: ShopContext,
  body: z.output<typeof batchFileBody>,
): Promise<LeftOutRowsResult> {
  const planned = await planImportFile(ctx, body);
  if (!planned.ok) return planned;
  const { table, plan } = planned.file;
  const whyOf = new Map<number, string[]>();
  for (const { row, message } of plan.problems) {
    const why = whyOf.get(row);
    if (why === undefined) whyOf.set(row, [message]);
    else why.push(message);
  }
  const width = table.headings.length;
  const rows = table.rows.flatMap(({ row, cells }) => {
    const why = whyOf.get(row);
    if (why === undefined) return [];
    const padded = Array.from({ length: Math.max(width, cells.length) }, (_, index) => cells[index] ?? "");
    return [[...padded.slice(0, width), why.join(" "), ...padded.slice(width)]];
  });
  return {
    ok: true,
    csv: BYTE_ORDER_MARK + toCsv([[...table.headings, "Problem"], ...rows], table.delimiter),
  };
}
