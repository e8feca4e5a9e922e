import { describe, expect, test } from "vitest";
import { checkWording } from "#app/domain/recall-wording.ts";
import { checkNotice, noticeFor, sayWarning } from "./notice-draft.ts";

describe("a notice to start from", () => {
  test("says everything but what only the merchant knows", () => {
    expect(checkNotice(noticeFor([])).map((error) => error.path)).toEqual(["reason", "hazard"]);
  });

  test("raises none of the warnings about wording, once reason and hazard are there", () => {
    const notice = { ...noticeFor([]), reason: "Glass splinters", hazard: "You can cut yourself" };
    expect(checkWording(notice)).toEqual([]);
  });

  test("blanks count as missing", () => {
    const notice = { ...noticeFor([]), reason: "x", hazard: "y", body: " \n " };
    expect(checkNotice(notice).map((error) => error.path)).toEqual(["body"]);
  });

  test("every warning of the wording check has words, and names the phrase it is about", () => {
    const bad = {
      reason: "voluntary recall",
      hazard: "in rare cases",
      instructions: "keep it",
      remedies: [],
      subject: "Hello {{customer}}",
      body: "<b>20% off</b>",
    };
    const warnings = checkWording(bad);
    expect(new Set(warnings.map((warning) => warning.kind)).size).toBe(7);
    for (const warning of warnings) {
      const words = sayWarning(warning);
      expect(words.length).toBeGreaterThan(20);
      if ("phrase" in warning) expect(words).toContain(warning.phrase);
    }
  });
});
