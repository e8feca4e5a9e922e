import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { BatchImportPlan } from "./batch-import.ts";
import { guessColumns } from "./batch-import-columns.ts";
import { variantMatcher } from "./match-variant.ts";
import type { VariantToMatch } from "./match-variant.ts";
import { planBatchImport } from "./plan-batch-import.ts";
import type { BatchImportInput } from "./plan-batch-import.ts";
import { shopDay } from "./shop-day.ts";

const ZONE = "Europe/Lisbon";
const NOW = new Date("2026-11-22T12:00:00Z");

const variant = (id: number, sku: string): VariantToMatch => ({
  ...{ variantId: BigInt(id), productTitle: "Lavender soap", variantTitle: sku, sku },
  ...{ barcode: null, deleted: false, tracked: true },
});
const match = variantMatcher(["S", "M", "L"].map((sku, index) => variant(index + 1, sku)));

/** A file of a heading and rows, cells apart by "|"; the heading is row 1. */
function plan(lines: string[], over: Partial<BatchImportInput> = {}): BatchImportPlan {
  const [headings = [], ...rows] = lines.map((line) => line.split("|"));
  return planBatchImport({
    ...{ rows: rows.map((cells, index) => ({ row: index + 2, cells })), width: headings.length },
    columns: guessColumns(headings, { locations: over.locations != null }),
    ...{ chosenOrder: null, match, locations: null, takenCodes: new Set<string>(), shopCodes: [] },
    ...{ timeZone: ZONE, now: NOW, check: () => [] },
    ...over,
  });
}

const said = (notes: BatchImportPlan["problems"]) => notes.map(({ row, message }) => `${row}: ${message}`);
const HEAD = "Code|SKU|Units|Made on|Best before";

