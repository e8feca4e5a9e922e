/** A file's text, and what it was written in; `why` is a sentence for the merchant. */
export type DecodedFile =
  { ok: true; text: string; encoding: "utf-8" | "utf-16" | "windows-1252" } | { ok: false; why: string };

const SAVE_AS_CSV =
  "Open it in your spreadsheet, save it as CSV (“CSV UTF-8” in Excel) and choose that file.";

/** First bytes of files that somebody may take for a table. */
const NOT_CSV: { bytes: number[]; why: string }[] = [
  { bytes: [0x50, 0x4b, 0x03, 0x04], why: `This is an Excel file or another workbook. ${SAVE_AS_CSV}` },
  { bytes: [0xd0, 0xcf, 0x11, 0xe0], why: `This is an Excel file of an old kind. ${SAVE_AS_CSV}` },
  { bytes: [0x25, 0x50, 0x44, 0x46], why: `This is a PDF: its table cannot be read. ${SAVE_AS_CSV}` },
];
/** Control characters that no text holds. */
const NO_TEXT = /[\x00-\x08\x0e-\x1f]/;

/**
 * Reads a file as text: UTF-16 when its first bytes say so, UTF-8 when it is valid, and else Windows-1252, in which Excel
 * on Windows saves plain CSV. Any bytes at all are valid Windows-1252, so the merchant is told to look at the letters.
 */
export function decodeFile(bytes: Uint8Array): DecodedFile {
  const other = NOT_CSV.find((kind) => kind.bytes.every((byte, index) => bytes[index] === byte));
  if (other !== undefined) return { ok: false, why: other.why };
  const utf16 =
    bytes[0] === 0xff && bytes[1] === 0xfe
      ? "utf-16le"
      : bytes[0] === 0xfe && bytes[1] === 0xff
        ? "utf-16be"
        : null;
  const read =
    utf16 !== null
      ? ({ ok: true, text: new TextDecoder(utf16).decode(bytes), encoding: "utf-16" } as const)
      : decodeBytes(bytes);
  return NO_TEXT.test(read.text) ? { ok: false, why: `This is not a text file. ${SAVE_AS_CSV}` } : read;
}

function decodeBytes(bytes: Uint8Array): Extract<DecodedFile, { ok: true }> {
  try {
    return { ok: true, text: new TextDecoder("utf-8", { fatal: true }).decode(bytes), encoding: "utf-8" };
  } catch {
    return { ok: true, text: new TextDecoder("windows-1252").decode(bytes), encoding: "windows-1252" };
  }
}
