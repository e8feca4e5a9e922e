import { beforeEach, describe, expect, it } from "vitest";
import { createDatabase } from "#app/db/client.ts";
import type { Database, Transaction } from "#app/db/client.ts";
import { claimDeliveries, claimDelivery, claimWholeOrders } from "#app/db/deliveries.ts";
import type { ShopifyId } from "#app/domain/shopify-id.ts";
import type { ShopIdentity } from "#app/services/context.ts";
import { orderBodyTopics } from "#app/services/delivery-topics.ts";
import { processDeliveries } from "#app/services/process-deliveries.ts";
import { settle } from "#app/services/settle.ts";
import { makeBatch } from "../../factories/batch.ts";
import { makeProduct } from "../../factories/catalogue.ts";
import { orderBody } from "../../factories/order-body.ts";
import { expectInvariants } from "../../setup/invariants.ts";
import { useTestDatabase } from "../../setup/test-database.ts";
import { makeContext, makeShop } from "../../setup/test-shop.ts";
import { deliver } from "./deliver.ts";

const { db, url } = useTestDatabase();

let shop: ShopIdentity;
let variants: ShopifyId[];

beforeEach(async () => {
  shop = await makeShop(db);
  variants = [];
  for (let index = 0; index < 3; index++) variants.push((await makeProduct(db, shop)).variantIds[0]);
});

/** So many workers with connections of their own, each draining until nothing is left. */
async function drainWith(workers: number, alsoDo: (db: Database) => Promise<void> = async () => undefined) {
  const databases = Array.from({ length: workers + 1 }, () => createDatabase({ url, poolSize: 3 }));
  const [other, ...drainers] = databases as [Database, ...Database[]];
  try {
    await Promise.all([
      alsoDo(other),
      ...drainers.map(async (own) => {
        const ctx = makeContext(own, shop);
        while ((await db.webhookDelivery.count({ where: { processedAt: null } })) > 0) {
          await processDeliveries(ctx);
        }
      }),
    ]);
  } finally {
    await Promise.all(databases.map((own) => own.$disconnect()));
  }
}

const totals = async () =>
  await db.$queryRaw<{ promised: number; remaining: number; unassigned: number; errors: number }[]>`
    SELECT (SELECT sum(promised)::int FROM batch_item) AS promised,
      (SELECT sum(remaining)::int FROM batch_item) AS remaining,
      (SELECT sum(unassigned)::int FROM order_line) AS unassigned,
      (SELECT count(*)::int FROM webhook_delivery WHERE attempts > 0) AS errors`;

