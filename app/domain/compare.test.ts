import { describe, expect, test } from "vitest";
import { compareBytes, compareIds } from "./compare.ts";

describe("texts by their bytes", () => {
  test.each([
    ["A", "B"],
    ["B", "a"],
    ["A", "AA"],
    ["Z", "Ä"],
    // In UTF-16 the emoji's surrogates come before this letter; in UTF-8, and in the database, after it.
    ["ﬀ", "😀"],
    ["😀", "😁"],
    ["", "A"],
  ])("%s comes before %s", (first, second) => {
    expect(compareBytes(first, second)).toBeLessThan(0);
    expect(compareBytes(second, first)).toBeGreaterThan(0);
    expect(Math.sign(compareBytes(first, second))).toBe(
      Math.sign(Buffer.compare(Buffer.from(first), Buffer.from(second))),
    );
  });

  test("equal texts are equal", () => {
    expect(compareBytes("LAV-0412", "LAV-0412")).toBe(0);
  });
});

test("ids compare as numbers, above 2^53 too", () => {
  const ids = [9007199254740993n, 10n, 9007199254740992n, 9n];
  expect([...ids].sort(compareIds)).toEqual([9n, 10n, 9007199254740992n, 9007199254740993n]);
});
