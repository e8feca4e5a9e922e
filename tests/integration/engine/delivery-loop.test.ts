import { setTimeout as sleep } from "node:timers/promises";
import { expect, it } from "vitest";
import { isConnectionError } from "#app/db/sort-errors.ts";
import { startDeliveryLoop } from "#app/jobs/delivery-loop.ts";
import { createSmtpMailer } from "#app/emails/transport.ts";
import { makeProduct } from "../../factories/catalogue.ts";
import { orderBody } from "../../factories/order-body.ts";
import { useTestDatabase } from "../../setup/test-database.ts";
import { makeContext, makeShop } from "../../setup/test-shop.ts";
import { deliver } from "./deliver.ts";

const { db } = useTestDatabase();

it("goes on with the other shops when the round of one fails, every time", async () => {
  // More than one on either side, whatever the order in which shops have their turn.
  const shops = [await makeShop(db), await makeShop(db), await makeShop(db)];
  const [, broken] = shops;
  for (const [index, shop] of shops.entries()) {
    const { variantIds } = await makeProduct(db, shop);
    await deliver(
      db,
      shop,
      "orders/create",
      orderBody({ id: index + 1, lines: [{ variantId: variantIds[0], quantity: 1 }] }),
    );
  }
  const { log } = makeContext(db, shops[0] as (typeof shops)[number]);
  const loop = startDeliveryLoop({
    contextFor: (shopId) => {
      if (shopId === broken?.id) throw new Error("its token cannot be read");
      const shop = shops.find(({ id }) => id === shopId);
      return Promise.resolve(shop === undefined ? null : makeContext(db, shop));
    },
    db,
    mailer: createSmtpMailer({ url: "smtp://127.0.0.1:1", from: "r@app.example", connections: 1 }),
    workerId: "test",
    log,
    signal: new AbortController().signal,
  });
  try {
    await expect.poll(() => db.order.count(), { timeout: 10_000 }).toBe(2);
  } finally {
    await loop.stop();
  }
  expect(
    await db.webhookDelivery.findMany({ where: { processedAt: null }, select: { shopId: true } }),
  ).toEqual([{ shopId: broken?.id }]);
});

it("takes a set apart whose transaction took too long, and waits when none could begin", async () => {
  const tooLong = db.$transaction(
    async (tx) => {
      await sleep(100);
      await tx.shop.count();
    },
    { timeout: 50 },
  );
  await expect(tooLong).rejects.toSatisfy((error) => !isConnectionError(error));

  const begun = Array.from({ length: 30 }, () =>
    db.$transaction(() => sleep(500), { maxWait: 100, timeout: 5_000 }),
  );
  const ends = await Promise.allSettled(begun);
  const refused = ends.filter((end) => end.status === "rejected").map((end): unknown => end.reason);
  expect(refused.length).toBeGreaterThan(0);
  for (const reason of refused) expect(isConnectionError(reason)).toBe(true);
});
