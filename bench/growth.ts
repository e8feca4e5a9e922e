import { writeFile } from "node:fs/promises";
import { v7 } from "uuid";
import { createDatabase } from "#app/db/client.ts";
import type { Database } from "#app/db/client.ts";
import { processDeliveries } from "#app/services/process-deliveries.ts";
import type { ShopContext } from "#app/services/context.ts";
import { costRow, median, whole } from "./bench.ts";
import type { Bench, BenchRow } from "./bench.ts";
import { storedChangedOrderBody, storedOrderBody } from "./parts/order-bodies.ts";
import { seedRecallShop } from "./parts/recall-shop.ts";
import { benchContext } from "./parts/shop-for-bench.ts";
import { watchDatabase } from "../tests/setup/watched-database.ts";
import type { Plan } from "../tests/setup/watched-database.ts";

const [SMALL, LARGE] = [10_000, 1_000_000];
const ROUNDS = 3;
/** Orders of a round. */
const MEASURED = 3_000;
const WARM_UP = 1_000;
/** The variants of the seeded shop are numbered from 1. */
const VARIANTS = 3;
/** Lines in the queue, in either shop: they left before the first batch was recorded. */
const WAITING = 1_000;
const GOAL = 1.5;
const PLANS_FILE = "bench/plans.md";
/** Tables that grow with the shop's history: nobody may read one of them from end to end. */
const GROWING = [
  "orders",
  "order_line",
  "assignment",
  "movement",
  "customer",
  "webhook_delivery",
  "order_publication",
];

export const growthBench: Bench = {
  name: "growth",
  about: `settling an order with ${whole(LARGE)} orders stored against ${whole(SMALL)}; the plans go to ${PLANS_FILE}`,
  async run(postgres) {
    const shops = {
      small: await seedShop(await postgres.database(), SMALL),
      large: await seedShop(await postgres.database(), LARGE),
    };
    const rounds: Record<"small" | "large", Times>[] = [];
    // In turns, so that whatever else the machine does is no one's alone.
    for (let round = 0; round < ROUNDS; round++) {
      rounds.push({
        small: await shops.small.settleMore(MEASURED),
        large: await shops.large.settleMore(MEASURED),
      });
    }
    const msPerOrder = (size: "small" | "large", what: keyof Times): number =>
      median(rounds.map((round) => round[size][what])) / MEASURED;
    const plans = await shops.large.watchPlans();
    await Promise.all([shops.small.close(), shops.large.close()]);
    await writeFile(PLANS_FILE, report(plans));
    const scans = plans.filter(({ plan }) => scannedTables(plan).length > 0);
    return [
      ...(["placed", "changed"] as const).map((what) =>
        costRow(`milliseconds an order ${what}`, {
          ...{ ms: msPerOrder("large", what), floorMs: msPerOrder("small", what), goal: GOAL },
        }),
      ),
      {
        what: "statements that scan a growing table",
        value: String(scans.length),
        floor: `of ${plans.length}`,
        ratio: "(0)",
        met: scans.length === 0,
      } satisfies BenchRow,
    ];
  },
};

/** Milliseconds that settling took. */
interface Times {
  placed: number;
  /** The same orders, when two lines of each had left and one was taken out. */
  changed: number;
}

interface SeededShop {
  /** Stores webhooks of so many new orders and settles them, then of what became of these. */
  settleMore(count: number): Promise<Times>;
  /** The plans of all statements that settling runs. */
  watchPlans(): Promise<Plan[]>;
  close(): Promise<void>;
}

async function seedShop(url: string, orders: number): Promise<SeededShop> {
  const db = createDatabase({ url });
  const seeded = await seedRecallShop(db, { orders, affected: orders / 10 });
  const shop = { id: seeded.shopId, domain: seeded.domain };
  await stockUp(db, shop.id);
  await storeOldMovements(db, shop.id);
  await storeWaitingOrders(db, shop.id, orders + 1);
  await storeOldDeliveries(db, shop.id, orders);
  await db.$executeRawUnsafe("VACUUM (ANALYZE)");
  let nextId = orders * 10 + WAITING;
  const settleAll = async (by: ShopContext): Promise<number> => {
    const startedAt = performance.now();
    while ((await processDeliveries(by)) > 0);
    return performance.now() - startedAt;
  };
  const settle = async (count: number, by: ShopContext): Promise<Times> => {
    const ids = Array.from({ length: count }, (_, index) => nextId + index);
    nextId += count;
    await storeWebhooks(db, shop.id, "orders/create", ids, storedOrderBody);
    const placed = await settleAll(by);
    await storeWebhooks(db, shop.id, "orders/updated", ids, storedChangedOrderBody);
    return { placed, changed: await settleAll(by) };
  };
  const ctx = benchContext(db, shop);
  await settle(WARM_UP, ctx);
  return {
    settleMore: (count) => settle(count, ctx),
    async watchPlans() {
      const watched = watchDatabase(url);
      await settle(WARM_UP, benchContext(watched.db, shop));
      await watched.close();
      return eachOnce(watched.plans);
    },
    close: () => db.$disconnect(),
  };
}

