import { shopDay } from "./shop-day.ts";

/** No calendar day is longer than this, daylight saving and zone changes included. */
const LONGEST_DAY_MS = 48 * 3_600_000;

/** The first millisecond of the shop's calendar day that an instant lies in; days of 23 and 25 hours are what they are. */
export function shopDayStart(instant: Date, timeZone: string): Date {
  const day = shopDay(instant, timeZone);
  let before = instant.getTime() - LONGEST_DAY_MS;
  let within = instant.getTime();
  while (within - before > 1) {
    const middle = Math.floor((before + within) / 2);
    if (shopDay(new Date(middle), timeZone) === day) within = middle;
    else before = middle;
  }
  return new Date(within);
}
