import pg from "pg";
import { v7 } from "uuid";
import { createDatabase } from "#app/db/client.ts";
import type { ModelTransaction } from "#app/db/client.ts";
import { pgArray } from "#app/db/pg-array.ts";
import { layOutScope } from "#app/db/recall-lay-out-scope.ts";
import { recordRecallScope } from "#app/db/recall-make-recipients.ts";
import type { ShopContext } from "#app/services/context.ts";
import { exportRecipients } from "#app/services/export-recipients.ts";
import { launchRecall } from "#app/services/launch-recall.ts";
import { listRecipients } from "#app/services/list-recipients.ts";
import { previewRecall } from "#app/services/preview-recall.ts";
import { costRow, growthRow, median, rateRow, timeRow, whole } from "./bench.ts";
import type { Bench, BenchRow } from "./bench.ts";
import { heapMb } from "./parts/heap.ts";
import { seedRecallShop } from "./parts/recall-shop.ts";
import { benchContext } from "./parts/shop-for-bench.ts";

const ORDERS = 1_000_000;
const AFFECTED = 100_000;
const RUNS = 5;
/** Of what takes many seconds. */
const LONG_RUNS = 2;

export const recallScopeBench: Bench = {
  name: "recall-scope",
  about: `one batch with ${whole(AFFECTED)} affected orders among ${whole(ORDERS)}`,
  async run(postgres) {
    const url = await postgres.database();
    const db = createDatabase({ url });
    const { shopId, domain, batchId } = await seedRecallShop(db, { orders: ORDERS, affected: AFFECTED });
    const ctx = benchContext(db, { id: shopId, domain });
    const previews = await previewRows(ctx, batchId);
    const recallId = await launchDrill(ctx, batchId);
    const recording = await recordingRow(ctx, batchId, recallId);
    await encryptContacts(ctx, recallId);
    // What autovacuum does within a minute; the runs above left their rolled-back rows.
    await db.$executeRawUnsafe("VACUUM (ANALYZE) recall_recipient, recall_item");
    const page = await pageRow(ctx, recallId);
    const exporting = await exportRows(ctx, recallId, url);
    await db.$disconnect();
    return [...previews, recording, page, ...exporting];
  },
};

/** Beside the least that any count must do: reading the batch's rows. */
async function previewRows(ctx: ShopContext, batchId: string): Promise<BenchRow[]> {
  const floorMs = await medianMs(
    () => ctx.db.$queryRaw`
      SELECT count(*), sum(shipped) FROM assignment
      WHERE shop_id = ${ctx.shop.id}::uuid AND batch_id = ${batchId}::uuid`,
  );
  const rows: BenchRow[] = [];
  for (const ring of ["probable", "possible"] as const) {
    const ms = await medianMs(() => previewRecall(ctx, { batchIds: [batchId], ring }));
    rows.push(timeRow(`every count of the preview, ring ${ring}`, { ms, floorMs, limitMs: 500 }));
  }
  return rows;
}

/** Against inserting the rows of a recall that is already there. */
async function recordingRow(ctx: ShopContext, batchId: string, recallId: string): Promise<BenchRow> {
  const floorMs = await medianMs(
    () => rolledBack(ctx, (tx) => copyRecall(tx, ctx.shop.id, recallId)),
    LONG_RUNS,
  );
  const ms = await medianMs(
    () =>
      rolledBack(ctx, async (tx) => {
        const copy = await emptyRecall(tx, ctx.shop.id, recallId);
        await layOutScope(tx, ctx.shop.id, [batchId], "probable");
        await recordRecallScope(tx, ctx.shop.id, {
          recallId: copy,
          number: "R26-900",
          drill: true,
          joins: false,
          shopLocale: "en",
          messageDomain: ctx.shop.domain,
          at: new Date(),
        });
      }),
    LONG_RUNS,
  );
  return costRow("recipients, items and tags recorded", { ms, floorMs, goal: 3 });
}

async function pageRow(ctx: ShopContext, recallId: string): Promise<BenchRow> {
  const [deep] = await ctx.db.$queryRaw<{ id: string }[]>`
    SELECT r.id::text AS id FROM recall_recipient r WHERE r.shop_id = ${ctx.shop.id}::uuid AND r.recall_id = ${recallId}::uuid
    ORDER BY r.id OFFSET (SELECT count(*) * 9 / 10 FROM recall_recipient WHERE recall_id = ${recallId}::uuid) LIMIT 1`;
  const page = (after?: string) => medianMs(() => listRecipients(ctx, recallId, { limit: 50, after }));
  const floorMs = await page();
  const ms = await page(deep?.id);
  return timeRow("a page of 50 recipients, nine tenths down, beside the first", { ms, floorMs, limitMs: 20 });
}

