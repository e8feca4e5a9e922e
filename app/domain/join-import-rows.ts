import type { ImportField } from "./batch-import-columns.ts";
import type { PlannedBatch, RowNote } from "./batch-import.ts";
import type { RowFacts } from "./read-import-row.ts";
import type { WallClock } from "./wall-clock.ts";

/** A day without a time begins at midnight: then a parcel of that day may have had its units. */
const DAY_BEGINS = "00:00";

/**
 * Makes one batch of the rows that share a code: one pour, three jar sizes. What a row leaves empty, another may say; what
 * two rows say differently is a problem of both, for nobody but the merchant knows which is right.
 * @param instantOf the shop's wall clock
 * @returns with the batch the day it was made, `YYYY-MM-DD` in the shop's calendar
 */
export function joinImportRows(
  rows: readonly RowFacts[],
  instantOf: (clock: WallClock) => Date | null,
): { made: { batch: PlannedBatch; day: string } | null; problems: RowNote[] } {
  const problems: RowNote[] = [];
  const code = rows[0]?.code ?? "";

  /** The one value that the rows give. @param sayOf how a value is told from another and shown */
  const agreed = <Value>(
    field: ImportField,
    valueOf: (row: RowFacts) => Value | null,
    sayOf: (value: Value) => string,
  ): Value | null => {
    const said = rows.flatMap((row) => {
      const value = valueOf(row);
      return value === null ? [] : [{ row: row.row, value }];
    });
    const [first] = said;
    if (first === undefined) return null;
    const differs = said.filter(
      ({ value }) => sayOf(value).toLowerCase() !== sayOf(first.value).toLowerCase(),
    );
    for (const { row, value } of differs) {
      const message =
        `Row ${first.row} says ${sayOf(first.value)} and row ${row} says ${sayOf(value)}, but both are batch ${code}: ` +
        "make them equal, or give one another code.";
      problems.push({ row: first.row, field, message }, { row, field, message });
    }
    return first.value;
  };
  const text = (words: string) => words;

  const day = agreed("madeOn", (row) => row.made?.day ?? null, text);
  const time = agreed("madeTime", (row) => row.made?.time ?? null, text);
  const instant = agreed(
    "madeOn",
    (row) => row.made?.instant ?? null,
    (at) => at.toISOString(),
  );
  const expiry = agreed(
    "bestBefore",
    (row) => row.expiry,
    ({ on, kind }) => `${EXPIRY[kind]} ${on}`,
  );
  const cureOn = agreed("cureOn", (row) => row.cureOn, text);
  const place = agreed("place", (row) => row.place, text);
  const maker = agreed("maker", (row) => row.maker, text);
  const notes = [...new Set(rows.flatMap((row) => row.notes ?? []))].join("\n");
  problems.push(...sameVariantTwice(rows));

  const madeAt = day === null ? null : (instant ?? instantOf({ day, time: time ?? DAY_BEGINS }));
  if (madeAt === null) {
    const message = "The day it was made is missing: orders get the oldest batch first.";
    problems.push({ row: rows[0]?.row ?? 0, field: "madeOn", message });
  }
  if (problems.length > 0 || day === null || madeAt === null) return { made: null, problems: once(problems) };
  const batch = {
    ...{ code, madeAt, place, maker, cureOn },
    timeless: time === null && instant === null,
    expiresOn: expiry?.on ?? null,
    expiryKind: expiry?.kind ?? null,
    notes: notes === "" ? null : notes,
    items: rows.map((row) => row.item),
  };
  return { made: { batch, day }, problems: [] };
}

const EXPIRY = { best_before: "best before", use_by: "use by" } as const;

function sameVariantTwice(rows: readonly RowFacts[]): RowNote[] {
  const firstRow = new Map<bigint, number>();
  return rows.flatMap(({ row, item }) => {
    const first = firstRow.get(item.variantId);
    if (first === undefined) {
      firstRow.set(item.variantId, row);
      return [];
    }
    const message = `Row ${first} has this variant already: put the units of both into one row.`;
    return [{ row, field: "units" as const, message }];
  });
}

/** A row that contradicts two others has its problem twice. */
function once(problems: readonly RowNote[]): RowNote[] {
  const seen = new Set<string>();
  return problems.filter(({ row, field, message }) => {
    const key = `${row} ${field ?? ""} ${message}`;
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}