describe("a file of batches", () => {
  test("rows of one code are one batch with several items, and what one row leaves empty another may say", () => {
    const made = plan([
      "Code|SKU|Units|Made on|Time|Use by|Cure date|Place|Maker|Notes",
      "LAV-1|S|48|2026-03-04|9:30|May 2027|2026-04-15|Kitchen|Ana|First",
      "lav-1|M|20|||||kitchen||Second",
      "LAV-2|L|7|2026-07-01||||||",
    ]);
    expect(made.problems).toEqual([]);
    expect(made.batches).toMatchObject([
      {
        ...{ code: "LAV-1", timeless: false, place: "Kitchen", maker: "Ana", notes: "First\nSecond" },
        ...{ expiresOn: "2027-05-31", expiryKind: "use_by", cureOn: "2026-04-15" },
        madeAt: new Date("2026-03-04T09:30:00Z"),
        items: [
          { row: 2, variantId: 1n, produced: 48, locationId: null },
          { row: 3, variantId: 2n, produced: 20 },
        ],
      },
      // Lisbon's midnight in summer.
      {
        code: "LAV-2",
        timeless: true,
        madeAt: new Date("2026-06-30T23:00:00Z"),
        expiresOn: null,
        expiryKind: null,
      },
    ]);
    expect(said(made.warnings)).toEqual([
      "3: lav-1 is the same batch as LAV-1 in row 2: case does not count.",
    ]);
  });

  test("a code in merged cells stands in the first row only: that batch is left out, not made with half of its items", () => {
    const made = plan([HEAD, "A|S|1|2026-03-04|", "|M|2||", "|L|3||", "B|S|1|2026-03-04|"]);
    expect(made.batches.map((batch) => batch.code)).toEqual(["B"]);
    const above =
      "Left out: row 3, further down, has no code and may be of this batch. Enter its code there.";
    const missing = "The batch code is missing: enter the one that stands on the label.";
    expect(said(made.problems)).toEqual([
      `2: ${above}`,
      expect.stringContaining(missing),
      expect.stringContaining(missing),
    ]);
  });

  test("what two rows of a batch say differently is a problem of both, which names both", () => {
    const made = plan([HEAD, "A|S|1|2026-03-04|", "B|S|1|2026-03-04|", "A|M|1|2026-03-05|"]);
    expect(made.batches.map((batch) => batch.code)).toEqual(["B"]);
    const words =
      "Row 2 says 2026-03-04 and row 4 says 2026-03-05, but both are batch A: make them equal, or give one another code.";
    expect(said(made.problems)).toEqual([`2: ${words}`, `4: ${words}`]);
  });

  test("a row with a problem leaves out its whole batch: else the code would be taken when it is mended", () => {
    const made = plan([HEAD, "A|S|48|2026-03-04|", "A|?|20|2026-03-04|", "B|S|1|2026-03-04|"]);
    expect(made.batches.map((batch) => batch.code)).toEqual(["B"]);
    expect(said(made.problems)).toEqual([
      "2: Left out with row 3, which is of the same batch and has a problem.",
      expect.stringContaining("3: No variant has the SKU ?"),
    ]);
  });

  test("a code that the shop has is a problem in any case of letters, and the rest is made (case 114)", () => {
    const made = plan([HEAD, "lav-1|S|1|2026-03-04|", "LAV-2|S|1|2026-03-04|"], {
      takenCodes: new Set(["lav-1"]),
    });
    expect(made.batches.map((batch) => batch.code)).toEqual(["LAV-2"]);
    expect(said(made.problems)).toEqual([
      expect.stringContaining("2: A batch with the code lav-1 exists already."),
    ]);
  });

  test("one variant on two rows of a batch is a problem", () => {
    const made = plan([HEAD, "A|S|1|2026-03-04|", "A|s|2|2026-03-04|"]);
    expect(made.batches).toEqual([]);
    expect(said(made.problems)).toEqual([
      expect.stringContaining("2: Left out with row 3"),
      expect.stringContaining("3: Row 2 has this variant already"),
    ]);
  });

  test.each([
    ["48", 48],
    ["48,00", 48],
    ["12,5", "no whole number"],
    ["0.5", "no whole number"],
    ["1,200", "write 1200"],
    ["1.200", "write 1200"],
    ["1 200", "write 1200"],
    ["-3", "less than nothing"],
    ["0", "at least 1 unit"],
    ["", "missing"],
    ["ten", "no number of units"],
    ["=2+2", "no number of units"],
    ["4e3", "no number of units"],
  ])("%j units are %j (case 39)", (written, expected) => {
    const made = plan([HEAD, `A|S|${written}|2026-03-04|`]);
    if (typeof expected === "number") expect(made.batches[0]?.items[0]?.produced).toBe(expected);
    else expect(said(made.problems)).toEqual([expect.stringContaining(expected)]);
  });

  test("rows without a code, units and a date are passed over, such as those of the template that were not needed", () => {
    const made = plan([HEAD, "|S|||", "A|S|1|2026-03-04|", "|M|||"]);
    expect(made).toMatchObject({ problems: [], passedOver: 2, batches: [{ code: "A" }] });
  });

  test.each([
    ["no code", "|S|1|2026-03-04|", "code"],
    ["no day", "A|S|1||", "madeOn"],
    ["a month where a day is needed", "A|S|1|March 2026|", "madeOn"],
    ["expired before it was made", "A|S|1|2026-03-04|02/2026", "bestBefore"],
    ["more cells than headings", "A|S|1|2026-03-04|2027-01-01|x", null],
    ["a spreadsheet's own number for a date", "A|S|1|46085|", "madeOn"],
    ["an error of the spreadsheet", "A|S|#REF!|2026-03-04|", "units"],
  ])("%s is a problem of its row and column", (_what, line, field) => {
    const made = plan([HEAD, line]);
    expect(made.batches).toEqual([]);
    expect(made.problems).toMatchObject([{ row: 2, field }]);
  });

  test("two dates of expiry are a problem", () => {
    const made = plan([
      "Code|SKU|Units|Made on|Best before|Use by",
      "A|S|1|2026-03-04|2027-01-01|2027-02-01",
    ]);
    expect(said(made.problems)).toEqual([expect.stringContaining("a best-before and a use-by date")]);
  });

  test("what the batch form would refuse is a problem of the row and column it is about", () => {
    const check = () => [
      { path: "items.1.produced", message: "Too many." },
      { path: "code", message: "Too long." },
    ];
    const made = plan([HEAD, "A|S|1|2026-03-04|", "A|M|1|2026-03-04|"], { check });
    expect(made.problems).toMatchObject([
      { row: 2, field: "code", message: "Too long." },
      { row: 3, field: "units", message: "Too many." },
    ]);
  });

  test("formula cells are text: nothing is computed, and an apostrophe that kept them from it is dropped (case 113)", () => {
    const made = plan([
      "Code|SKU|Units|Made on|Notes",
      "'=1+1|S|1|2026-03-04|'@home",
      "=CMD()|M|1|2026-03-04|+1",
    ]);
    expect(made.batches).toMatchObject([
      { code: "=1+1", notes: "@home" },
      { code: "=CMD()", notes: "+1" },
    ]);
  });

  test("HTML is text (case 117)", () => {
    const made = plan([
      "Code|SKU|Units|Made on|Place",
      "<b>A</b>|S|1|2026-03-04|<img src=x onerror=alert(1)>",
    ]);
    expect(made.batches).toMatchObject([{ code: "<b>A</b>", place: "<img src=x onerror=alert(1)>" }]);
  });

  test("a batch of the future is made and warned about, as in the form", () => {
    const made = plan([HEAD, "A|S|1|2026-11-23|"]);
    expect(made.batches).toHaveLength(1);
    expect(said(made.warnings)).toEqual([expect.stringContaining("2: It is made in the future")]);
  });
});

