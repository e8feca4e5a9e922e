import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { instantOfWallClock, wallClock } from "./wall-clock.ts";

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
