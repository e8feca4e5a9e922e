import { expect, test } from "vitest";
import { QueryTooDearError } from "./admin-client.ts";
import { splitByPrice } from "./split-by-price.ts";

test("a set that is too dear is asked for in halves, and the answers keep its order", async () => {
  const sizes: number[] = [];
  const answers = await splitByPrice([1, 2, 3, 4, 5, 6, 7], (items) => {
    sizes.push(items.length);
    if (items.length > 2) return Promise.reject(new QueryTooDearError("too dear"));
    return Promise.resolve(items.map((item) => item * 10));
  });

  expect(answers).toEqual([10, 20, 30, 40, 50, 60, 70]);
  expect(sizes).toEqual([7, 4, 2, 2, 3, 2, 1]);
});

test("one item that is too dear cannot be split", async () => {
  const ask = () => Promise.reject(new QueryTooDearError("too dear"));

  await expect(splitByPrice([1], ask)).rejects.toThrow(QueryTooDearError);
});

test("another error is not split", async () => {
  let asked = 0;
  const ask = () => {
    asked += 1;
    return Promise.reject(new Error("broken"));
  };

  await expect(splitByPrice([1, 2], ask)).rejects.toThrow("broken");
  expect(asked).toBe(1);
});
