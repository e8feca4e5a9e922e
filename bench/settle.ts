import { createDatabase } from "#app/db/client.ts";
import { pgArray } from "#app/db/pg-array.ts";
import { median, rateRow, whole } from "./bench.ts";
import type { Bench, BenchRow } from "./bench.ts";
import type { BenchPostgres } from "./parts/bench-postgres.ts";
import { startChild } from "./parts/child.ts";
import type { Child } from "./parts/child.ts";
import { insertRows, readWrittenRows } from "./parts/insert-same-rows.ts";
import { storedOrderBody } from "./parts/order-bodies.ts";
import { makeBenchShop } from "./parts/shop-for-bench.ts";
import type { BenchShop } from "./parts/shop-for-bench.ts";

/**
 * Of each worker: two have twice as much to do as one. At the start one of them waits for the other's heads, and at the end it
 * has no set left, which must not weigh much among twenty-four.
 */
const ORDERS = 24_000;
/** Settled by each worker before the clock runs, in a database of its own: a worker that has been up for seconds. */
const WARM_UP_ORDERS = 6_000;
const ROUNDS = 3;
const VARIANTS = [1, 10, 1_000];

export const settleBench: Bench = {
  name: "settle",
  about: `stored webhooks settled (${whole(ORDERS)} orders a worker, 3 lines each, every fourth delivered twice) against inserting the same rows without logic`,
  async run(postgres) {
    const rows: BenchRow[] = [];
    const alone = new Map<number, number>();
    for (const variants of VARIANTS) {
      const one: number[] = [];
      const two: number[] = [];
      const floor: number[] = [];
      for (let round = 0; round < ROUNDS; round++) {
        const settled = await settleAll(postgres, variants, 1);
        one.push(settled.perSecond);
        floor.push(await insertAll(postgres, variants, settled.url));
        await postgres.drop(settled.url);
        const together = await settleAll(postgres, variants, 2);
        two.push(together.perSecond);
        await postgres.drop(together.url);
      }
      const value = median(one);
      const inserted = median(floor);
      const both = median(two);
      alone.set(variants, value);
      const name = variants === 1 ? "1 variant" : `${whole(variants)} variants`;
      rows.push(
        rateRow(`${name}, 1 worker, against the floor`, "orders/s", {
          value,
          floor: inserted,
          goal: 0.6,
        }),
        rateRow(`${name}, 2 workers, against 1`, "orders/s", { value: both, floor: value, goal: 1.5 }),
        // What both goals come to together: the ratio to one worker alone falls when that one becomes faster.
        rateRow(`${name}, 2 workers, against the floor`, "orders/s", {
          value: both,
          floor: inserted,
          goal: 0.9,
        }),
      );
    }
    rows.push(
      rateRow("1 variant against 1,000", "orders/s", {
        value: alone.get(1) ?? 0,
        floor: alone.get(1_000) ?? 0,
        goal: 1,
      }),
    );
    return rows;
  },
};

async function settleAll(
  postgres: BenchPostgres,
  variants: number,
  workers: number,
): Promise<{ url: string; perSecond: number }> {
  const orders = ORDERS * workers;
  const { url, shop } = await prepare(postgres, { variants, orders });
  const warmUps: string[] = [];
  const children: Child[] = [];
  for (let worker = 0; worker < workers; worker++) {
    const warmUp = await prepare(postgres, { variants, orders: WARM_UP_ORDERS });
    const args = [warmUp.url, warmUp.shop.id, url, shop.id];
    warmUps.push(warmUp.url);
    children.push(startChild("bench/processes/settle-worker.ts", args));
  }
  await Promise.all(children.map((child) => child.line()));
  for (const warmUp of warmUps) await postgres.drop(warmUp);
  for (const child of children) child.send("go");
  const times = await Promise.all(children.map(async (child) => Number(await child.line())));
  await Promise.all(children.map((child) => child.stop()));
  await expectSettled(url, orders);
  return { url, perSecond: orders / (Math.max(...times) / 1_000) };
}

async function insertAll(postgres: BenchPostgres, variants: number, settledUrl: string): Promise<number> {
  const written = await readWrittenRows(settledUrl);
  const { url, shop } = await prepare(postgres, { variants, orders: 0 });
  await adopt(url, shop, settledUrl);
  const milliseconds = await insertRows(url, written);
  await postgres.drop(url);
  return ORDERS / (milliseconds / 1_000);
}

async function prepare(
  postgres: BenchPostgres,
  { variants, orders }: { variants: number; orders: number },
): Promise<{ url: string; shop: BenchShop }> {
  const url = await postgres.database();
  const db = createDatabase({ url });
  // A tenth more than is asked for: the last orders must not find empty shelves, that would be another benchmark.
  const unitsPerBatch = Math.ceil((orders * 3 * 1.1) / variants / 3) + 5;
  const shop = await makeBenchShop(db, { variants, unitsPerBatch });
  const ids = Array.from({ length: orders }, (_, index) => index + 1);
  const twice = ids.filter((id) => id % 4 === 0);
  for (const [list, topic] of [
    [ids, "orders/create"],
    [twice, "orders/paid"],
  ] as const) {
    for (let from = 0; from < list.length; from += 500) {
      const some = list.slice(from, from + 500);
      await db.$executeRaw`
        INSERT INTO webhook_delivery (shop_id, topic, webhook_id, body, order_id, received_at)
        SELECT ${shop.id}::uuid, ${topic}, id, body, id::bigint, now() + id::int * interval '1 ms'
        FROM unnest(
          ${pgArray(some.map(String))}::text[],
          ${pgArray(some.map((id) => storedOrderBody(id, variants)))}::text[]
        ) AS t (id, body)`;
    }
  }
  await db.$executeRaw`ANALYZE webhook_delivery`;
  // What the runs before have left in memory is not written out in this one's time.
  await db.$executeRaw`CHECKPOINT`;
  await db.$disconnect();
  return { url, shop };
}

/** Gives the empty shop the ids that the rows of the settled one name. */
async function adopt(url: string, shop: BenchShop, settledUrl: string): Promise<void> {
  const [from, to] = [createDatabase({ url: settledUrl }), createDatabase({ url })];
  const settled = await from.shop.findFirstOrThrow();
  const batches = await from.batch.findMany({ orderBy: { code: "asc" } });
  const items = await from.batchItem.findMany();
  await to.shop.deleteMany({ where: { id: shop.id } });
  await to.shop.create({ data: settled });
  await to.product.createMany({ data: await from.product.findMany() });
  await to.variant.createMany({ data: await from.variant.findMany() });
  await to.batch.createMany({ data: batches.map(({ codeKey: _generated, ...batch }) => batch) });
  await to.batchItem.createMany({ data: items.map(({ inStock: _generated, ...item }) => item) });
  await Promise.all([from.$disconnect(), to.$disconnect()]);
}

/** A fast engine that loses units is no engine. */
async function expectSettled(url: string, orders: number): Promise<void> {
  const db = createDatabase({ url });
  const [sums] = await db.$queryRaw<{ pending: number; promised: number; unassigned: number }[]>`
    SELECT (SELECT count(*)::int FROM webhook_delivery WHERE processed_at IS NULL OR attempts > 0) AS pending,
      (SELECT sum(promised)::int FROM batch_item) AS promised,
      (SELECT sum(unassigned)::int FROM order_line) AS unassigned`;
  await db.$disconnect();
  if (sums?.pending !== 0 || sums.promised !== orders * 3 || sums.unassigned !== 0) {
    throw new Error(`the orders were not settled as they should be: ${JSON.stringify(sums)}`);
  }
}
