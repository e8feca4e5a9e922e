import { codeWarnings, lookAlikeKey } from "./batch-code-warnings.ts";
import type { ImportField } from "./batch-import-columns.ts";
import type { BatchImportPlan, ImportRow, PlannedBatch, RowNote } from "./batch-import.ts";
import { findDayOrder } from "./import-day-order.ts";
import { joinImportRows } from "./join-import-rows.ts";
import { eitherDates, isUntouched, readImportRow } from "./read-import-row.ts";
import type { RowFacts, RowReading, RowRules } from "./read-import-row.ts";
import type { DayOrder } from "./read-date-text.ts";
import { shopDay } from "./shop-day.ts";
import { instantOfWallClock } from "./wall-clock.ts";
import type { WallClock } from "./wall-clock.ts";

export interface BatchImportInput extends Omit<RowRules, "dayOrder" | "currentYear"> {
  rows: readonly ImportRow[];
  /** What the merchant said about dates such as 3/4/2026. */
  chosenOrder: DayOrder | null;
  /** Codes of the shop that the file has too, in lower case. */
  takenCodes: ReadonlySet<string>;
  /** Codes of the shop that a new one may be mistaken for. */
  shopCodes: readonly string[];
  now: Date;
  /** What the batch form would refuse about the batch, by the form's paths (`items.0.produced`). */
  check: (batch: PlannedBatch) => { path: string; message: string }[];
}

/**
 * Says what a file of batches would make: rows of one code are one batch with several items. A row with a problem leaves
 * out its whole batch, for a batch with an item missing could not be imported a second time; everything else is made
 * (DOMAIN.md cases 28, 39, 113 to 116, 120). Asks, and does not guess, which number of a date is the day.
 */
export function planBatchImport(input: BatchImportInput): BatchImportPlan {
  const { columns, now, timeZone } = input;
  const rows = input.rows.filter((row) => !isUntouched(row, columns));
  const currentYear = Number(shopDay(now, timeZone).slice(0, 4));
  const dates = rows.flatMap((row) =>
    eitherDates(row, { columns, currentYear }).map((date) => ({ row: row.row, ...date })),
  );
  const dayOrder = findDayOrder(dates, input.chosenOrder);
  const rules = { ...input, currentYear, dayOrder: dayOrder.kind === "settled" ? dayOrder.order : null };

  const problems: RowNote[] = [];
  const wrongRows = new Set<number>();
  const addProblems = (found: readonly RowNote[]): void => {
    problems.push(...found);
    for (const { row } of found) wrongRows.add(row);
  };
  const warnings: RowNote[] = [];
  const groups = new Map<string, { row: number; reading: RowReading }[]>();
  const codelessBelow = new Map<string, number>();
  let keyAbove: string | null = null;
  for (const row of rows) {
    const reading = readImportRow(row, rules);
    addProblems(reading.problems);
    warnings.push(...reading.warnings);
    if (reading.code === "") {
      if (keyAbove !== null && !codelessBelow.has(keyAbove)) codelessBelow.set(keyAbove, row.row);
      continue;
    }
    const key = reading.code.toLowerCase();
    keyAbove = key;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [{ row: row.row, reading }]);
    else group.push({ row: row.row, reading });
  }

  const instantOf = instantsOf(timeZone);
  const batches: PlannedBatch[] = [];
  for (const [key, group] of groups) {
    const facts = group.flatMap(({ reading }) => (reading.facts === null ? [] : [reading.facts]));
    const found =
      facts.length === group.length
        ? whole(facts, key, { ...input, instantOf })
        : { batch: null, problems: [] };
    addProblems(found.problems);
    const codeless = codelessBelow.get(key);
    if (found.batch === null) addProblems(leftOutWith(group, wrongRows));
    else if (codeless !== undefined) addProblems(leftOutAbove(codeless, group));
    else {
      batches.push(found.batch);
      if (found.batch.madeAt > now) {
        const message = "It is made in the future: no order gets units of it before then.";
        warnings.push({ row: group[0]?.row ?? 0, field: "madeOn", message });
      }
    }
  }
  warnings.push(...warnAboutCodes(batches, input.shopCodes), ...warnAboutSpelling([...groups.values()]));
  const byRow = (a: RowNote, b: RowNote) => a.row - b.row;
  return {
    batches,
    problems: problems.sort(byRow),
    // Of a row that is left out only what leaves it out is of interest.
    warnings: warnings.filter((warning) => !wrongRows.has(warning.row)).sort(byRow),
    dayOrder,
    passedOver: input.rows.length - rows.length,
  };
}

