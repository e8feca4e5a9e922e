import { describe, expect, test } from "vitest";
import { mergeDifferences, mergedDates, takesMerges } from "./merge-rules.ts";

type Facts = Parameters<typeof mergedDates>[0][number];
const batch = (change: Partial<Facts> = {}): Facts => ({
  ...{ id: "t", code: "T", status: "open", expiresOn: "2027-06-01", expiryKind: "best_before", cureOn: null },
  ...change,
});

describe("merging batches", () => {
  test.each<[string, Partial<Facts>, Partial<Facts>, string[]]>([
    ["alike", {}, {}, []],
    ["of an earlier expiry", {}, { expiresOn: "2027-01-01" }, ["expiry"]],
    ["of a later expiry", {}, { expiresOn: "2028-01-01" }, ["expiry"]],
    ["without an expiry", {}, { expiresOn: null, expiryKind: null }, ["expiry"]],
    ["of another kind of expiry", {}, { expiryKind: "use_by" }, ["expiry"]],
    ["of another cure date", {}, { cureOn: "2026-12-01" }, ["cure"]],
    ["on hold, into an open one", {}, { status: "on_hold" }, ["release"]],
    ["a draft, into an open one", {}, { status: "draft" }, ["release"]],
    ["on hold, into one on hold", { status: "on_hold" }, { status: "on_hold" }, []],
    ["open, into one on hold", { status: "on_hold" }, {}, []],
    [
      "different in all",
      {},
      { status: "closed", cureOn: "2026-12-01", expiresOn: null, expiryKind: null },
      ["expiry", "cure", "release"],
    ],
  ])("asks about a source %s", (_name, target, source, kinds) => {
    const differences = mergeDifferences(batch(target), [batch({ id: "s", code: "S", ...source })]);
    expect(differences.map(({ kind }) => kind)).toEqual(kinds);
    expect(new Set(differences.map(({ key }) => key)).size).toBe(kinds.length);
  });

  test("a yes to one date is no yes to another", () => {
    const keys = ["2027-01-01", "2027-01-02"].map(
      (expiresOn) => mergeDifferences(batch(), [batch({ id: "s", expiresOn })])[0]?.key,
    );
    expect(keys[0]).not.toBe(keys[1]);
  });

  test("the earliest expiry governs, use by wins over best before, the last cure date counts", () => {
    const all = [
      batch({ cureOn: "2026-12-01" }),
      batch({ expiresOn: "2027-01-01", cureOn: "2026-12-24" }),
      batch({ expiresOn: "2029-01-01", expiryKind: "use_by" }),
      batch({ expiresOn: null, expiryKind: null }),
    ];
    expect(mergedDates(all)).toEqual({
      ...{ expiresOn: "2027-01-01", expiryKind: "use_by", cureOn: "2026-12-24" },
    });
    expect(mergedDates([batch({ expiresOn: null, expiryKind: null })])).toMatchObject({
      expiresOn: null,
      expiryKind: null,
    });
  });

  test("only batches that are worked with take units in", () => {
    const states = ["draft", "open", "on_hold", "closed", "recalled"] as const;
    expect(states.filter(takesMerges)).toEqual(["draft", "open", "on_hold"]);
  });
});
