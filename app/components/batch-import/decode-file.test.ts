import { describe, expect, test } from "vitest";
import { decodeFile } from "./decode-file.ts";

const CSV = "Lot;Größe\nA;90 g – été";
const utf8 = (text: string) => new TextEncoder().encode(text);
const utf16 = (text: string, littleEndian: boolean) => {
  const bytes = new DataView(new ArrayBuffer(text.length * 2));
  [...text].forEach((letter, index) => bytes.setUint16(index * 2, letter.charCodeAt(0), littleEndian));
  return new Uint8Array(bytes.buffer);
};

describe("a file as spreadsheets save it (case 113)", () => {
  test.each([
    ["UTF-8", utf8(CSV), "utf-8"],
    ["UTF-8 with a byte order mark", utf8(`\uFEFF${CSV}`), "utf-8"],
    ["UTF-16, little end first", utf16(`\uFEFF${CSV}`, true), "utf-16"],
    ["UTF-16, big end first", utf16(`\uFEFF${CSV}`, false), "utf-16"],
    [
      "Windows-1252",
      Uint8Array.from([...CSV].map((letter) => (letter === "–" ? 0x96 : letter.charCodeAt(0)))),
      "windows-1252",
    ],
  ])("in %s is read", (_name, bytes, encoding) => {
    expect(decodeFile(bytes)).toEqual({ ok: true, text: CSV, encoding });
  });

  test("an empty file is empty text", () => {
    expect(decodeFile(new Uint8Array())).toEqual({ ok: true, text: "", encoding: "utf-8" });
  });

  test.each([
    ["an Excel file", [0x50, 0x4b, 0x03, 0x04, 0x14], "This is an Excel file or another workbook. Open it"],
    ["an old Excel file", [0xd0, 0xcf, 0x11, 0xe0, 0xa1], "an Excel file of an old kind"],
    ["a PDF", [0x25, 0x50, 0x44, 0x46, 0x2d], "This is a PDF"],
    ["a picture", [0x89, 0x50, 0x4e, 0x47, 0x00, 0x01], "This is not a text file"],
    ["UTF-16 without its mark", [0x4c, 0x00, 0x6f, 0x00], "This is not a text file"],
  ])("%s is told from a CSV, and what to do is said", (_name, bytes, why) => {
    const read = decodeFile(Uint8Array.from(bytes));
    expect(read.ok ? read.text : read.why).toContain(why);
    expect(read.ok ? read.text : read.why).toContain("save it as CSV");
  });
});
