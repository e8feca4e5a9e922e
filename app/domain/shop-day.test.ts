import { describe, expect, test } from "vitest";
import { shopDay } from "./shop-day.ts";

describe("the shop's calendar day", () => {
  test.each([
    // Auckland is at UTC+13 in summer, Honolulu at UTC-10: one instant, three days apart in name.
    ["2026-01-15T10:59:59Z", "Pacific/Auckland", "2026-01-15"],
    ["2026-01-15T11:00:00Z", "Pacific/Auckland", "2026-01-16"],
    ["2026-01-15T09:59:59Z", "Pacific/Honolulu", "2026-01-14"],
    ["2026-01-15T10:00:00Z", "Pacific/Honolulu", "2026-01-15"],
    ["2026-01-15T23:59:59.999Z", "UTC", "2026-01-15"],
    // Half-hour zone.
    ["2026-01-15T18:29:59Z", "Asia/Kolkata", "2026-01-15"],
    ["2026-01-15T18:30:00Z", "Asia/Kolkata", "2026-01-16"],
    // Berlin's day of 23 hours: it ends at 22:00 UTC, having begun at 23:00.
    ["2026-03-28T23:00:00Z", "Europe/Berlin", "2026-03-29"],
    ["2026-03-29T21:59:59Z", "Europe/Berlin", "2026-03-29"],
    ["2026-03-29T22:00:00Z", "Europe/Berlin", "2026-03-30"],
    // And its day of 25 hours.
    ["2026-10-24T22:00:00Z", "Europe/Berlin", "2026-10-25"],
    ["2026-10-25T22:59:59Z", "Europe/Berlin", "2026-10-25"],
    ["2026-10-25T23:00:00Z", "Europe/Berlin", "2026-10-26"],
    ["2024-02-29T12:00:00Z", "America/New_York", "2024-02-29"],
  ])("at %s in %s is %s (case 25)", (instant, timeZone, day) => {
    expect(shopDay(new Date(instant), timeZone)).toBe(day);
  });

  test("a zone that does not exist is refused", () => {
    expect(() => shopDay(new Date(0), "Mars/Olympus")).toThrow(RangeError);
  });
});
