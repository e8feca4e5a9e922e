import { describe, expect, it } from "vitest";
import { checkWording } from "./recall-wording.ts";
import type { NoticeWording } from "./recall-wording.ts";

const good: NoticeWording = {
  subject: "Product safety recall: lavender soap",
  body: "We are recalling the soap named below.",
  reason: "Too much lye.",
  hazard: "It can burn the skin.",
  instructions: "Stop using it at once.",
  remedies: ["refund"],
};

it("has nothing to say about a complete notice", () => {
  expect(checkWording(good)).toEqual([]);
});

describe("what the law asks for", () => {
  it.each([
    ["body", "This is a Voluntary recall.", "voluntary"],
    ["hazard", "In rare cases it burns.", "in rare cases"],
    ["reason", "No injuries reported so far.", "no injuries reported"],
    ["body", "Ein freiwilliger Rückruf? Nein: freiwillig.", "freiwillig"],
    ["body", "Rappel par précaution.", "par précaution"],
    ["instructions", "Stop using it, as a precaution.", "as a precaution"],
  ] as const)("warns of words that lower the risk: %s, %s", (field, text, phrase) => {
    expect(checkWording({ ...good, [field]: text })).toContainEqual({
      kind: "lowers_the_risk",
      phrase,
      field,
    });
  });

  it.each(["Get 20 % off", "20% off your next order", "a coupon for you"])(
    "warns of promotion: %s",
    (text) => {
      const kinds = checkWording({ ...good, body: text }).map((warning) => warning.kind);
      expect(kinds.includes("promotion")).toBe(/%\soff|% off|coupon/.test(text));
    },
  );

  it("takes whole words only", () => {
    expect(checkWording({ ...good, body: "Ask our salesperson. Wholesale too." })).toEqual([]);
  });

  it.each([
    [{ subject: "About your soap" }, { kind: "recall_not_named", field: "subject" }],
    [{ instructions: "Send it back." }, { kind: "no_stop_using", field: "instructions" }],
    [{ remedies: [] }, { kind: "no_remedy", field: "remedies" }],
    [{ body: "Dear {{nmae}}" }, { kind: "unknown_placeholder", name: "nmae", field: "body" }],
    [{ body: "<b>Stop</b>" }, { kind: "markup", field: "body" }],
  ])("warns of what is missing or will not work: %o", (change, warning) => {
    expect(checkWording({ ...good, ...change })).toEqual([warning]);
  });
});
