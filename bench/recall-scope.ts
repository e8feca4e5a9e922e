import { pino } from "pino";
import { v7 } from "uuid";
import type { Database } from "#app/db/client.ts";
import { layOutScope } from "#app/db/recall-lay-out-scope.ts";
import { recordRecallScope } from "#app/db/recall-make-recipients.ts";
import type { ShopContext } from "#app/services/context.ts";
import { launchRecall } from "#app/services/launch-recall.ts";
import { listRecipients } from "#app/services/list-recipients.ts";
import { previewRecall } from "#app/services/preview-recall.ts";
import { makeContext } from "../tests/setup/test-shop.ts";
import { seedRecallShop } from "./recall-shop.ts";
import type { RecallShop } from "./recall-shop.ts";

export interface ScopeResult {
  what: string;
  ms: number;
  floor: string;
  floorMs: number;
  goal: string;
  met: boolean;
}

const RUNS = 5;

/**
 * PERFORMANCE.md section 4 on a database that holds nothing else: one batch with `affected` orders among `orders`.
 * Each result stands beside a floor measured in the same run.
 */
export async function benchRecallScope(
  db: Database,
  size: { orders: number; affected: number } = { orders: 1_000_000, affected: 100_000 },
): Promise<ScopeResult[]> {
  const shop = await seedRecallShop(db, size);
  const ctx: ShopContext = {
    ...makeContext(db, { id: shop.shopId, domain: shop.domain, timeZone: "UTC" }),
    log: pino({ level: "silent" }),
  };
  const floorScan = await medianMs(
    () => db.$queryRaw`
    SELECT count(*), sum(shipped) FROM assignment WHERE shop_id = ${shop.shopId}::uuid AND batch_id = ${shop.batchId}::uuid`,
  );
  const results: ScopeResult[] = [];
  for (const ring of ["probable", "possible"] as const) {
    const ms = await medianMs(() => previewRecall(ctx, { batchIds: [shop.batchId], ring }));
    results.push({
      what: `all counts of the preview, ring ${ring}`,
      ms,
      floor: "index-only count of the batch's rows",
      floorMs: floorScan,
      goal: "under 500 ms warm",
      met: ms < 500,
    });
  }
  const recallId = await launchDrill(ctx, shop.batchId);
  const floorInsert = await medianMs(() => rolledBack(db, (tx) => copyRecall(tx, shop, recallId)));
  const recording = await medianMs(() =>
    rolledBack(db, async (tx) => {
      const copy = await emptyRecall(tx, shop, recallId);
      await layOutScope(tx, shop.shopId, [shop.batchId], "probable");
      await recordRecallScope(tx, shop.shopId, {
        recallId: copy,
        number: "R26-900",
        drill: true,
        shopLocale: "en",
        messageDomain: shop.domain,
        at: new Date(),
      });
    }),
  );
  results.push({
    what: "recipients, items and tags recorded",
    ms: recording,
    floor: "plain insert of the same rows",
    floorMs: floorInsert,
    goal: "at most 3 × its floor",
    met: recording <= 3 * floorInsert,
  });
  results.push(await benchPage(ctx, recallId));
  return results;
}

async function benchPage(ctx: ShopContext, recallId: string): Promise<ScopeResult> {
  const [deep] = await ctx.db.$queryRaw<{ id: string }[]>`
    SELECT id::text AS id FROM recall_recipient WHERE shop_id = ${ctx.shop.id}::uuid AND recall_id = ${recallId}::uuid
    ORDER BY id OFFSET (SELECT count(*) * 9 / 10 FROM recall_recipient WHERE recall_id = ${recallId}::uuid) LIMIT 1`;
  // The bench's contacts are no ciphers; what a page costs in the database is what grows.
  await ctx.db
    .$executeRaw`UPDATE recall_recipient SET contact = NULL WHERE shop_id = ${ctx.shop.id}::uuid AND recall_id = ${recallId}::uuid`;
  // What autovacuum does within a minute; the runs above left their rolled-back rows.
  await ctx.db.$executeRawUnsafe("VACUUM (ANALYZE) recall_recipient, recall_item");
  const page = (after?: string) => medianMs(() => listRecipients(ctx, recallId, { limit: 50, after }));
  const firstMs = await page();
  const ms = await page(deep?.id);
  return {
    what: "a page of 50 recipients, nine tenths down",
    ms,
    floor: "the first page",
    floorMs: firstMs,
    goal: "under 20 ms",
    met: ms < 20,
  };
}

type Tx = Parameters<Parameters<Database["$transaction"]>[0]>[0];

async function launchDrill(ctx: ShopContext, batchId: string): Promise<string> {
  const result = await launchRecall(
    ctx,
    {
      batchIds: [batchId],
      ring: "probable",
      drill: true,
      reason: "bench",
      hazard: "bench",
      instructions: "bench",
      remedies: [],
      notice: { subject: "bench", body: "bench" },
      idempotencyKey: v7(),
    },
    "system",
  );
  if (result.outcome !== "launched") throw new Error(result.outcome);
  return result.recall.id;
}

/** A recall without recipients, like the given one. */
async function emptyRecall(tx: Tx, { shopId }: RecallShop, recallId: string): Promise<string> {
  const id = v7();
  const { number, tag, idempotencyKey, groups, ...rest } = await tx.recall.findFirstOrThrow({
    where: { shopId, id: recallId },
  });
  await tx.recall.create({
    data: {
      ...rest,
      id,
      groups: groups ?? {},
      number: `${number}-${id}`,
      tag,
      idempotencyKey: `${idempotencyKey}-${id}`,
    },
  });
  return id;
}

async function copyRecall(tx: Tx, shop: RecallShop, recallId: string): Promise<void> {
  const copy = await emptyRecall(tx, shop, recallId);
  await tx.$executeRaw`
    INSERT INTO recall_recipient (shop_id, recall_id, id, address_key, contact, customer_id, locale, status, message_id)
    SELECT shop_id, ${copy}::uuid, id, address_key, contact, customer_id, locale, status, message_id
    FROM recall_recipient WHERE recall_id = ${recallId}::uuid`;
  await tx.$executeRaw`
    INSERT INTO recall_item SELECT shop_id, ${copy}::uuid, recipient_id, order_id, line_id, batch_id, variant_id, order_name, title, code, units
    FROM recall_item WHERE recall_id = ${recallId}::uuid`;
  await tx.$executeRaw`
    INSERT INTO recall_order (shop_id, recall_id, order_id, tag_status)
    SELECT shop_id, ${copy}::uuid, order_id, tag_status FROM recall_order WHERE recall_id = ${recallId}::uuid`;
  await tx.$executeRaw`
    INSERT INTO recall_customer (shop_id, recall_id, customer_id, tag_status)
    SELECT shop_id, ${copy}::uuid, customer_id, tag_status FROM recall_customer WHERE recall_id = ${recallId}::uuid`;
}

class RolledBack extends Error {}

async function rolledBack(db: Database, work: (tx: Tx) => Promise<void>): Promise<void> {
  try {
    await db.$transaction(
      async (tx) => {
        await work(tx);
        throw new RolledBack();
      },
      { timeout: 600_000 },
    );
  } catch (error) {
    if (!(error instanceof RolledBack)) throw error;
  }
}

/** Of some runs after one to warm up. */
async function medianMs(work: () => Promise<unknown>): Promise<number> {
  await work();
  const times: number[] = [];
  for (let run = 0; run < RUNS; run += 1) {
    const startedMs = performance.now();
    await work();
    times.push(performance.now() - startedMs);
  }
  return times.sort((a, b) => a - b)[Math.floor(RUNS / 2)] ?? 0;
}
