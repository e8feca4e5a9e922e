import { shopDay } from "./shop-day.ts";

const DAY_MS = 86_400_000;
const clocks = new Map<string, Intl.DateTimeFormat>();

/** One for each zone: a file of ten thousand dates asks sixty thousand times. */
function clockOf(timeZone: string): Intl.DateTimeFormat {
  let clock = clocks.get(timeZone);
  if (clock === undefined) {
    clock = new Intl.DateTimeFormat("en-US", {
      timeZone,
      hourCycle: "h23",
      hour: "2-digit",
      minute: "2-digit",
    });
    clocks.set(timeZone, clock);
  }
  return clock;
}

/** What a clock on the wall of the shop shows. */
export interface WallClock {
  /** `YYYY-MM-DD` */
  day: string;
  /** `HH:mm`, 24 hours */
  time: string;
}

/** Reads the shop's wall clock at an instant. @throws {RangeError} when the zone is unknown */
export function wallClock(instant: Date, timeZone: string): WallClock {
  const parts = clockOf(timeZone).formatToParts(instant);
  const part = (type: Intl.DateTimeFormatPartTypes) => parts.find((each) => each.type === type)?.value ?? "";
  return { day: shopDay(instant, timeZone), time: `${part("hour")}:${part("minute")}` };
}

/**
 * The instant at which the shop's wall clock shows this day and time. A time that the clock jumps over in spring becomes
 * the same distance after the jump; one that it shows twice in autumn is the first of the two.
 * @returns null when day or time is not a real one
 */
export function instantOfWallClock({ day, time }: WallClock, timeZone: string): Date | null {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(day) || !/^\d{2}:\d{2}$/.test(time)) return null;
  const asUtc = new Date(`${day}T${time}:00Z`);
  if (Number.isNaN(asUtc.getTime()) || !asUtc.toISOString().startsWith(`${day}T${time}`)) return null;
  const shown = (instant: number) => {
    const clock = wallClock(new Date(instant), timeZone);
    return Date.parse(`${clock.day}T${clock.time}:00Z`);
  };
  // Offsets a day before and after cover both sides of any change of the clock nearby.
  const offsets = [asUtc.getTime() - DAY_MS, asUtc.getTime() + DAY_MS].map(
    (instant) => shown(instant) - instant,
  );
  const candidates = offsets.map((offset) => asUtc.getTime() - offset);
  const exact = candidates.filter((candidate) => shown(candidate) === asUtc.getTime());
  return new Date(exact.length > 0 ? Math.min(...exact) : Math.max(...candidates));
}
