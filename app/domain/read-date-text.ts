import { addDays } from "./add-days.ts";

/** `dmy`: the day stands first, as in 31/12/2026. `mdy`: the month does. */
export type DayOrder = "dmy" | "mdy";

/** What a date that somebody wrote can mean. Days are `YYYY-MM-DD`, months `YYYY-MM`. */
export type DateText =
  /** One reading only. */
  | { kind: "day"; day: string }
  /** Numbers with slashes or dashes between them: which is the day, the writer knows. Null: no real date that way. */
  | { kind: "either"; dmy: string | null; mdy: string | null }
  | { kind: "month"; month: string }
  /** `why` goes on after "…": it says what is wrong and what to write instead. */
  | { kind: "unreadable"; why: string };

/** Day 1 of the count that spreadsheets keep inside (they take 1900 for a leap year). */
const SPREADSHEET_EPOCH = "1899-12-30";
const FIRST_YEAR = 1970;
const LAST_YEAR = 2199;
/** Batches are made, and expire, within so many years. */
const YEARS_NEAR = 10;
/** Nobody writes a date longer than this. */
const LONGEST = 40;
const WRITE_IT = "write it as 2026-05-31";
const NO_SUCH_DAY = `there is no such day: ${WRITE_IT}`;

/**
 * Reads a date as people write it: ISO, 31/12/2026, 12-31-26, 31.12.2026, 31 Dec 2026, Dec 31, 2026, and months alone
 * (05/2027, 2027-05, May 2027, May-27). Two digits of a year are completed by the rule of GS1 (DOMAIN.md case 120). Which
 * of 3/4/2026 is the day is not guessed: both readings come back (case 113).
 * @param text trimmed, not empty
 * @param currentYear of the shop's calendar
 */
export function readDateText(text: string, currentYear: number): DateText {
  if (text.length > LONGEST) return { kind: "unreadable", why: `it cannot be read as a date: ${WRITE_IT}` };
  const plain = text.replace(/\s+/g, " ").replace(/[T ]00:00(?::00(?:\.0+)?)?$/, "");
  return (
    readNumbers(plain, currentYear) ??
    readWithMonthName(plain, currentYear) ?? { kind: "unreadable", why: whyUnreadable(plain) }
  );
}

function readNumbers(text: string, currentYear: number): DateText | null {
  const isNear = (day: string) => Math.abs(Number(day.slice(0, 4)) - currentYear) <= YEARS_NEAR;
  const yearFirst =
    /^(\d{4})([-/.])(\d{1,2})\2(\d{1,2})$/.exec(text) ?? /^(\d{4})()(\d{2})(\d{2})$/.exec(text);
  if (yearFirst !== null) return dayOrNone(yearFirst[1], yearFirst[3], yearFirst[4]);

  const dotted = /^(\d{1,2})\. ?(\d{1,2})\. ?(\d{4}|\d{2})$/.exec(text);
  if (dotted !== null) return dayOrNone(fullYear(dotted[3], currentYear), dotted[2], dotted[1]);

  const three = /^(\d{1,2}) ?([-/]) ?(\d{1,2}) ?\2 ?(\d{4}|\d{2})$/.exec(text);
  if (three !== null) {
    const year = fullYear(three[4], currentYear);
    const dmy = realDay(year, three[3], three[1]);
    const mdy = realDay(year, three[1], three[3]);
    if (dmy === null && mdy === null) return { kind: "unreadable", why: NO_SUCH_DAY };
    const yearAhead = realDay(fullYear(three[1], currentYear), three[3], three[4]);
    if (three[4]?.length === 2 && yearAhead !== null && isNear(yearAhead) && !isNear(year)) {
      return { kind: "unreadable", why: `the year may stand first: write it as ${yearAhead}` };
    }
    return dmy !== null && dmy === mdy ? { kind: "day", day: dmy } : { kind: "either", dmy, mdy };
  }

  const yearAndMonth = /^(\d{4})[-/.](\d{1,2})$/.exec(text);
  if (yearAndMonth !== null) return monthOrNone(yearAndMonth[1], yearAndMonth[2]);
  const monthAndYear = /^(\d{1,2}) ?[-/.] ?(\d{4}|\d{2})$/.exec(text);
  return monthAndYear === null ? null : monthOrNone(fullYear(monthAndYear[2], currentYear), monthAndYear[1]);
}

