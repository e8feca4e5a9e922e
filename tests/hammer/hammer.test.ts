import { expect, it } from "vitest";
import { v7 } from "uuid";
import { createDatabase } from "#app/db/client.ts";
import type { ShopIdentity } from "#app/services/context.ts";
import { checkShopLedger } from "#app/services/check-shop-ledger.ts";
import { createRandom } from "../dev-store/state/random.ts";
import { makeBatch } from "../factories/batch.ts";
import { makeLocation } from "../factories/location.ts";
import { differingLines } from "../model/differing-lines.ts";
import { ShopifySide } from "../model/shopify-side.ts";
import { expectInvariants } from "../setup/invariants.ts";
import { useTestDatabase } from "../setup/test-database.ts";
import { makeContext, makeShop } from "../setup/test-shop.ts";
import { until } from "../stack/until.ts";
import { findDrawsOutOfOrder, findWrongDecisions } from "./find-out-of-order.ts";
import { storeDeliveries, streamOrders } from "./order-stream.ts";
import { launchTwice, recallInVain, startPersons } from "./persons.ts";
import { startWorkerProcesses } from "./worker-processes.ts";

/** Orders of each of the three shops; `HAMMER_ORDERS=20000 npm test -- hammer` is a long run. */
const ORDERS = Number(process.env["HAMMER_ORDERS"] ?? 300);
/** What is ordered, and what people want to do; how it interleaves is the machine's own. */
const SEED = Number(process.env["HAMMER_SEED"] ?? 20_261_125);
const PROCESSES = 2;
const WORKERS_EACH = 4;
const PERSONS = 3;
const DAY_MS = 86_400_000;
const FIRST_ID = 1_000_000;
/** The story is told faster than it happened: so much passes between two things that happen to orders. */
const STEP_MS = 400;
const NAME = "hammer";

const { db, url } = useTestDatabase();

it.each([
  { variants: 1, stock: 120 },
  { variants: 10, stock: 40 },
  { variants: 1_000, stock: 15 },
])(
  "eight workers on two processes and people beside them lose, double and pass over nothing: $variants variants",
  { timeout: 0 },
  async ({ variants, stock }) => {
    const busy = await makeBusyShop(variants, stock);
    const { shop, shopify } = busy;
    const deadlocksBefore = await countDeadlocks();
    const { acts, rounds, problems } = await hammer(busy);

    expect(problems, "nothing fails, and no worker warns of anything").toEqual([]);
    expect(await countDeadlocks(), "no deadlock").toBe(deadlocksBefore);
    expect(rounds.filter((count) => count > 0)).toHaveLength(PROCESSES * WORKERS_EACH);
    expect(acts.filter(({ done }) => done === 0)).toEqual([]);
    await expectNothingLost(shop, shopify);
    await expectBatchesAddUp(shop);
    await expectNobodyWaitsBesideStock(shop);
    expect(await findDrawsOutOfOrder(db, shop.id), "first in, first out").toEqual([]);
    expect(await findWrongDecisions(db, shop.id), "every decision says why").toEqual([]);
  },
);

/** A shop of which the first three batches have every variant, so that whoever turns one of them needs all heads. */
async function makeBusyShop(variants: number, stock: number) {
  let at = Date.now() - DAY_MS;
  const shape = { products: [variants], locations: 1 };
  const shopify = new ShopifySide(`hammer-${variants}`, shape, FIRST_ID, () => new Date((at += STEP_MS)));
  const shop = await makeShop(db, { domain: shopify.shop.domain });
  const [productId] = shopify.shop.products.keys();
  if (productId === undefined) throw new Error("the shop has no product");
  await db.product.create({ data: { shopId: shop.id, id: productId, title: "Soap" } });
  await db.variant.createMany({
    data: shopify.variantIds.map((id) => ({ shopId: shop.id, id, productId, title: `Size ${id}` })),
  });
  const batchIds: string[] = [];
  for (const daysAgo of [60, 50, 30]) {
    const items = shopify.variantIds.map((id) => ({ variantId: BigInt(id), units: stock }));
    const { id } = await makeBatch(db, shop, items, { madeAt: new Date(Date.now() - daysAgo * DAY_MS) });
    batchIds.push(id);
  }
  const locationIds = [
    await makeLocation(db, shop, "Workshop"),
    await makeLocation(db, shop, "Market stall"),
  ];
  return { shop, shopify, batchIds, locationIds };
}

type BusyShop = Awaited<ReturnType<typeof makeBusyShop>>;