/** Against COPY of the same columns as they are stored: encrypted, and nothing made of them. */
async function exportRows(ctx: ShopContext, recallId: string, url: string): Promise<BenchRow[]> {
  const recipients = await ctx.db.recallRecipient.count({ where: { shopId: ctx.shop.id, recallId } });
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const floorMs = await medianMs(() =>
    client.query(`COPY (
      SELECT r.contact, r.status, r.accepted_at, string_agg(i.order_name, ' '), string_agg(i.code, ' '), sum(i.units)
      FROM recall_recipient r
      JOIN recall_item i ON i.shop_id = r.shop_id AND i.recall_id = r.recall_id AND i.recipient_id = r.id
      WHERE r.recall_id = '${recallId}' GROUP BY r.shop_id, r.recall_id, r.id) TO STDOUT`),
  );
  await client.end();
  const ms = await medianMs(async () => {
    for await (const _rows of await exportOf(ctx, recallId));
  });

  const beforeMb = heapMb();
  let peakMb = beforeMb;
  let pages = 0;
  for await (const _rows of await exportOf(ctx, recallId)) {
    if ((pages += 1) % 20 === 0) peakMb = Math.max(peakMb, heapMb());
  }
  const perSecond = (time: number): number => recipients / (time / 1_000);
  return [
    rateRow("recipients downloaded as CSV, against COPY", "rows/s", {
      value: perSecond(ms),
      floor: perSecond(floorMs),
      goal: 0.5,
    }),
    growthRow(`memory while downloading ${whole(recipients)} recipients`, {
      mb: peakMb - beforeMb,
      limitMb: 50,
    }),
  ];
}

async function exportOf(ctx: ShopContext, recallId: string): Promise<AsyncGenerator<string>> {
  const rows = await exportRecipients(ctx, recallId);
  if (rows === null) throw new Error("the recall is gone");
  return rows;
}

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

/** The seed writes a million contacts that only look like ciphers; those of the recall are made real, since they get read. */
async function encryptContacts(ctx: ShopContext, recallId: string): Promise<void> {
  const rows = await ctx.db.recallRecipient.findMany({
    where: { shopId: ctx.shop.id, recallId },
    select: { id: true },
  });
  const contact = (id: string): string =>
    ctx.cipher.encrypt(
      JSON.stringify({
        email: `${id}@mail.example`,
        phone: "+15550100",
        name: "Kim Doe",
        address: ["1 Main St", "Springfield"],
      }),
    );
  for (let from = 0; from < rows.length; from += 10_000) {
    const ids = rows.slice(from, from + 10_000).map(({ id }) => id);
    await ctx.db.$executeRaw`
      UPDATE recall_recipient r SET contact = c.contact
      FROM unnest(${pgArray(ids)}::uuid[], ${pgArray(ids.map(contact))}::text[]) AS c (id, contact)
      WHERE r.shop_id = ${ctx.shop.id}::uuid AND r.recall_id = ${recallId}::uuid AND r.id = c.id`;
  }
}

/** A recall without recipients, like the given one. */
async function emptyRecall(tx: ModelTransaction, shopId: string, recallId: string): Promise<string> {
  const id = v7();
  const { number, idempotencyKey, groups, ...rest } = await tx.recall.findFirstOrThrow({
    where: { shopId, id: recallId },
  });
  await tx.recall.create({
    data: {
      ...rest,
      id,
      groups: groups ?? {},
      number: `${number}-${id}`,
      idempotencyKey: `${idempotencyKey}-${id}`,
    },
  });
  return id;
}

async function copyRecall(tx: ModelTransaction, shopId: string, recallId: string): Promise<void> {
  const copy = await emptyRecall(tx, shopId, recallId);
  await tx.$executeRaw`
    INSERT INTO recall_recipient (shop_id, recall_id, id, address_key, contact, customer_id, locale, status, message_id)
    SELECT shop_id, ${copy}::uuid, id, address_key, contact, customer_id, locale, status, message_id
    FROM recall_recipient WHERE recall_id = ${recallId}::uuid`;
  await tx.$executeRaw`
    INSERT INTO recall_item
    SELECT shop_id, ${copy}::uuid, recipient_id, order_id, line_id, batch_id, variant_id, order_name, title, code, units
    FROM recall_item WHERE recall_id = ${recallId}::uuid`;
  await tx.$executeRaw`
    INSERT INTO recall_order (shop_id, recall_id, order_id, tag_status)
    SELECT shop_id, ${copy}::uuid, order_id, tag_status FROM recall_order WHERE recall_id = ${recallId}::uuid`;
  await tx.$executeRaw`
    INSERT INTO recall_customer (shop_id, recall_id, customer_id, tag_status)
    SELECT shop_id, ${copy}::uuid, customer_id, tag_status FROM recall_customer WHERE recall_id = ${recallId}::uuid`;
}

class RolledBack extends Error {}

async function rolledBack(ctx: ShopContext, work: (tx: ModelTransaction) => Promise<void>): Promise<void> {
  try {
    await ctx.db.$transaction(
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
async function medianMs(work: () => Promise<unknown>, runs = RUNS): Promise<number> {
  const times: number[] = [];
  for (let run = 0; run <= runs; run++) {
    const startedAt = performance.now();
    await work();
    if (run > 0) times.push(performance.now() - startedAt);
  }
  return median(times);
}