describe("several workers", () => {
  it("never give one unit to two orders", async () => {
    const [hot] = variants as [ShopifyId];
    await makeBatch(db, shop, [{ variantId: hot, units: 1 }]);
    for (let id = 1; id <= 2; id++) {
      await deliver(db, shop, "orders/create", orderBody({ id, lines: [{ variantId: hot, quantity: 1 }] }));
    }
    const contexts = [makeContext(db, shop), makeContext(db, shop)];
    await Promise.all(contexts.map((ctx) => processDeliveries(ctx)));
    expect(await totals()).toEqual([{ promised: 1, remaining: 0, unassigned: 1, errors: 0 }]);
    await expectInvariants(db);
  });

  it("settle duplicates and reordered states of orders over three variants to one result, without deadlock", async () => {
    const ORDERS = 120;
    for (const variantId of variants) await makeBatch(db, shop, [{ variantId, units: 60 }]);
    const states = Array.from({ length: ORDERS }, (_, index) => {
      const id = index + 1;
      // Each order names the variants in another order, so that locks taken as they come would cross.
      const lines = [0, 1, 2].map((place) => ({
        lineId: id * 100 + ((index + place) % 3),
        variantId: variants[(index + place) % 3] ?? 0n,
        quantity: 1,
      }));
      return [0, 1, 2, 2].map((version) =>
        orderBody({ id, lines, updatedAt: `2026-11-02T10:00:0${version}Z`, customerId: (index % 7) + 1 }),
      );
    }).flat();
    // A fixed shuffle: the same at every run.
    const shuffled = states.map((body, index) => ({ body, key: (index * 7919) % states.length }));
    shuffled.sort((a, b) => a.key - b.key);
    for (const { body } of shuffled) await deliver(db, shop, "orders/updated", body);

    await drainWith(3);
    expect(await totals()).toEqual([{ promised: 180, remaining: 0, unassigned: 180, errors: 0 }]);
    await expectInvariants(db);
  });

  it("and somebody who opens batches meanwhile leave no unit on the shelf while orders wait", async () => {
    const [hot] = variants as [ShopifyId];
    for (let id = 1; id <= 100; id++) {
      await deliver(db, shop, "orders/create", orderBody({ id, lines: [{ variantId: hot, quantity: 1 }] }));
    }
    await drainWith(2, async (own) => {
      const ctx = makeContext(own, shop);
      for (let batch = 0; batch < 10; batch++) {
        await makeBatch(own, shop, [{ variantId: hot, units: 10 }]);
        await own.$transaction((tx) => settle(ctx, tx, { variantIds: [hot] }));
      }
    });
    expect(await totals()).toEqual([{ promised: 100, remaining: 0, unassigned: 0, errors: 0 }]);
    await expectInvariants(db);
  });

  it("leave an order to the one that has a webhook of it in hand, and take up all that waits of one at once", async () => {
    const [soap] = variants as [ShopifyId];
    await makeBatch(db, shop, [{ variantId: soap, units: 10 }]);
    const tell = (id: number, topic: string) =>
      deliver(db, shop, topic, orderBody({ id, lines: [{ variantId: soap, quantity: 1 }] }));
    const inHand = await tell(1, "orders/create");
    await tell(1, "orders/paid");
    await tell(2, "orders/create");
    await tell(2, "orders/paid");
    const ctx = makeContext(db, shop);
    const known = async () => (await db.order.findMany({ orderBy: { id: "asc" } })).map(({ id }) => id);

    await db.$transaction(async (other) => {
      await claimDelivery(other, shop.id, { topic: "orders/create", webhookId: inHand });
      expect(await processDeliveries(ctx)).toBe(2);
      expect(await known()).toEqual([2n]);
      // Nothing else is left to do: now it is waited for, so that no webhook depends on the other worker's return.
      expect(await processDeliveries(ctx)).toBe(1);
      expect(await known()).toEqual([1n, 2n]);
    });
    expect(await processDeliveries(ctx)).toBe(1);
    expect(await totals()).toEqual([{ promised: 2, remaining: 8, unassigned: 0, errors: 0 }]);
    await expectInvariants(db);
  });

  it("never take up another shop's webhook that has come where one of theirs was (case 119)", async () => {
    await deliver(db, shop, "orders/create", orderBody({ id: 1, lines: [] }));
    const theirs = await deliver(db, await makeShop(db), "orders/create", orderBody({ id: 2, lines: [] }));
    const rows = await db.$queryRaw<{ ctid: string }[]>`
      SELECT ctid::text AS ctid, 1::bigint AS order_id FROM webhook_delivery WHERE webhook_id = ${theirs}`;
    const now = new Date();
    await db.$transaction(async (tx) => {
      const wanted = { topics: orderBodyTopics, orderBodies: true, now, limit: 10 };
      const claimed = await claimDeliveries(tx, shop.id, wanted);
      // As if this shop's other webhook had stood there when it was looked for, and had gone before it was locked.
      let isFirst = true;
      const late: Transaction = {
        $executeRaw: (query, ...values) => tx.$executeRaw(query, ...values),
        $queryRaw: async <Rows>(
          query: Parameters<Transaction["$queryRaw"]>[0],
          ...values: readonly unknown[]
        ) => {
          const found = await tx.$queryRaw<Rows>(query, ...values);
          const answer = isFirst ? (rows as Rows) : found;
          isFirst = false;
          return answer;
        },
      };
      const whole = await claimWholeOrders(late, shop.id, claimed, now);
      expect(whole.map(({ webhookId }) => webhookId)).not.toContain(theirs);
    });
  });
});
