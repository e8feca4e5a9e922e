import { expect, test } from "vitest";
import { retryDelayMs } from "./retry-delay.ts";

test("waits double from failure to failure up to ten seconds", () => {
  const atMost = [1, 2, 3, 4, 5, 6, 7].map((failures) => retryDelayMs(failures, () => 1));
  expect(atMost).toEqual([300, 600, 1200, 2400, 4800, 9600, 10_000]);
});

test("two callers who failed together do not come back together", () => {
  expect(retryDelayMs(4, () => 0)).toBe(1200);
  expect(retryDelayMs(4, () => 1)).toBe(2400);
});
