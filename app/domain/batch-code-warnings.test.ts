import { describe, expect, test } from "vitest";
import { codeWarnings, lookAlikeKey } from "./batch-code-warnings.ts";

function kinds(code: string, others: string[] = []): string[] {
  return codeWarnings(code, others).map((warning) => warning.kind);
}

describe("a code is warned about, never refused (cases 115 and 116)", () => {
  test.each(["LAV-260304-007", "a", "!\"%&'()*+,-./_:;<=>?", "12345678901234567890"])(
    "%s fits a GS1 barcode",
    (code) => {
      expect(kinds(code)).toEqual([]);
    },
  );

  test.each([
    ["123456789012345678901", ["too_long_for_gs1"], "21 characters"],
    ["LAV 12", ["characters_not_in_gs1"], "a space"],
    ["LAV#12@", ["characters_not_in_gs1"], "#, @"],
    ["SÄGE-1", ["characters_not_in_gs1"], "Ä"],
    ["LAV  12", ["characters_not_in_gs1", "odd_spaces"], "a space"],
    ["LАV-12", ["characters_not_in_gs1", "foreign_look_alike"], "А"],
  ])("%s", (code, expected, words) => {
    expect(kinds(code)).toEqual(expected);
    expect(codeWarnings(code)[0]?.message).toContain(words);
  });

  test("a code in one foreign script throughout is no look-alike", () => {
    expect(kinds("САПУН")).toEqual(["characters_not_in_gs1"]);
  });

  test.each([
    ["LOT-10", "L0T-1O"],
    ["B8", "88"],
    ["SI1", "511"],
    ["A-1", "A.1"],
    ["LАV", "LAV"],
  ])("%s and %s are easily mistaken for each other", (code, other) => {
    expect(lookAlikeKey(code)).toBe(lookAlikeKey(other));
    expect(kinds(code, ["X", other])).toContain("looks_like_other");
  });

  test("a code is not warned about itself", () => {
    expect(kinds("LOT-10", ["lot-10", "LOT-11"])).toEqual([]);
  });
});
