import { describe, expect, test } from "vitest";
import { readCsv } from "./read-csv.ts";

const table = (text: string) => {
  const read = readCsv(text);
  if (!read.ok) throw new Error(read.why);
  return read.table;
};
const why = (text: string) => {
  const read = readCsv(text);
  return read.ok ? read.table : read.why;
};

describe("a file as spreadsheets write it (case 113)", () => {
  test.each([
    [",", "Lot,SKU,Qty\nA,S,1"],
    [";", "Lot;SKU;Qty\nA;S;1"],
    ["\t", "Lot\tSKU\tQty\r\nA\tS\t1\r\n"],
    ["|", "Lot|SKU|Qty\nA|S|1"],
    [";", "sep=;\r\nLot;SKU;Qty\r\nA;S;1"],
    [",", "\uFEFFLot,SKU,Qty\nA,S,1"],
  ])("delimited by %j", (delimiter, text) => {
    expect(table(text)).toEqual({
      ...{ delimiter, headings: ["Lot", "SKU", "Qty"] },
      rows: [{ row: 2, cells: ["A", "S", "1"] }],
    });
  });

  test("decimal commas and commas in text do not make a semicolon file a comma file", () => {
    const { delimiter, rows } = table("Lot;Qty;Notes\nA;12,5;soft, warm, sweet\nB;1,5;a, b, c");
    expect(delimiter).toBe(";");
    expect(rows[0]?.cells).toEqual(["A", "12,5", "soft, warm, sweet"]);
  });

  test("text in quotation marks may hold delimiters, line breaks and doubled marks; rows keep their numbers", () => {
    expect(table('Lot,Notes,Qty\n\nA,"one\ntwo, ""three""",1\n,,\nB,,2').rows).toEqual([
      { row: 3, cells: ["A", 'one\ntwo, "three"', "1"] },
      { row: 5, cells: ["B", "", "2"] },
    ]);
  });

  test("lines above the headings are passed over", () => {
    expect(table("Our batches,,\nprinted 2026,,\nLot,SKU,Qty\nA,S,1")).toMatchObject({
      headings: ["Lot", "SKU", "Qty"],
      rows: [{ row: 4 }],
    });
  });

  test("formulas are text", () => {
    expect(table('Lot,Qty\n"=HYPERLINK(""http://x"")",@SUM(1)').rows[0]?.cells).toEqual([
      '=HYPERLINK("http://x")',
      "@SUM(1)",
    ]);
  });
});

describe("a file that cannot be read says why", () => {
  test.each([
    ["", "The file is empty."],
    ["\uFEFF \r\n", "The file is empty."],
    ["Lot,Qty", "below the headings it needs a row"],
    ["Lot,Qty\n,\n", "below the headings it needs a row"],
    ["Lot\0,Qty\nA,1", "not a text file"],
    ['Lot,Qty\nA,1\nB,"2', "A quotation mark"],
    ['Lot,Qty\nA,"1"x\nB,2', "A quotation mark"],
    [`${"a,".repeat(201)}b\n1`, "more than 200 columns"],
    [`Lot,Qty\n${"A,1\n".repeat(10_001)}`, "The file has 10,001 rows, and one import takes 10,000."],
  ])("%.30j", (text, words) => {
    expect(why(text)).toContain(words);
  });
});
