import { expect, test } from "vitest";
import { parseFields } from "./problem.ts";
import { whatIfBody } from "./what-if.ts";

test("a margin that is too long is refused in days", () => {
  expect(parseFields(whatIfBody, { strategy: "fefo", stopShipDays: 99_999_999 })).toMatchObject({
    errors: [{ path: "stopShipDays", message: "at most 3,650 days" }],
  });
});
