import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";

const FOLDER = "tests/cases";
const LAST_CASE = 78;
/** Of the cases about data, those that a file of batches has to get right. */
const CASES_OF_FILES = [113, 114, 115, 116, 117, 120];
const MISTAKES = 19;

const index = readFileSync("docs/cases.md", "utf8");
const [cases = "", mistakes = ""] = index.split("## Mistakes");

/** Every test file of the cases, and those elsewhere that the index names. */
function sourceOf(file: string): string {
  return readFileSync(file.includes("/") ? file : join(FOLDER, file), "utf8");
}

const rows = [...cases.matchAll(/^\| (\d+) \| (.*) \|$/gm)].map(([, number = "", named = ""]) => ({
  number: Number(number),
  tests: named.split("<br>").map((one) => {
    const [, file = "", title = ""] = /^`(.+?)` › (.+)$/.exec(one) ?? [];
    return { file, title };
  }),
}));

test(`the index of cases has every case from 1 to ${LAST_CASE} and those of files, once`, () => {
  const upToLast = Array.from({ length: LAST_CASE }, (_, at) => at + 1);
  expect(rows.map(({ number }) => number)).toEqual([...upToLast, ...CASES_OF_FILES]);
});

test("every test that the index names is there under that name", () => {
  const missing = rows
    .flatMap(({ number, tests }) => tests.map((named) => ({ number, ...named })))
    .filter(({ file, title }) => title === "" || !sourceOf(file).includes(title));
  expect(missing).toEqual([]);
});

test("every test of the cases is in the index", () => {
  const unnamed = readdirSync(FOLDER)
    .filter((file) => file.endsWith(".test.ts"))
    .flatMap((file) => [...sourceOf(file).matchAll(/\(\s*["'](\d+ [^"']+)["'],/g)])
    .flatMap(([, title = ""]) => (cases.includes(title) ? [] : [title]));
  expect(unnamed).toEqual([]);
});

test("every mistake that others made has its test", () => {
  const named = [...mistakes.matchAll(/^\| (?!mistake|---)(.+) \| `(.+)` \|$/gm)];
  expect(named).toHaveLength(MISTAKES);
  const missing = named.filter(([, title = "", file = ""]) => !sourceOf(file).includes(title));
  expect(missing.map(([row]) => row)).toEqual([]);
});
