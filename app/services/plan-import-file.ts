import type { z } from "zod";
import type { batchFileBody } from "#app/contracts/batch-import.ts";
import { createBatchBody } from "#app/contracts/batch.ts";
import type { CreateBatchBody } from "#app/contracts/batch.ts";
import { parseFields } from "#app/contracts/problem.ts";
import { findRecentCodes } from "#app/db/find-recent-codes.ts";
import { findTakenCodes } from "#app/db/find-taken-codes.ts";
import { findVariantsToMatch } from "#app/db/find-variants-to-match.ts";
import { findLocations } from "#app/db/locations.ts";
import { readIntakeRules } from "#app/db/read-allocation-rules.ts";
import { guessColumns, missingColumns } from "#app/domain/batch-import-columns.ts";
import type { ImportColumns, ImportField, NeededColumn } from "#app/domain/batch-import-columns.ts";
import type { BatchImportPlan, PlannedBatch } from "#app/domain/batch-import.ts";
import { isTooFarAhead } from "#app/domain/is-too-far-ahead.ts";
import { variantMatcher } from "#app/domain/match-variant.ts";
import { planBatchImport } from "#app/domain/plan-batch-import.ts";
import { cellText } from "#app/domain/read-import-row.ts";
import { parseShopifyId, toGid } from "#app/domain/shopify-id.ts";
import type { ShopContext } from "./context.ts";
import { readCsv } from "./read-csv.ts";
import type { CsvTable } from "./read-csv.ts";

/** How many of the shop's latest codes a file's are compared with for their looks. */
const CODES_COMPARED = 20_000;

const NOTHING_PLANNED: BatchImportPlan = {
  ...{ batches: [], problems: [], warnings: [], dayOrder: { kind: "none" }, passedOver: 0 },
};

export interface PlannedFile {
  table: CsvTable;
  columns: ImportColumns;
  /** While there are any, nothing is planned. */
  missing: NeededColumn[];
  tracksLocations: boolean;
  plan: BatchImportPlan;
}

/** `why`: a sentence for the merchant. */
export type PlanFileResult = { ok: true; file: PlannedFile } | { ok: false; why: string };

/** Reads a file of batches and says what an import of it would do in this shop now. Writes nothing. */
export async function planImportFile(
  ctx: ShopContext,
  body: z.output<typeof batchFileBody>,
): Promise<PlanFileResult> {
  const read = readCsv(body.text);
  if (!read.ok) return read;
  const { table } = read;
  const { tracksLocations } = await readIntakeRules(ctx.db, ctx.shop.id);
  const columns = body.columns ?? guessColumns(table.headings, { locations: tracksLocations });
  const missing = missingColumns(columns);
  const file = { table, columns, missing, tracksLocations };
  if (missing.length > 0) return { ok: true, file: { ...file, plan: NOTHING_PLANNED } };

  const valuesOf = (field: ImportField): string[] => {
    const column = columns[field];
    return column === undefined ? [] : [...new Set(table.rows.map((row) => cellText(row, column)))];
  };
  const [catalogue, takenCodes, shopCodes, locations] = await Promise.all([
    findVariantsToMatch(ctx.db, ctx.shop.id, {
      variantIds: valuesOf("variantId").flatMap((text) => parseShopifyId("ProductVariant", text) ?? []),
      skus: valuesOf("sku"),
      barcodes: valuesOf("barcode"),
      titles: valuesOf("product"),
    }),
    findTakenCodes(ctx.db, ctx.shop.id, valuesOf("code")),
    findRecentCodes(ctx.db, ctx.shop.id, CODES_COMPARED),
    tracksLocations ? findLocations(ctx.db, ctx.shop.id) : null,
  ]);
  const now = ctx.now();
  const plan = planBatchImport({
    ...{ rows: table.rows, width: table.headings.length, columns, chosenOrder: body.dayOrder },
    ...{ match: variantMatcher(catalogue), locations, shopCodes, now, timeZone: ctx.shop.timeZone },
    takenCodes: new Set(takenCodes.map((code) => code.toLowerCase())),
    check: (batch) => refusedByForm(batch, now),
  });
  return { ok: true, file: { ...file, plan } };
}

/** What is sent for a batch that is typed in. */
export function bodyOf(batch: PlannedBatch, status: CreateBatchBody["status"]) {
  const { code, madeAt, place, maker, expiresOn, expiryKind, cureOn, notes } = batch;
  return {
    ...{ code, place, maker, expiresOn, expiryKind, cureOn, notes, status },
    madeAt: madeAt.toISOString(),
    items: batch.items.map(({ variantId, produced, locationId }) => ({
      ...{ variantId: toGid("ProductVariant", variantId), produced },
      locationId: locationId === null ? null : toGid("Location", locationId),
    })),
  };
}

function refusedByForm(batch: PlannedBatch, now: Date): { path: string; message: string }[] {
  const parsed = parseFields(createBatchBody, bodyOf(batch, "open"));
  const errors = parsed.ok ? [] : parsed.errors;
  if (isTooFarAhead(batch.madeAt, now)) {
    errors.push({ path: "madeAt", message: "must not be more than a year ahead" });
  }
  return errors.map(({ path, message }) => ({
    path,
    message: `${NAME[path.split(".")[0] ?? ""] ?? "The batch"}: ${message}.`,
  }));
}

const NAME: Record<string, string> = {
  code: "The batch code",
  madeAt: "The day it was made",
  place: "The place",
  maker: "The maker",
  expiresOn: "The expiry date",
  cureOn: "The cure date",
  notes: "The notes",
  items: "What was made",
};