function readWithMonthName(text: string, currentYear: number): DateText | null {
  const year = (digits: string | undefined) => fullYear(digits, currentYear);
  const dayFirst =
    /^(\d{1,2})(?:st|nd|rd|th|\.)?[ \-/]*(?:of |de )?([\p{L}\p{M}]+)\.?[ ,\-/]*(?:de )?'?(\d{4}|\d{2})$/iu.exec(
      text,
    );
  if (dayFirst !== null) return named(year(dayFirst[3]), dayFirst[2], dayFirst[1]);

  const monthFirst = /^([\p{L}\p{M}]+)\.?[ -]?(\d{1,2})(?:st|nd|rd|th)?(?:, ?| |-)'?(\d{4}|\d{2})$/iu.exec(
    text,
  );
  if (monthFirst !== null) return named(year(monthFirst[3]), monthFirst[1], monthFirst[2]);

  const yearFirst = /^(\d{4})[ -]([\p{L}\p{M}]+)\.?(?:[ -](\d{1,2}))?$/u.exec(text);
  if (yearFirst !== null) return named(year(yearFirst[1]), yearFirst[2], yearFirst[3]);

  const alone = /^([\p{L}\p{M}]+)\.?[ ,\-/]*(?:de )?'?(\d{4}|\d{2})$/iu.exec(text);
  return alone === null ? null : named(year(alone[2]), alone[1], undefined);
}

/** @returns null when the word is no month's name */
function named(year: string, name: string | undefined, day: string | undefined): DateText | null {
  const month = monthNumber(name ?? "");
  if (month === undefined) return null;
  return day === undefined ? monthOrNone(year, month) : dayOrNone(year, month, day);
}

function whyUnreadable(text: string): string {
  const serial = /^(\d{5})(?:[.,]\d+)?$/.exec(text)?.[1];
  if (serial !== undefined) {
    const day = addDays(SPREADSHEET_EPOCH, Number(serial));
    return `it is a spreadsheet's own number (perhaps ${day}): format the column as a date and save the file again`;
  }
  return /^\d{1,2}[ .\-/]*\p{L}+$/u.test(text)
    ? `the year is missing: ${WRITE_IT}`
    : `it cannot be read as a date: ${WRITE_IT}`;
}

type Digits = string | undefined;

function dayOrNone(year: Digits, month: Digits, day: Digits): DateText {
  const real = realDay(year, month, day);
  return real === null ? { kind: "unreadable", why: NO_SUCH_DAY } : { kind: "day", day: real };
}

function monthOrNone(year: Digits, month: Digits): DateText {
  const first = realDay(year, month, "1");
  return first === null
    ? { kind: "unreadable", why: "there is no such month: write it as 2027-05" }
    : { kind: "month", month: first.slice(0, 7) };
}

function realDay(year: Digits, month: Digits, day: Digits): string | null {
  const text = [year, month, day].map((digits) => (digits ?? "").padStart(2, "0")).join("-");
  const instant = new Date(`${text}T00:00:00Z`);
  const isReal = !Number.isNaN(instant.getTime()) && instant.toISOString().startsWith(text);
  return isReal && Number(year) >= FIRST_YEAR && Number(year) <= LAST_YEAR ? text : null;
}

/** GS1 General Specifications, 7.12: two digits mean the year that is at most 49 ahead and 50 back. */
function fullYear(digits: Digits, currentYear: number): string {
  if (digits === undefined || digits.length !== 2) return digits ?? "";
  const century = currentYear - (currentYear % 100);
  const ahead = Number(digits) - (currentYear % 100);
  return String(century + Number(digits) + (ahead >= 51 ? -100 : ahead <= -50 ? 100 : 0));
}

/** Of the languages that shops keep their spreadsheets in; none calls two months by one name. */
const MONTHS = [
  "january jan januar janvier enero ene gennaio gen januari janeiro",
  "february feb februar fevrier fev fevr febrero febbraio februari fevereiro",
  "march mar marz mrz mars marzo maart mrt marco",
  "april apr avril avr abril abr aprile",
  "may mai mayo maggio mag mei maio",
  "june jun juni juin junio giugno giu junho",
  "july jul juli juillet juil julio luglio lug julho",
  "august aug aout agosto ago augustus",
  "september sep sept septembre septiembre settembre set setembro",
  "october oct oktober okt octobre octubre ottobre ott outubro out",
  "november nov novembre noviembre novembro",
  "december dec dezember dez decembre diciembre dic dicembre dezembro",
].flatMap((names, index) => names.split(" ").map((name) => [name, String(index + 1)] as const));
const MONTH_NUMBER = new Map(MONTHS);

function monthNumber(name: string): string | undefined {
  return MONTH_NUMBER.get(name.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase());
}
