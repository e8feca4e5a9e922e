import type { ImportColumns, ImportField } from "./batch-import-columns.ts";
import type { ImportRow, PlannedItem, RowNote } from "./batch-import.ts";
import type { ExpiryKind } from "./batch-record.ts";
import { lastDayOfMonth } from "./last-day-of-month.ts";
import type { MatchVariant } from "./match-variant.ts";
import { readDateText } from "./read-date-text.ts";
import type { DateText, DayOrder } from "./read-date-text.ts";
import { readTimeText, splitDateAndTime } from "./read-time-text.ts";
import type { ShopifyId } from "./shopify-id.ts";
import { shopDay } from "./shop-day.ts";

/** When a batch was made, as a row says. */
export interface MadeText {
  /** `YYYY-MM-DD` in the shop's calendar. */
  day: string;
  /** `HH:mm`; null: not said. */
  time: string | null;
  /** The row names the instant itself. */
  instant: Date | null;
}

/** A row that could be read. What it does not say is null: another row of its batch may. */
export interface RowFacts {
  row: number;
  code: string;
  made: MadeText | null;
  place: string | null;
  maker: string | null;
  expiry: { on: string; kind: ExpiryKind } | null;
  cureOn: string | null;
  notes: string | null;
  item: PlannedItem;
}

export interface RowReading {
  /** Empty: the row says no code, and belongs to no batch. */
  code: string;
  /** Null: it has problems. */
  facts: RowFacts | null;
  problems: RowNote[];
  warnings: RowNote[];
}

export interface RowRules {
  /** How many headings there are. */
  width: number;
  columns: ImportColumns;
  /** Null: it is not known which number of a date is the day. */
  dayOrder: DayOrder | null;
  match: MatchVariant;
  /** Where units can be; null: the shop does not keep batches by location. */
  locations: readonly { locationId: ShopifyId; name: string; active: boolean }[] | null;
  timeZone: string;
  /** Of the shop's calendar. */
  currentYear: number;
}

const DATE_FIELDS = ["madeOn", "bestBefore", "useBy", "cureOn"] as const;
type DateField = (typeof DATE_FIELDS)[number];

