import { expect, test } from "vitest";
import { sayAgainst } from "./assignment-refusal.ts";

test.each([
  ["nothing_to_confirm", 0, 2, "The line has no units of that batch to confirm."],
  ["nothing_to_confirm", 1, 2, "The line has 1 unit of that batch to confirm, fewer than 2."],
  ["not_held", 0, 1, "The line has no units of that batch in this state."],
  ["not_enough_units", 0, 1, "The batch has no units to give."],
  ["not_enough_units", 3, 4, "The batch has 3 units to give, fewer than 4."],
] as const)("%s with %i there of %i is said in a sentence of its own", (type, there, requested, says) => {
  expect(sayAgainst({ type, there, requested }, (why) => why)).toBe(says);
});
