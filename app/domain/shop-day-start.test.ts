import { expect, it } from "vitest";
import { shopDayStart } from "./shop-day-start.ts";

it.each([
  ["UTC", "2026-11-22T10:00:00Z", "2026-11-22T00:00:00.000Z"],
  ["UTC", "2026-11-22T00:00:00Z", "2026-11-22T00:00:00.000Z"],
  ["Pacific/Auckland", "2026-11-22T10:59:59Z", "2026-11-21T11:00:00.000Z"],
  ["Pacific/Honolulu", "2026-11-22T09:59:59Z", "2026-11-21T10:00:00.000Z"],
  ["Asia/Kolkata", "2026-11-22T18:30:00Z", "2026-11-22T18:30:00.000Z"],
  ["Europe/Berlin", "2026-03-29T20:00:00Z", "2026-03-28T23:00:00.000Z"],
  ["Europe/Berlin", "2026-10-25T22:59:59Z", "2026-10-24T22:00:00.000Z"],
])("in %s the day of %s begins at %s", (timeZone, instant, start) => {
  expect(shopDayStart(new Date(instant), timeZone).toISOString()).toBe(start);
});