/** Orders, workers, people and two recalls at once; over when everything is settled. What went wrong is told, not thrown. */
async function hammer({ shop, shopify, batchIds, locationIds }: BusyShop) {
  const problems: unknown[] = [];
  const note = (problem: unknown): void => void problems.push(problem);
  const named = new URL(url);
  named.searchParams.set("application_name", NAME);
  const own = createDatabase({ url: named.href, poolSize: 15 });
  const ctx = makeContext(own, shop, { shopify: shopify.gateway() });
  const workers = await startWorkerProcesses({
    ...{ processes: PROCESSES, workersEach: WORKERS_EACH, databaseUrl: named.href, shop, shopify },
  });
  const variantIds = shopify.variantIds.map(BigInt);
  const persons = startPersons({ ctx, variantIds, locationIds, persons: PERSONS, seed: SEED });
  const [forGood = "", inVain = ""] = batchIds;
  const recalls: Promise<unknown>[] = [];
  await streamOrders({
    shopify,
    random: createRandom(SEED),
    orders: ORDERS,
    deliver: async (arriving) => {
      await storeDeliveries(own, shop, arriving, v7);
      workers.wake();
    },
    onOrder: (placed) => {
      if (placed === Math.ceil(ORDERS / 2)) recalls.push(launchTwice(ctx, forGood).catch(note));
      if (placed === Math.ceil((ORDERS * 3) / 4)) recalls.push(recallInVain(ctx, inVain).catch(note));
    },
  }).catch(note);
  await Promise.all(recalls);
  const { acts, failures } = await persons.stop();
  await untilSettled(shop).catch(note);
  const { rounds, said } = await workers.stop();
  await own.$disconnect();
  return { acts, rounds, problems: [...problems, ...failures, ...said] };
}

async function untilSettled(shop: ShopIdentity): Promise<void> {
  await until(
    "everything to be settled",
    async () => {
      const of = { shopId: shop.id };
      const pending = await db.webhookDelivery.count({ where: { ...of, processedAt: null } });
      return (
        pending === 0 && (await db.order.count({ where: { ...of, fetchRequestedAt: { not: null } } })) === 0
      );
    },
    { timeoutMs: 120_000, everyMs: 250 },
  );
}

/** What a backend counted is there once it has ended. */
async function countDeadlocks(): Promise<number> {
  return await until("the connections to end", async () => {
    const [counted] = await db.$queryRaw<{ open: number; deadlocks: number }[]>`
      SELECT deadlocks::int AS deadlocks,
        (SELECT count(*)::int FROM pg_stat_activity WHERE datname = d.datname AND application_name = ${NAME}) AS open
      FROM pg_stat_database d WHERE datname = current_database()`;
    return counted !== undefined && counted.open === 0 && counted;
  }).then(({ deadlocks }) => deadlocks);
}

async function expectNothingLost(shop: ShopIdentity, shopify: ShopifySide): Promise<void> {
  expect(await differingLines(db, shop.id, shopify.orders), "the app holds what Shopify has").toEqual([]);
  const deleted = shopify.orders.filter((order) => order.deleted).map(({ order }) => BigInt(order.id));
  const known = await db.order.findMany({ where: { shopId: shop.id } });
  expect(known).toHaveLength(shopify.orders.length);
  expect(
    known
      .filter(({ deletedAt }) => deletedAt !== null)
      .map(({ id }) => id)
      .sort(),
  ).toEqual(deleted.sort());
  const troubled = { shopId: shop.id, OR: [{ attempts: { gt: 0 } }, { error: { not: null } }] };
  expect(await db.webhookDelivery.findMany({ where: troubled })).toEqual([]);
  expect(known.filter(({ fetchError, deletedAt }) => fetchError !== null && deletedAt === null)).toEqual([]);
}

async function expectBatchesAddUp(shop: ShopIdentity): Promise<void> {
  await expectInvariants(db, shop.id);
  const outside = await db.$queryRaw`
    SELECT i.* FROM batch_item i
    JOIN LATERAL (
      SELECT coalesce(sum(CASE WHEN from_bucket = 'outside' THEN units ELSE 0 END
        - CASE WHEN to_bucket = 'outside' THEN units ELSE 0 END), 0)::int AS produced
      FROM movement m WHERE m.shop_id = i.shop_id AND m.batch_id = i.batch_id AND m.variant_id = i.variant_id
    ) ledger ON true
    WHERE i.shop_id = ${shop.id}::uuid AND (
      i.produced <> i.remaining + i.promised + i.shipped + i.quarantined + i.written_off
      OR i.produced <> ledger.produced
      OR least(i.remaining, i.promised, i.shipped, i.quarantined, i.written_off) < 0
      OR greatest(i.remaining, i.promised, i.shipped, i.quarantined, i.written_off) > i.produced)`;
  expect(outside, "no batch has given or has more than was made").toEqual([]);
  await checkShopLedger(makeContext(db, shop), null);
  expect(await db.ledgerAlarm.findMany({ where: { shopId: shop.id } }), "the app's own check").toEqual([]);
}

async function expectNobodyWaitsBesideStock(shop: ShopIdentity): Promise<void> {
  const waiting = await db.$queryRaw`
    SELECT l.order_id, l.id, l.unassigned, l.unassigned_shipped, b.code, i.remaining
    FROM order_line l
    JOIN batch_item i ON i.shop_id = l.shop_id AND i.variant_id = l.variant_id AND i.remaining > 0
    JOIN batch b ON b.shop_id = i.shop_id AND b.id = i.batch_id AND b.status = 'open'
    WHERE l.shop_id = ${shop.id}::uuid AND l.unassigned > 0`;
  expect(waiting, "nobody waits beside stock").toEqual([]);
}
