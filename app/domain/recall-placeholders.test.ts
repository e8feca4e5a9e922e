import { expect, it } from "vitest";
import { fillPlaceholders, unknownPlaceholders } from "./recall-placeholders.ts";

const values = { name: "Kim", shop: "Fern", number: "R26-001", batches: "A, B" };

it("fills each known placeholder, with or without spaces in the braces", () => {
  expect(fillPlaceholders("{{name}}, {{ shop }} recalls {{batches}} ({{number}})", values)).toBe(
    "Kim, Fern recalls A, B (R26-001)",
  );
});

it("leaves unknown placeholders as typed and names each once", () => {
  const text = "{{items}} and {{items}} and {{name}} and {{toString}}";
  expect(fillPlaceholders(text, values)).toBe("{{items}} and {{items}} and Kim and {{toString}}");
  expect(unknownPlaceholders(text)).toEqual(["items", "toString"]);
});

it("does not fill what a value brought in", () => {
  expect(fillPlaceholders("{{name}}", { ...values, name: "{{shop}} $& $1" })).toBe("{{shop}} $& $1");
});
