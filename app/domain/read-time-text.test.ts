import { describe, expect, test } from "vitest";
import { readTimeText, splitDateAndTime } from "./read-time-text.ts";

describe("a time that somebody wrote", () => {
  test.each([
    ["9:30", "09:30"],
    ["09.30", "09:30"],
    ["9h30", "09:30"],
    ["9h", "09:00"],
    ["9 Uhr", "09:00"],
    ["23:59:59", "23:59"],
    ["9:30 pm", "21:30"],
    ["12:05 a.m.", "00:05"],
    ["12 PM", "12:00"],
    ["9", null],
    ["24:00", null],
    ["9:60", null],
    ["13:00 pm", null],
    ["morning", null],
  ])("%j is %j", (text, time) => {
    expect(readTimeText(text)).toBe(time);
  });
});

describe("a date and a time in one cell", () => {
  test.each([
    ["4/3/2026 9:30 PM", "4/3/2026", "9:30 PM"],
    ["2026-03-04T09:30", "2026-03-04", "09:30"],
    ["04.03.2026, 09:30:15", "04.03.2026", "09:30:15"],
    ["04.03.2026", "04.03.2026", null],
    ["4 Mar 2026", "4 Mar 2026", null],
  ])("%j is %j and %j", (text, date, time) => {
    expect(splitDateAndTime(text)).toEqual({ date, time, instant: null });
  });

  test("an instant with its offset is that instant, whatever the shop's zone", () => {
    expect(splitDateAndTime("2026-03-04T09:30:00+02:00").instant?.toISOString()).toBe(
      "2026-03-04T07:30:00.000Z",
    );
    expect(splitDateAndTime("2026-03-04 09:30Z").instant?.toISOString()).toBe("2026-03-04T09:30:00.000Z");
  });
});
