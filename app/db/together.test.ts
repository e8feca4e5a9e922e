import { setTimeout as sleep } from "node:timers/promises";
import { expect, test } from "vitest";
import { together } from "./together.ts";

async function after(ms: number, end: () => string): Promise<string> {
  await sleep(ms);
  return end();
}

const fail = (message: string) => (): never => {
  throw new Error(message);
};

test("gives every result in its place", async () => {
  expect(
    await together(
      after(5, () => "slow"),
      Promise.resolve(2),
    ),
  ).toEqual(["slow", 2]);
});

test("throws the first failure in time, after all has ended", async () => {
  let isEnded = false;
  const last = after(20, () => {
    isEnded = true;
    return "done";
  });
  const work = together(after(10, fail("because of the first")), after(2, fail("the reason")), last);
  await expect(work).rejects.toThrow("the reason");
  expect(isEnded).toBe(true);
});
