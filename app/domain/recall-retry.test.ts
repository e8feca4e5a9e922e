import { expect, it } from "vitest";
import { MAX_NOTICE_TRIES, retryRefused, retryUnavailable } from "./recall-retry.ts";

const now = new Date("2026-11-22T12:00:00Z");
const secondsUntil = (retryAt: Date | null) =>
  retryAt === null ? null : (retryAt.getTime() - now.getTime()) / 1_000;

it("waits twice as long after each refusal, up to an hour, and gives up after a day", () => {
  const waits = Array.from({ length: MAX_NOTICE_TRIES }, (_, index) =>
    secondsUntil(retryRefused(index + 1, now)),
  );
  expect(waits.slice(0, 4)).toEqual([2, 4, 8, 16]);
  expect(Math.max(...waits.map((wait) => wait ?? 0))).toBe(3_600);
  expect(waits.at(-1)).toBeNull();
  const total = waits.reduce<number>((sum, wait) => sum + (wait ?? 0), 0);
  expect(total).toBeGreaterThan(24 * 3_600);
});

it("never gives a notice up because the server is away, and looks at least every five minutes", () => {
  expect(secondsUntil(retryUnavailable(1, now))).toBe(2);
  expect(secondsUntil(retryUnavailable(10_000, now))).toBe(300);
});