/** What stands for nothing in a cell. */
const NOTHING = /^(?:[-–—.]+|n\/?a|none|null|#n\/a)$/i;

/**
 * A cell's text, trimmed. The apostrophe that keeps a spreadsheet from computing `'=1+1` is dropped, so that a file that
 * Batchbook gave out comes back as it was.
 */
export function cellText({ cells }: ImportRow, column: number | undefined): string {
  return cellAsWritten(cells, column).trim();
}

function cellAsWritten(cells: readonly string[], column: number | undefined): string {
  return (column === undefined ? "" : (cells[column] ?? "")).replace(/^'(?=[=+\-@\t\r\n])/, "");
}

/** The dates of a row that mean one day or another by which number is the day. */
export function eitherDates(
  row: ImportRow,
  { columns, currentYear }: Pick<RowRules, "columns" | "currentYear">,
): { text: string; dmy: string | null; mdy: string | null }[] {
  return DATE_FIELDS.flatMap((field) => {
    const written = cellText(row, columns[field]);
    const text = field === "madeOn" ? splitDateAndTime(written).date : written;
    const reading = text === "" ? null : readDateText(text, currentYear);
    return reading?.kind === "either" ? [{ text, dmy: reading.dmy, mdy: reading.mdy }] : [];
  });
}

/** Whether a row says nothing of a batch: no code, no units and no date. */
export function isUntouched(row: ImportRow, columns: ImportColumns): boolean {
  return (["code", "units", "madeOn"] as const).every((field) => cellText(row, columns[field]) === "");
}

/** Reads one row by itself; what its batch's rows must have in common is compared later. */
export function readImportRow(row: ImportRow, rules: RowRules): RowReading {
  const { columns } = rules;
  const problems: RowNote[] = [];
  const warnings: RowNote[] = [];
  const problem = (field: ImportField | null, message: string): null => {
    problems.push({ row: row.row, field, message });
    return null;
  };
  const text = (field: ImportField): string => cellText(row, columns[field]);
  const optional = (field: ImportField): string | null => {
    const said = text(field);
    return said === "" || NOTHING.test(said) ? null : said;
  };

  if (row.cells.slice(rules.width).some((cell) => cell.trim() !== "")) {
    problem(
      null,
      "It has more cells than there are headings: put text that holds a separator in quotation marks.",
    );
  }
  const code = text("code");
  if (code === "") problem("code", "The batch code is missing: enter the one that stands on the label.");
  for (const message of codeDoubts(cellAsWritten(row.cells, columns.code))) {
    warnings.push({ row: row.row, field: "code", message });
  }

  const day = (field: DateField, written: string): string | null => {
    const reading = readDateText(written, rules.currentYear);
    const settled = settleDate(reading, rules.dayOrder, field === "bestBefore" || field === "useBy");
    return settled.ok ? settled.day : problem(field, `${quote(written)}: ${settled.why}.`);
  };
  const dayOf = (field: DateField): string | null => {
    const written = optional(field);
    return written === null ? null : day(field, written);
  };

  const made = readMade();
  const bestBefore = dayOf("bestBefore");
  const useBy = dayOf("useBy");
  if (bestBefore !== null && useBy !== null) {
    problem("useBy", "It has a best-before and a use-by date: keep the one that stands on the label.");
  }
  const cureOn = dayOf("cureOn");
  const produced = readUnits();
  const variant = readVariant();
  const locationId = readLocation();
  const expiry =
    useBy !== null
      ? ({ on: useBy, kind: "use_by" } as const)
      : bestBefore !== null
        ? ({ on: bestBefore, kind: "best_before" } as const)
        : null;

  const isWhole = problems.length === 0 && produced !== null && variant !== null;
  const facts: RowFacts | null = isWhole
    ? {
        ...{ row: row.row, code, made, expiry, cureOn },
        place: optional("place"),
        maker: optional("maker"),
        notes: optional("notes"),
        item: {
          ...{ row: row.row, variantId: variant.variantId, produced, locationId },
          ...{ productTitle: variant.productTitle, variantTitle: variant.variantTitle },
        },
      }
    : null;
  return { code, facts, problems, warnings };

  function readMade(): MadeText | null {
    const written = optional("madeOn");
    const beside = optional("madeTime");
    if (written === null) return null;
    const { date, time: within, instant } = splitDateAndTime(written);
    if (instant !== null) return { day: shopDay(instant, rules.timeZone), time: null, instant };
    const madeOn = day("madeOn", date);
    const timeText = within ?? beside;
    if (timeText === null) return madeOn === null ? null : { day: madeOn, time: null, instant: null };
    const time = readTimeText(timeText);
    if (time === null) {
      return problem(
        within === null ? "madeTime" : "madeOn",
        `${quote(timeText)} is no time of the day: write it as 14:30.`,
      );
    }
    return madeOn === null ? null : { day: madeOn, time, instant: null };
  }

  function readUnits(): number | null {
    const written = text("units");
    const read = readWholeUnits(written);
    return typeof read === "number" ? read : problem("units", read);
  }

  function readVariant() {
    const words = {
      variantId: optional("variantId") ?? "",
      sku: optional("sku") ?? "",
      barcode: optional("barcode") ?? "",
      product: optional("product") ?? "",
      variant: optional("variant") ?? "",
    };
    const match = rules.match(words);
    if (!match.ok) return problem(match.field, asSentence(match.why));
    for (const message of match.doubts) warnings.push({ row: row.row, field: null, message });
    return match.variant;
  }

  function readLocation(): ShopifyId | null {
    const named = rules.locations === null ? null : optional("location");
    if (named === null || rules.locations === null) return null;
    const usable = rules.locations.filter((location) => location.active);
    const found = usable.find((location) => location.name.trim().toLowerCase() === named.toLowerCase());
    if (found !== undefined) return found.locationId;
    const names = usable.map((location) => location.name).join(", ");
    return problem("location", `${quote(named)} is none of the locations in use: ${names}.`);
  }
}

/** @param monthly the last day of a month may be written as the month alone (case 28) */
function settleDate(
  reading: DateText,
  dayOrder: DayOrder | null,
  monthly: boolean,
): { ok: true; day: string } | { ok: false; why: string } {
  switch (reading.kind) {
    case "day":
      return { ok: true, day: reading.day };
    case "month":
      return monthly
        ? { ok: true, day: lastDayOfMonth(reading.month) }
        : { ok: false, why: "the day is missing: write it as 2026-05-31" };
    case "either": {
      if (dayOrder === null) return { ok: false, why: "choose first which number is the day" };
      const day = reading[dayOrder];
      const read = dayOrder === "dmy" ? "day/month/year" : "month/day/year";
      return day === null
        ? { ok: false, why: `no such day when read as ${read}: write it as 2026-05-31` }
        : { ok: true, day };
    }
    case "unreadable":
      return { ok: false, why: reading.why };
  }
}

/** @returns units, or a sentence that says why not. Units are whole and never guessed out of separators (case 39). */
function readWholeUnits(written: string): number | string {
  if (written === "") return "The number of units is missing.";
  const whole = /^(\d{1,9})(?:[.,]0{1,2})?$/.exec(written)?.[1];
  if (whole !== undefined) return Number(whole) === 0 ? "Enter at least 1 unit." : Number(whole);
  if (/^\d{1,3}(?:[.,'’ \u00a0\u202f]\d{3})+$/.test(written)) {
    const digits = written.replace(/\D/g, "");
    return `${quote(written)} has a separator in it: write ${digits}, if that is the number of units.`;
  }
  if (/^\d*[.,]\d+$/.test(written)) {
    return `${quote(written)} is no whole number: enter the units made, not their weight.`;
  }
  return /^[-−]\s?\d/.test(written)
    ? `${quote(written)} is less than nothing: enter the units made.`
    : `${quote(written)} is no number of units: write it in digits alone, such as 48.`;
}

/** What the spreadsheet may have done to a code. What a code itself is like is looked at with the others. */
function codeDoubts(written: string): string[] {
  const doubts: string[] = [];
  if (written !== written.trim() && written.trim() !== "") {
    doubts.push("The spaces around this code are left out.");
  }
  if (/^\d[.,]\d+E\+\d+$/i.test(written.trim())) {
    doubts.push("The spreadsheet may have rounded this code: format the column as text and enter it again.");
  }
  return doubts;
}

function quote(text: string): string {
  const short = text.length > 40 ? `${text.slice(0, 39)}…` : text;
  return `“${short}”`;
}

function asSentence(why: string): string {
  return `${why.charAt(0).toUpperCase()}${why.slice(1)}${/[.!?]$/.test(why) ? "" : "."}`;
}
