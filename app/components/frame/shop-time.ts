import { wallClock } from "#app/domain/wall-clock.ts";

const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"] as const;
const MONTHS_IN_FULL =
  "January February March April May June July August September October November December".split(" ");
const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
/** Further away nobody counts in days. */
const MOST_DAYS_SAID = 90;
const DAYS_A_MONTH = 365.25 / 12;
/** Further away nobody counts in months. */
const MOST_MONTHS_SAID = 23;

/** `12 Mar 2026`. Months are spelt by us: servers and browsers disagree about abbreviations. */
export function sayDay(day: string): string {
  const [year = "", month = "", date = ""] = day.split("-");
  return `${Number(date)} ${MONTHS[Number(month) - 1] ?? month} ${year}`;
}

/** `May 2027`, from `2027-05` */
export function sayMonth(month: string): string {
  const [year = "", number = ""] = month.split("-");
  return `${MONTHS_IN_FULL[Number(number) - 1] ?? number} ${year}`;
}

/** `Today at 14:05`, `Yesterday at 09:10`, `3 Mar at 14:05`, with the year when it is another one. */
export function sayInstant(instant: Date | string, now: Date, timeZone: string): string {
  const then = wallClock(new Date(instant), timeZone);
  const today = wallClock(now, timeZone).day;
  const away = daysBetween(today, then.day);
  if (away === 0) return `Today at ${then.time}`;
  if (away === -1) return `Yesterday at ${then.time}`;
  if (away === 1) return `Tomorrow at ${then.time}`;
  const day = sayDay(then.day);
  return `${then.day.slice(0, 4) === today.slice(0, 4) ? day.slice(0, -5) : day} at ${then.time}`;
}

/** `12 Mar 2026, 14:05`: for records, where "today" would not do. */
export function sayExactly(instant: Date | string, timeZone: string): string {
  const { day, time } = wallClock(new Date(instant), timeZone);
  return `${sayDay(day)}, ${time}`;
}

/** `today`, `tomorrow`, `in 5 days`, `yesterday`, `3 days ago`, `in 20 months`, `2½ years ago`. Both are plain calendar days. */
export function sayDaysAway(day: string, today: string): string {
  const days = daysBetween(today, day);
  if (days === 0) return "today";
  if (days === 1) return "tomorrow";
  if (days === -1) return "yesterday";
  const span = saySpan(Math.abs(days));
  return days > 0 ? `in ${span}` : `${span} ago`;
}

function saySpan(days: number): string {
  if (days <= MOST_DAYS_SAID) return countOf(days, "day");
  const months = Math.round(days / DAYS_A_MONTH);
  if (months <= MOST_MONTHS_SAID) return countOf(months, "month");
  const halfYears = Math.round(months / 6);
  return `${Math.floor(halfYears / 2)}${halfYears % 2 === 0 ? "" : "½"} years`;
}

/** `0.4 seconds`, `48 seconds`, `3 minutes 20 seconds`, `2 hours 5 minutes`. */
export function sayDuration(ms: number): string {
  if (ms < 10_000) return `${(ms / 1_000).toFixed(ms < 995 ? 2 : 1)} seconds`;
  const seconds = Math.round(ms / 1_000);
  if (seconds < 60) return countOf(seconds, "second");
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return join(countOf(minutes, "minute"), seconds % 60, "second");
  const hours = Math.floor(ms / MINUTE_MS / 60);
  return join(countOf(hours, "hour"), minutes % 60, "minute");
}

/** Calendar days from one day to the other; negative when the second is earlier. */
function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / DAY_MS);
}

function join(first: string, rest: number, word: string): string {
  return rest === 0 ? first : `${first} ${countOf(rest, word)}`;
}

function countOf(count: number, word: string): string {
  return `${count} ${word}${count === 1 ? "" : "s"}`;
}
