import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readDateText } from "./read-date-text.ts";

const YEAR = 2026;
const read = (text: string, year = YEAR) => readDateText(text, year);

describe("a date that somebody wrote", () => {
  test.each([
    ["2026-03-04", "2026-03-04"],
    ["2026/3/4", "2026-03-04"],
    ["2026.03.04", "2026-03-04"],
    ["20260304", "2026-03-04"],
    ["2026-03-04 00:00:00", "2026-03-04"],
    ["2026-03-04T00:00", "2026-03-04"],
    ["4.3.2026", "2026-03-04"],
    ["04. 03. 26", "2026-03-04"],
    ["5/5/2026", "2026-05-05"],
    ["4 Mar 2026", "2026-03-04"],
    ["4-Mar-26", "2026-03-04"],
    ["4th of March 2026", "2026-03-04"],
    ["March 4, 2026", "2026-03-04"],
    ["Mar 4 2026", "2026-03-04"],
    ["2026 March 4", "2026-03-04"],
    ["4. März 2026", "2026-03-04"],
    ["4 août 2026", "2026-08-04"],
    ["4 de marzo de 2026", "2026-03-04"],
    ["29.2.2028", "2028-02-29"],
  ])("%j is the day %s", (text, day) => {
    expect(read(text)).toEqual({ kind: "day", day });
  });

  test.each([
    ["3/4/2026", "2026-04-03", "2026-03-04"],
    ["03-04-26", "2026-04-03", "2026-03-04"],
    ["25/12/2026", "2026-12-25", null],
    ["12/25/2026", null, "2026-12-25"],
    ["30/2/2026", null, null],
  ])(
    "%j is one of two days, or one of one: which number is the day is not guessed (case 113)",
    (text, dmy, mdy) => {
      expect(read(text)).toEqual(
        dmy === null && mdy === null
          ? expect.objectContaining({ kind: "unreadable" })
          : { kind: "either", dmy, mdy },
      );
    },
  );

  test.each([
    ["05/2027", "2027-05"],
    ["5-2027", "2027-05"],
    ["05/27", "2027-05"],
    ["2027-05", "2027-05"],
    ["2027/5", "2027-05"],
    ["May 2027", "2027-05"],
    ["May-27", "2027-05"],
    ["mai 2027", "2027-05"],
    ["2027 May", "2027-05"],
    ["Dez. 2027", "2027-12"],
  ])("%j is a month (case 28)", (text, month) => {
    expect(read(text)).toEqual({ kind: "month", month });
  });

  test.each([
    ["31.12.75", 2026, "2075-12-31"],
    ["31.12.76", 2026, "2076-12-31"],
    ["31.12.77", 2026, "1977-12-31"],
    ["31.12.99", 2026, "1999-12-31"],
    ["31.12.00", 2026, "2000-12-31"],
    ["31.12.10", 2070, "2110-12-31"],
    ["31.12.20", 2070, "2120-12-31"],
    ["31.12.21", 2070, "2021-12-31"],
  ])("%j in %i is %s: two digits are completed by the rule of GS1 (case 120)", (text, year, day) => {
    expect(read(text, year)).toEqual({ kind: "day", day });
  });

  test.each([
    ["31.2.2026", "there is no such day"],
    ["2026-13-01", "there is no such day"],
    ["13/2027", "there is no such month"],
    ["4.3.1926", "there is no such day"],
    ["26-05-12", "the year may stand first: write it as 2026-05-12"],
    ["27/05/03", "the year may stand first: write it as 2027-05-03"],
    ["46085", "spreadsheet's own number (perhaps 2026-03-04)"],
    ["46085.5", "spreadsheet's own number"],
    ["27-May", "the year is missing"],
    ["4 Mar", "the year is missing"],
    ["spring", "cannot be read as a date"],
    ["1/2/3/4", "cannot be read as a date"],
    ["2027-05-31 14:00", "cannot be read as a date"],
    ["=TODAY()", "cannot be read as a date"],
  ])("%j is refused, and says why and what to write", (text, why) => {
    const answer = read(text);
    expect(answer.kind === "unreadable" ? answer.why : answer).toContain(why);
  });

  test("every real day comes back from every way to write it", () => {
    const days = fc.date({ min: new Date("1977-01-01"), max: new Date("2075-12-31"), noInvalidDate: true });
    fc.assert(
      fc.property(days, (date) => {
        const day = date.toISOString().slice(0, 10);
        const [year = "", month = "", number = ""] = day.split("-");
        expect(read(`${number}.${month}.${year}`)).toEqual({ kind: "day", day });
        expect(read(`${Number(number)}.${Number(month)}.${year.slice(2)}`)).toEqual({ kind: "day", day });
        const slashed = read(`${number}/${month}/${year}`);
        expect(slashed.kind === "either" ? slashed.dmy : slashed.kind === "day" && slashed.day).toBe(day);
      }),
    );
  });
});