describe("which number of a date is the day (case 113)", () => {
  const days = (made: BatchImportPlan) => made.batches.map((batch) => shopDay(batch.madeAt, ZONE));

  test("is settled for all dates by one that can only be read one way, in any column", () => {
    const made = plan([HEAD, "A|S|1|3/2/2026|", "B|S|1|4/3/2026|25/12/2026"]);
    expect(made.dayOrder).toMatchObject({ kind: "settled", order: "dmy", by: "file", example: { row: 3 } });
    expect(days(made)).toEqual(["2026-02-03", "2026-03-04"]);
    const other = plan([HEAD, "A|S|1|2/3/2026|", "B|S|1|3/4/2026|12/25/2026"]);
    expect(other.dayOrder).toMatchObject({ kind: "settled", order: "mdy" });
    expect(days(other)).toEqual(["2026-02-03", "2026-03-04"]);
  });

  test("is asked when no date settles it, and not guessed", () => {
    const lines = [HEAD, "A|S|1|3/2/2026|", "B|S|1|5/5/2026|"];
    const made = plan(lines);
    expect(made.dayOrder).toEqual({
      kind: "ambiguous",
      example: { row: 2, text: "3/2/2026", dmy: "2026-02-03", mdy: "2026-03-02" },
    });
    // The fifth of May is the fifth of May.
    expect(days(made)).toEqual(["2026-05-05"]);
    expect(days(plan(lines, { chosenOrder: "mdy" }))).toEqual(["2026-03-02", "2026-05-05"]);
    expect(days(plan(lines, { chosenOrder: "dmy" }))).toEqual(["2026-02-03", "2026-05-05"]);
  });

  test("is asked when dates contradict, and those of the other order are errors of their rows then", () => {
    const lines = [HEAD, "A|S|1|25/2/2026|", "B|S|1|2/25/2026|", "C|S|1|3/4/2026|"];
    expect(plan(lines).dayOrder).toMatchObject({ kind: "contradictory", dmy: { row: 2 }, mdy: { row: 3 } });
    expect(plan(lines).batches).toEqual([]);
    const made = plan(lines, { chosenOrder: "dmy" });
    expect(days(made)).toEqual(["2026-02-25", "2026-04-03"]);
    expect(said(made.problems)).toEqual([
      expect.stringContaining("3: “2/25/2026”: no such day when read as day/month/year"),
    ]);
  });

  test("is of no matter for ISO dates, dotted dates and months in words", () => {
    const made = plan([HEAD, "A|S|1|2026-02-03|", "B|S|1|3.2.2026|", "C|S|1|3 Feb 2026|"]);
    expect(made.dayOrder).toEqual({ kind: "none" });
    expect(days(made)).toEqual(["2026-02-03", "2026-02-03", "2026-02-03"]);
  });
});