/** The webhooks that those orders came with: they are kept for a while, without their bodies. */
async function storeOldDeliveries(db: Database, shopId: string, count: number): Promise<void> {
  await db.$executeRaw`
    INSERT INTO webhook_delivery (shop_id, topic, webhook_id, order_id, received_at, processed_at)
    SELECT ${shopId}::uuid, 'orders/create', gen_random_uuid()::text, n, now() - n * interval '1 second', now()
    FROM generate_series(1, ${count}::int) n`;
}

/** What the ledger says of those orders: each unit was promised, and left. */
async function storeOldMovements(db: Database, shopId: string): Promise<void> {
  await db.$transaction(
    async (tx) => {
      // Right by construction, as the rows they are made from.
      await tx.$executeRaw`SET LOCAL session_replication_role = replica`;
      await tx.$executeRaw`
        INSERT INTO movement (
          shop_id, batch_id, variant_id, from_bucket, to_bucket, units, cause, order_id, line_id, actor, at
        )
        SELECT a.shop_id, a.batch_id, a.variant_id, m.from_bucket, m.to_bucket, a.shipped, m.cause, a.order_id,
          a.line_id, 'system', a.created_at
        FROM assignment a, (
          VALUES ('available', 'promised', 'assigned'), ('promised', 'shipped', 'shipped')
        ) AS m (from_bucket, to_bucket, cause)
        WHERE a.shop_id = ${shopId}::uuid`;
    },
    { timeout: 1_800_000 },
  );
}

/** Orders that nothing can be found for: whoever is settled has to look past them. */
async function storeWaitingOrders(db: Database, shopId: string, firstId: number): Promise<void> {
  const lastId = firstId + WAITING - 1;
  await db.$executeRaw`
    INSERT INTO orders (shop_id, id, name, processed_at, shopify_updated_at, settled_at)
    SELECT ${shopId}::uuid, i, '#' || i, timestamptz '2023-01-01', now(), now()
    FROM generate_series(${firstId}::int, ${lastId}::int) i`;
  await db.$executeRaw`
    INSERT INTO order_line (shop_id, order_id, id, position, variant_id, product_id, title, quantity, tracked,
      shipped, shipped_at, unassigned, unassigned_shipped)
    SELECT ${shopId}::uuid, i, i * 3, 0, 1 + i % ${VARIANTS}::int, 1, 'Candle', 1, true,
      1, timestamptz '2023-01-02', 1, 1
    FROM generate_series(${firstId}::int, ${lastId}::int) i`;
}

/** A new batch with enough of everything. */
async function stockUp(db: Database, shopId: string): Promise<void> {
  const id = v7();
  const units = 1_000_000;
  await db.$executeRaw`
    INSERT INTO batch (shop_id, id, code, status, made_at, opened_at, created_by, created_at)
    VALUES (${shopId}::uuid, ${id}::uuid, 'GROWTH', 'open', now() - interval '1 day', now(), 'bench', now())`;
  await db.$executeRaw`
    INSERT INTO batch_item (shop_id, batch_id, variant_id, produced, remaining)
    SELECT ${shopId}::uuid, ${id}::uuid, v, ${units}::int, ${units}::int FROM generate_series(1, ${VARIANTS}::int) v`;
  await db.$executeRaw`
    INSERT INTO movement (shop_id, batch_id, variant_id, from_bucket, to_bucket, units, cause, actor, at)
    SELECT shop_id, batch_id, variant_id, 'outside', 'available', produced, 'produced', 'bench', now()
    FROM batch_item WHERE shop_id = ${shopId}::uuid AND batch_id = ${id}::uuid`;
}

async function storeWebhooks(
  db: Database,
  shopId: string,
  topic: string,
  ids: readonly number[],
  bodyOf: (id: number, variants: number, firstVariant: bigint) => string,
): Promise<void> {
  await db.webhookDelivery.createMany({
    data: ids.map((id) => ({
      ...{ shopId, topic, webhookId: v7() },
      ...{ body: bodyOf(id, VARIANTS, 1n), orderId: BigInt(id) },
    })),
  });
}

/** A statement may run many times; the plan that scans most is the one to look at. */
function eachOnce(plans: readonly Plan[]): Plan[] {
  const byStatement = new Map<string, Plan>();
  for (const plan of plans) {
    const known = byStatement.get(plan.statement);
    if (known === undefined || scannedTables(plan.plan).length > scannedTables(known.plan).length) {
      byStatement.set(plan.statement, plan);
    }
  }
  return [...byStatement.values()].sort((a, b) => (a.statement < b.statement ? -1 : 1));
}

function scannedTables(plan: string): string[] {
  return GROWING.filter((table) => new RegExp(`Seq Scan on ${table}\\b`).test(plan));
}

function report(plans: readonly Plan[]): string {
  const said = plans.map(({ statement, plan }) => {
    const scans = scannedTables(plan);
    const verdict = scans.length === 0 ? "" : `\n**Scans ${scans.join(", ")}.**\n`;
    return `\`\`\`sql\n${statement}\n\`\`\`\n${verdict}\n\`\`\`\n${plan.replace(/\s+$/gm, "")}\n\`\`\``;
  });
  return `# Plans of the statements that settle orders\n\nWritten by \`npm run bench -- growth\`, with ${whole(LARGE)} orders stored. A sequential scan of a table that grows with a shop's history would be named here.\n\n${said.join("\n\n")}\n`;
}