/** Puts the rows of one code together and looks at the batch as the form would. */
function whole(
  facts: RowFacts[],
  key: string,
  { takenCodes, check, instantOf }: Pick<BatchImportInput, "takenCodes" | "check"> & { instantOf: InstantOf },
): { batch: PlannedBatch | null; problems: RowNote[] } {
  const joined = joinImportRows(facts, instantOf);
  if (joined.made === null) return { batch: null, problems: joined.problems };
  const { batch, day } = joined.made;
  const [first] = batch.items;
  const row = first?.row ?? 0;
  const problems: RowNote[] = [];
  if (takenCodes.has(key)) {
    const message = `A batch with the code ${batch.code} exists already. Leave it out, or give it another code.`;
    problems.push(...facts.map((fact) => ({ row: fact.row, field: "code" as const, message })));
  }
  if (batch.expiresOn !== null && batch.expiresOn < day) {
    const message = `The expiry date ${batch.expiresOn} is before the day it was made.`;
    problems.push({ row, field: batch.expiryKind === "use_by" ? "useBy" : "bestBefore", message });
  }
  for (const { path, message } of check(batch)) {
    const [name = "", index = "0", part = ""] = path.split(".");
    const item = name === "items" ? batch.items[Number(index)] : undefined;
    problems.push({
      row: item?.row ?? row,
      field: FIELD_OF_PATH[item === undefined ? name : part] ?? null,
      message,
    });
  }
  return { batch: problems.length === 0 ? batch : null, problems };
}

type InstantOf = (clock: WallClock) => Date | null;

/** Reads the shop's wall clock; most batches of a file are made on days that others are made on too. */
function instantsOf(timeZone: string): InstantOf {
  const known = new Map<string, Date | null>();
  return (clock) => {
    const key = `${clock.day} ${clock.time}`;
    let instant = known.get(key);
    if (instant === undefined) {
      instant = instantOfWallClock(clock, timeZone);
      known.set(key, instant);
    }
    return instant;
  };
}

const FIELD_OF_PATH: Record<string, ImportField> = {
  code: "code",
  madeAt: "madeOn",
  place: "place",
  maker: "maker",
  expiresOn: "bestBefore",
  cureOn: "cureOn",
  notes: "notes",
  produced: "units",
  locationId: "location",
};

/** Of a code in merged cells only the first row has it: without the rows below, half a batch would be made. */
function leftOutAbove(codeless: number, group: readonly { row: number }[]): RowNote[] {
  const message = `Left out: row ${codeless}, further down, has no code and may be of this batch. Enter its code there.`;
  return group.map(({ row }) => ({ row, field: "code" as const, message }));
}

/** Rows without a problem of their own that cannot be imported, since another row of their batch has one. */
function leftOutWith(group: readonly { row: number }[], wrongRows: ReadonlySet<number>): RowNote[] {
  const because = group.find(({ row }) => wrongRows.has(row));
  return group
    .filter(({ row }) => !wrongRows.has(row))
    .map(({ row }) => ({
      ...{ row, field: null },
      message: `Left out with row ${because?.row ?? row}, which is of the same batch and has a problem.`,
    }));
}

/** What GS1 cannot hold, and codes that are easily mistaken for one another, in the file and in the shop (cases 115, 116). */
function warnAboutCodes(batches: readonly PlannedBatch[], shopCodes: readonly string[]): RowNote[] {
  const byLooks = new Map<string, string[]>();
  for (const code of [...shopCodes, ...batches.map((batch) => batch.code)]) {
    const key = lookAlikeKey(code);
    const alike = byLooks.get(key);
    if (alike === undefined) byLooks.set(key, [code]);
    else alike.push(code);
  }
  return batches.flatMap(({ code, items }) =>
    codeWarnings(code, byLooks.get(lookAlikeKey(code))).map(({ message }) => ({
      ...{ row: items[0]?.row ?? 0, field: "code" as const, message },
    })),
  );
}

/** One code in two spellings is one batch; perhaps it was not meant so. */
function warnAboutSpelling(groups: readonly { row: number; reading: RowReading }[][]): RowNote[] {
  return groups.flatMap(([first, ...others]) =>
    others
      .filter(({ reading }) => first !== undefined && reading.code !== first.reading.code)
      .map(({ row, reading }) => ({
        ...{ row, field: "code" as const },
        message: `${reading.code} is the same batch as ${first?.reading.code ?? ""} in row ${first?.row ?? 0}: case does not count.`,
      })),
  );
}
