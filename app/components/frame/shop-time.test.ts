import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { instantOfWallClock, sayDaysAway, sayDuration, sayInstant, wallClock } from "./shop-time.ts";

const ZONES = [
  "UTC",
  "Pacific/Apia",
  "Pacific/Honolulu",
  "America/New_York",
  "Europe/Berlin",
  "Asia/Kathmandu",
];

describe("the shop's wall clock", () => {
  test.each([
    ["UTC+13", "Pacific/Apia", "2026-06-30T11:30:00Z", { day: "2026-07-01", time: "00:30" }],
    ["UTC-10", "Pacific/Honolulu", "2026-06-30T09:59:00Z", { day: "2026-06-29", time: "23:59" }],
    ["midnight is 00, not 24", "UTC", "2026-06-30T00:00:00Z", { day: "2026-06-30", time: "00:00" }],
  ])("%s", (_name, zone, instant, expected) => {
    expect(wallClock(new Date(instant), zone)).toEqual(expected);
  });

  test("reading the clock and setting it back gives the same minute, in every zone", () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...ZONES),
        fc.integer({ min: Date.UTC(2015, 0), max: Date.UTC(2035, 0) }),
        (zone, milliseconds) => {
          const instant = new Date(Math.floor(milliseconds / 60_000) * 60_000);
          const clock = wallClock(instant, zone);
          const back = instantOfWallClock(clock, zone);
          expect(back).not.toBeNull();
          expect(wallClock(back as Date, zone)).toEqual(clock);
          // In the hour that the clock shows twice the first one is meant.
          expect([0, 3_600_000]).toContain(instant.getTime() - (back as Date).getTime());
        },
      ),
    );
  });

  test.each([
    ["the hour that spring leaves out moves behind it", "2026-03-29", "02:30", "2026-03-29T01:30:00.000Z"],
    ["the hour that autumn repeats is the first one", "2026-10-25", "02:30", "2026-10-25T00:30:00.000Z"],
  ])("on the day the clock changes, %s", (_name, day, time, expected) => {
    expect(instantOfWallClock({ day, time }, "Europe/Berlin")?.toISOString()).toBe(expected);
  });

  test.each([
    ["2026-02-30", "10:00"],
    ["2026-13-01", "10:00"],
    ["2026-01-01", "24:01"],
    ["", "10:00"],
    ["2026-01-01", ""],
  ])("refuses %j %j", (day, time) => {
    expect(instantOfWallClock({ day, time }, "UTC")).toBeNull();
  });
});

describe("plain words", () => {
  const now = new Date("2026-11-22T12:00:00Z");

  test.each([
    ["2026-11-22T08:05:00Z", "Today at 08:05"],
    ["2026-11-21T23:59:00Z", "Yesterday at 23:59"],
    ["2026-11-23T00:00:00Z", "Tomorrow at 00:00"],
    ["2026-03-03T14:05:00Z", "3 Mar at 14:05"],
    ["2025-11-22T14:05:00Z", "22 Nov 2025 at 14:05"],
  ])("%s is said as %j", (instant, words) => {
    expect(sayInstant(instant, now, "UTC")).toBe(words);
  });

  test("the day is the shop's, not the server's", () => {
    expect(sayInstant("2026-11-22T10:30:00Z", now, "Pacific/Apia")).toBe("Yesterday at 23:30");
  });

  test.each([
    ["2026-11-22", "today"],
    ["2026-11-23", "tomorrow"],
    ["2026-12-02", "in 10 days"],
    ["2026-11-21", "yesterday"],
    ["2026-11-01", "21 days ago"],
    ["2027-02-20", "in 90 days"],
    ["2027-02-21", "in 3 months"],
    ["2028-11-21", "in 24 months"],
    ["2026-05-20", "6 months ago"],
  ])("%s is %s", (day, words) => {
    expect(sayDaysAway(day, "2026-11-22")).toBe(words);
  });

  test.each([
    [412, "0.41 seconds"],
    [1_000, "1.0 seconds"],
    [48_000, "48 seconds"],
    [60_000, "1 minute"],
    [200_000, "3 minutes 20 seconds"],
    [7_500_000, "2 hours 5 minutes"],
  ])("%i ms is %s", (ms, words) => {
    expect(sayDuration(ms)).toBe(words);
  });
});
