import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parseCodeTemplate, renderCode } from "./batch-code.ts";

const batch = {
  product: "Lavender soap",
  sku: "SOAP LAV 100",
  madeAt: new Date("2026-03-04T23:30:00Z"),
  timeZone: "UTC",
  sequence: 7,
};

describe("a code is made from its template", () => {
  test.each([
    ["{product}-{yyMMdd}-{seq}", "LAV-260304-007"],
    ["{product:5}{yyyy}/{seq:1}", "LAVEN2026/7"],
    ["{sku}.{seq:4}", "SOAP-LAV-100.0007"],
    ["{yy}{ddd}{seq:2}", "2606307"],
    ["{dd}.{MM}.{yyyy} #{seq}", "04.03.2026 #007"],
    ["  L{seq}  ", "L007"],
  ])("%s gives %s", (template, code) => {
    expect(renderCode(template, batch)).toBe(code);
  });

  test.each([
    ["Pacific/Auckland", "260305"],
    ["Pacific/Honolulu", "260304"],
  ])("its date is the day in %s (case 25)", (timeZone, day) => {
    expect(renderCode("{yyMMdd}{seq:1}", { ...batch, timeZone })).toBe(`${day}7`);
  });

  test("after 999 comes 1000", () => {
    expect([999, 1000].map((sequence) => renderCode("{seq}", { ...batch, sequence }))).toEqual([
      "999",
      "1000",
    ]);
  });

  test("the last day of a leap year is day 366", () => {
    const madeAt = new Date("2028-12-31T12:00:00Z");
    expect(renderCode("{ddd}{seq:1}", { ...batch, madeAt })).toBe("3667");
  });

  test.each([
    ["Crème brûlée candle", "CRE"],
    ["№ 5 — rose", "NO5"],
    ["石鹸", "石鹸"],
    ["!!!", "B"],
  ])("a product called %s is %s in it", (product, short) => {
    expect(renderCode("{product}{seq}", { ...batch, product })).toBe(`${short}007`);
  });

  test("a product without a SKU goes by its name", () => {
    expect(renderCode("{sku}-{seq}", { ...batch, sku: null })).toBe("LAV-007");
  });

  test("two numbers of the sequence never give one code", () => {
    fc.assert(
      fc.property(
        fc.constantFrom("{product}-{yyMMdd}-{seq}", "{seq:1}{seq:2}", "{yy}{seq:12}", "A{seq:3}B"),
        fc.uniqueArray(fc.integer({ min: 1, max: 1_000_000 }), { minLength: 2, maxLength: 2 }),
        (template, [first = 0, second = 0]) => {
          expect(renderCode(template, { ...batch, sequence: first })).not.toBe(
            renderCode(template, { ...batch, sequence: second }),
          );
        },
      ),
    );
  });
});

describe("a template that cannot be used says what to change", () => {
  test.each([
    ["", "Enter a template"],
    ["   ", "Enter a template"],
    ["{product}-{yyMMdd}", "Add {seq}"],
    ["{seq", "Close every {"],
    ["seq}", "Close every {"],
    ["{{seq}}", "Close every {"],
    ["{batch}{seq}", "{batch} is not known. Use {product}"],
    ["{}{seq}", "{} is not known"],
    ["{YYYY}{seq}", "{YYYY} is not known"],
    ["{seq:0}", "from 1 to 12"],
    ["{seq:13}", "from 1 to 12"],
    ["{seq:x}", "from 1 to 12"],
    ["{sku:3}{seq}", "{sku:3} is not known"],
    ["A\n{seq}", "line break"],
  ])("%j", (template, hint) => {
    const parsed = parseCodeTemplate(template);
    expect(parsed.ok ? "accepted" : parsed.error).toContain(hint);
  });

  test("and is refused when a code is made from it all the same", () => {
    expect(() => renderCode("{product}", batch)).toThrow("Add {seq}");
  });
});
