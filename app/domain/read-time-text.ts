/** A date and a time in one cell, apart. */
export interface DateAndTime {
  /** As written. */
  date: string;
  /** As written; null: the cell holds a date alone. */
  time: string | null;
  /** The cell names an instant by itself: RFC 3339 with its offset. */
  instant: Date | null;
}

const INSTANT = /^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:?\d{2})$/;
const DATE_THEN_TIME = /^(.*\d)(?:,? |T)(\d{1,2}[:h]\d{2}(?::\d{2}(?:\.\d+)?)?(?: ?[ap]\.?m\.?)?)$/i;
const TIME = /^(\d{1,2})(?:[:.h](\d{2})(?::\d{2}(?:\.\d+)?)?|h)?(?: ?([ap])\.?m\.?)?(?: ?(?:h|uhr))?$/i;

/** Parts `4/3/2026 9:30 PM` into its date and its time. The date is not read here. */
export function splitDateAndTime(text: string): DateAndTime {
  if (INSTANT.test(text)) {
    const instant = new Date(text.replace(" ", "T"));
    if (!Number.isNaN(instant.getTime())) return { date: text.slice(0, 10), time: null, instant };
  }
  const [, date, time] = DATE_THEN_TIME.exec(text) ?? [];
  return date === undefined || time === undefined
    ? { date: text, time: null, instant: null }
    : { date, time, instant: null };
}

/** `9:30`, `9.30`, `9h30`, `9:30 pm`, `9 am` → `HH:mm`; seconds are dropped. Null when it is no time of the day. */
export function readTimeText(text: string): string | null {
  const [, hourText, minuteText, half] = TIME.exec(text.trim()) ?? [];
  if (hourText === undefined) return null;
  // A number alone is no time: nobody knows whether 9 are hours.
  if (minuteText === undefined && half === undefined && !/h|uhr/i.test(text)) return null;
  const written = Number(hourText);
  const minute = Number(minuteText ?? 0);
  if (half !== undefined && (written < 1 || written > 12)) return null;
  const hour = half === undefined ? written : (written % 12) + (half.toLowerCase() === "p" ? 12 : 0);
  if (hour > 23 || minute > 59) return null;
  return `${String(hour).padStart(2, "0")}:${String(minute).padStart(2, "0")}`;
}
