import { expect, it } from "vitest";
import { recallNumber, recallSequence, recallTag } from "./recall-number.ts";

it.each([
  [{ drill: false, day: "2026-11-22" }, 1, "R26-001", "recall-R26-001"],
  [{ drill: true, day: "2026-11-22" }, 42, "D26-042", "recall-D26-042"],
  [{ drill: false, day: "2030-01-01" }, 999, "R30-999", "recall-R30-999"],
  [{ drill: false, day: "2030-01-01" }, 1_000, "R30-1000", "recall-R30-1000"],
])("numbers %o with sequence %i as %s", (numbering, sequence, number, tag) => {
  expect(recallNumber(numbering, sequence)).toBe(number);
  expect(recallTag(number)).toBe(tag);
});

it("keeps tags under Shopify's 40 characters far beyond what anybody recalls", () => {
  expect(recallTag(recallNumber({ drill: false, day: "2026-01-01" }, 10 ** 9)).length).toBeLessThan(40);
});

it("counts recalls and drills of a year apart", () => {
  expect(recallSequence({ drill: true, day: "2026-12-31" })).not.toBe(
    recallSequence({ drill: false, day: "2026-12-31" }),
  );
  expect(recallSequence({ drill: false, day: "2026-12-31" })).not.toBe(
    recallSequence({ drill: false, day: "2027-01-01" }),
  );
});
