import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { pgArray } from "#app/db/pg-array.ts";
import { useTestDatabase } from "../../setup/test-database.ts";

const { db } = useTestDatabase();

async function readBack(values: readonly (string | null)[]): Promise<(string | null)[]> {
  const rows = await db.$queryRaw<{ value: string | null }[]>`
    SELECT value FROM unnest(${pgArray(values)}::text[]) WITH ORDINALITY AS t (value, n) ORDER BY n`;
  return rows.map((row) => row.value);
}

describe("an array literal", () => {
  it("brings every text to Postgres as it is, whatever is in it", async () => {
    const nasty = ["", "NULL", "null", " a ", "{a,b}", 'say "hi"', "C:\\new\\table", '\\"', "a,b", "😀 'é'"];
    const escapedUnlikeJson = [
      '"\n"',
      '"\t\r\b\f\\"',
      '"\u001f"',
      '"\u007f"',
      '"\u2028"',
      '"😀"',
      '\\u0041"',
    ];
    const all = [...nasty, null, ...escapedUnlikeJson];
    expect(await readBack(all)).toEqual(all);
  });

  it("does so with any texts", async () => {
    const char = fc.constantFrom(
      '"',
      "\\",
      "\n",
      "\u0001",
      ",",
      "{",
      "}",
      " ",
      "n",
      "u",
      "é",
      "😀",
      "\u2028",
    );
    const text = fc.oneof(fc.string({ unit: char, maxLength: 12 }), fc.string({ unit: "grapheme" }));
    const texts = fc.array(fc.option(text), { minLength: 1, maxLength: 30 });
    await fc.assert(
      fc.asyncProperty(texts, async (values) => {
        const kept = values.map((value) => value?.replaceAll("\0", "") ?? null);
        expect(await readBack(values)).toEqual(kept);
      }),
    );
  });

  it("drops zero characters, which a text of the database cannot hold", async () => {
    expect(await readBack(["a\0b", '"\0"', "\0"])).toEqual(["ab", '""', ""]);
  });

  it("brings numbers, instants and flags", async () => {
    const at = new Date("2026-03-29T01:30:00.123Z");
    const [row] = await db.$queryRaw<unknown[]>`
      SELECT ${pgArray([9_007_199_254_740_993n, null])}::bigint[] AS ids, ${pgArray([1, -2])}::int[] AS units,
        ${pgArray([true, false])}::boolean[] AS flags, ${pgArray([at])}::timestamptz[] AS instants,
        ${pgArray([])}::text[] AS none`;
    expect(row).toEqual({
      ids: [9_007_199_254_740_993n, null],
      units: [1, -2],
      flags: [true, false],
      instants: [at],
      none: [],
    });
  });
});