describe("codes that may cost trouble are warned about and made all the same (cases 115, 116)", () => {
  const warned = (codes: string[], shopCodes: string[] = []) =>
    said(plan([HEAD, ...codes.map((code) => `${code}|S|1|2026-03-04|`)], { shopCodes }).warnings);

  test.each([
    ["a code like one of the shop", ["LOT-1O"], ["LOT-10"], ["2: Easily mistaken for batch LOT-10."]],
    [
      "two alike in the file",
      ["LOT-I", "LOT-1"],
      [],
      ["2: Easily mistaken", "3: Easily mistaken for batch LOT-I."],
    ],
    ["more than GS1 holds", ["A".repeat(21)], [], ["2: 21 characters"]],
    ["a letter that GS1 cannot hold", ["LOT#1"], [], ["2: A GS1 barcode cannot hold #."]],
    ["spaces around it", [" LOT 1"], [], ["2: The spaces around", "2: A GS1 barcode cannot hold a space."]],
    ["rounded by the spreadsheet", ["1.2E+11"], [], ["2: The spreadsheet may have rounded"]],
    ["none of it", ["LOT-1", "LOT-2"], ["LOT-3"], []],
  ])("%s", (_what, codes, shopCodes, warnings) => {
    const notes = warned(codes, shopCodes);
    expect(notes).toHaveLength(warnings.length);
    expect(notes).toEqual(warnings.map((warning) => expect.stringContaining(warning) as string));
  });
});

test("every row is in a batch, has a problem or is passed over, and only one of these; units are those of the file", () => {
  const cell = (...known: string[]) => fc.oneof(fc.constantFrom("", ...known), fc.string({ maxLength: 12 }));
  const line = fc
    .tuple(
      cell("A", "a", "B", "LAV-1", "'=C", " D "),
      cell("S", "M", "L", "?"),
      cell("1", "48", "12,5", "1,200", "0"),
      cell("2026-03-04", "3/2/2026", "25/2/2026", "2/25/2026", "4.3.26", "46085"),
      cell("05/2027", "2027-05-31", "01/2020"),
    )
    .map((cells) => cells.map((text) => text.replaceAll("|", "")).join("|"));
  fc.assert(
    fc.property(
      fc.array(line, { maxLength: 12 }),
      fc.constantFrom(null, "dmy" as const, "mdy" as const),
      (lines, chosenOrder) => {
        const made = plan([HEAD, ...lines], { chosenOrder, takenCodes: new Set(["b"]) });
        const inBatches = made.batches.flatMap((batch) => batch.items.map((item) => item.row));
        const wrong = [...new Set(made.problems.map((problem) => problem.row))];
        const counted = [...inBatches, ...wrong];
        expect(new Set(counted).size).toBe(counted.length);
        expect(counted.length + made.passedOver).toBe(lines.length);
        for (const { row, produced } of made.batches.flatMap((batch) => batch.items)) {
          expect(String(produced)).toBe(/^0*(\d+)/.exec(lines[row - 2]?.split("|")[2]?.trim() ?? "")?.[1]);
        }
        expect(made.warnings.filter((warning) => wrong.includes(warning.row))).toEqual([]);
      },
    ),
  );
});

describe("units at a location", () => {
  const locations = [
    { locationId: 7n, name: "Porto", active: true },
    { locationId: 8n, name: "Old barn", active: false },
  ];

  test("are put at one that is in use, by its name; nothing means no particular place", () => {
    const made = plan(["Code|SKU|Units|Made on|Location", "A|S|1|2026-03-04|porto", "B|S|1|2026-03-04|"], {
      locations,
    });
    expect(made.batches.map((batch) => batch.items[0]?.locationId)).toEqual([7n, null]);
  });

  test("and at no other", () => {
    const made = plan(["Code|SKU|Units|Made on|Location", "A|S|1|2026-03-04|Old barn"], { locations });
    expect(said(made.problems)).toEqual([expect.stringContaining("none of the locations in use: Porto")]);
  });
});
