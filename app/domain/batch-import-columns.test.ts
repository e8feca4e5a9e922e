import { describe, expect, test } from "vitest";
import { findHeadingRow, guessColumns, missingColumns } from "./batch-import-columns.ts";

const guess = (headings: string[], locations = false) => guessColumns(headings, { locations });

describe("headings are known by what people call them", () => {
  test("in English, with hints in parentheses and any signs between the words", () => {
    const headings = [
      ...["Batch #", "SKU", "Product", "Variant", "Units produced", "Made on (YYYY-MM-DD)", "Made at"],
      ...["Best-before", "Use by", "Cure_date", "Place", "Made by", "Notes", "Colour"],
    ];
    expect(guess(headings)).toEqual({
      ...{
        code: 0,
        sku: 1,
        product: 2,
        variant: 3,
        units: 4,
        madeOn: 5,
        madeTime: 6,
        bestBefore: 7,
        useBy: 8,
      },
      ...{ cureOn: 9, place: 10, maker: 11, notes: 12 },
    });
  });

  test.each([
    ["German", ["Chargen-Nr.", "Artikelnummer", "Größe", "Stückzahl", "Hergestellt am", "MHD"]],
    ["French", ["Numéro de lot", "SKU", "Taille", "Quantité", "Date de fabrication", "DDM"]],
    ["Spanish", ["Número de lote", "SKU", "Tamaño", "Cantidad", "Fecha de fabricación", "Caducidad"]],
  ])("in %s", (_language, headings) => {
    expect(guess(headings)).toEqual({ code: 0, sku: 1, variant: 2, units: 3, madeOn: 4, bestBefore: 5 });
  });

  test.each([
    [["Made at"], { madeOn: 0 }],
    [["Made on", "Made at"], { madeOn: 0, madeTime: 1 }],
    [["Made at", "Date"], { madeOn: 1, madeTime: 0 }],
    [["Date", "Time"], { madeOn: 0, madeTime: 1 }],
  ])("%j: made at is the time beside a date, and the date alone", (headings, columns) => {
    expect(guess(headings)).toEqual(columns);
  });

  test("a location is Shopify's where the shop keeps batches by location, and else where a batch was made", () => {
    expect(guess(["Location"], true)).toEqual({ location: 0 });
    expect(guess(["Location"], false)).toEqual({ place: 0 });
  });

  test("of two columns with one meaning the first is taken", () => {
    expect(guess(["Lot", "Batch", "Qty", "Units"])).toEqual({ code: 0, units: 2 });
  });

  test("a title above the table is passed over", () => {
    expect(
      findHeadingRow([
        ["Our batches 2026", ""],
        ["printed", "by Ana"],
        ["Lot", "Qty"],
        ["A", "1"],
      ]),
    ).toBe(2);
    expect(
      findHeadingRow([
        ["A", "1"],
        ["B", "2"],
      ]),
    ).toBe(0);
  });

  test("what a file lacks is told", () => {
    expect(missingColumns({})).toEqual(["code", "variant", "units", "madeOn"]);
    expect(missingColumns({ code: 0, barcode: 1, units: 2, madeOn: 3 })).toEqual([]);
  });
});
