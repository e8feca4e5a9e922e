import { describe, expect, test } from "vitest";
import { sayDaysAway, sayDuration, sayInstant, sayMonth } from "./shop-time.ts";

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

  test("a month is said in full", () => {
    expect(sayMonth("2027-05")).toBe("May 2027");
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
    ["2028-10-21", "in 23 months"],
    ["2028-11-21", "in 2 years"],
    ["2029-05-22", "in 2½ years"],
    ["2020-01-27", "7 years ago"],
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
