import { spawnSync } from "node:child_process";
import { expect, it } from "vitest";
import { nextSequence } from "#app/db/next-sequence.ts";
import { makeBatch } from "../factories/batch.ts";
import { makeProduct } from "../factories/catalogue.ts";
import { useTestDatabase } from "../setup/test-database.ts";
import { makeShop } from "../setup/test-shop.ts";

const { db } = useTestDatabase();

it("gives each of twenty callers at once its own number", async () => {
  const shop = await makeShop(db);
  const numbers = await Promise.all(
    Array.from({ length: 20 }, () => db.$transaction((tx) => nextSequence(tx, shop.id, "batch"))),
  );
  expect(numbers.sort((a, b) => a - b)).toEqual(Array.from({ length: 20 }, (_, index) => index + 1));
});

it("refuses a batch item whose buckets do not add up to what was produced", async () => {
  const shop = await makeShop(db);
  const { variantIds } = await makeProduct(db, shop);
  const batch = await makeBatch(db, shop, [{ variantId: variantIds[0], units: 10 }]);
  await expect(
    db.batchItem.updateMany({ where: { shopId: shop.id, batchId: batch.id }, data: { promised: 1 } }),
  ).rejects.toThrow(/check/i);
});

it("refuses to change a ledger row", async () => {
  const shop = await makeShop(db);
  const { variantIds } = await makeProduct(db, shop);
  await makeBatch(db, shop, [{ variantId: variantIds[0], units: 10 }]);
  await expect(db.movement.updateMany({ data: { units: 9 } })).rejects.toThrow(/append-only/);
});

it("ends with the code that was set, though a Postgres may have run in the process", () => {
  const script = 'import "./tests/setup/throwaway-postgres.ts"; process.exitCode = 3;';
  const ended = spawnSync(process.execPath, ["--input-type=module", "--eval", script]);
  expect(ended.status).toBe(3);
});
