import { randomUUID } from "node:crypto";
import { Agent } from "node:http";
import { createDatabase } from "#app/db/client.ts";
import { readWebhookSubscriptions } from "#app/server/webhook-subscriptions.ts";
import { median, percentile, rateRow, timeRow } from "./bench.ts";
import type { Bench, BenchRow } from "./bench.ts";
import type { BenchPostgres } from "./parts/bench-postgres.ts";
import { startChild } from "./parts/child.ts";
import { benchOrderBody } from "./parts/order-bodies.ts";
import { postWebhook, signed } from "./parts/post-webhooks.ts";
import { makeBenchShop } from "./parts/shop-for-bench.ts";
import type { BenchShop } from "./parts/shop-for-bench.ts";

const CONNECTIONS = 50;
const REQUESTS = 4_000;
const ROUNDS = 3;
const SECRET = "bench secret";
const STORED_ROWS = 1_000_000;

interface Measured {
  perSecond: number;
  p99Ms: number;
}

export const ingestBench: Bench = {
  name: "ingest",
  about: `webhook intake against node:http + HMAC + one durable INSERT, 10 KB bodies, ${CONNECTIONS} connections`,
  async run(postgres) {
    const { intake, floor } = await compare(postgres, 0);
    const grown = await compare(postgres, STORED_ROWS);
    const p99 = (what: string, { p99Ms }: Measured): BenchRow => timeRow(what, { ms: p99Ms, limitMs: 100 });
    return [
      rateRow("intake", "req/s", { value: intake.perSecond, floor: floor.perSecond, goal: 0.6 }),
      p99("intake, p99", intake),
      rateRow("intake, a million deliveries stored, against an empty table", "req/s", {
        value: grown.intake.perSecond / grown.floor.perSecond,
        floor: intake.perSecond / floor.perSecond,
        goal: 0.9,
      }),
      p99("intake, a million deliveries stored, p99", grown.intake),
    ];
  },
};

/** Both servers in turns, so that what else the machine does falls on both. */
async function compare(
  postgres: BenchPostgres,
  stored: number,
): Promise<{ intake: Measured; floor: Measured }> {
  const url = await postgres.database();
  const db = createDatabase({ url });
  const shop = await makeBenchShop(db, { variants: 10, unitsPerBatch: 1 });
  await storeProcessed(db, shop, stored);
  const rounds = { intake: [] as Measured[], floor: [] as Measured[] };
  const [path = ""] = (await readWebhookSubscriptions()).paths;
  for (let round = 0; round <= ROUNDS; round++) {
    for (const kind of ["floor", "intake"] as const) {
      const server = startChild("bench/processes/ingest-server.ts", [kind, url, shop.id, SECRET]);
      const measured = await load(Number(await server.line()), path, shop);
      await server.stop();
      // The first round warms up.
      if (round > 0) rounds[kind].push(measured);
    }
  }
  await db.$disconnect();
  const middle = (all: Measured[]): Measured => ({
    perSecond: median(all.map((one) => one.perSecond)),
    p99Ms: median(all.map((one) => one.p99Ms)),
  });
  return { intake: middle(rounds.intake), floor: middle(rounds.floor) };
}

async function load(port: number, path: string, shop: BenchShop): Promise<Measured> {
  const agent = new Agent({ keepAlive: true, maxSockets: CONNECTIONS });
  const target = { port, path, shopDomain: shop.domain, agent };
  const bodies = Array.from({ length: 50 }, (_, index) => signed(benchOrderBody(index + 1, 10), SECRET));
  const latencies: number[] = [];
  let sent = 0;
  const startedAt = performance.now();
  await Promise.all(
    Array.from({ length: CONNECTIONS }, async () => {
      while (sent < REQUESTS) {
        const body = bodies[sent % bodies.length];
        sent += 1;
        if (body !== undefined) latencies.push(await postWebhook(target, body, randomUUID()));
      }
    }),
  );
  const seconds = (performance.now() - startedAt) / 1_000;
  agent.destroy();
  return { perSecond: latencies.length / seconds, p99Ms: percentile(latencies, 0.99) };
}

async function storeProcessed(
  db: ReturnType<typeof createDatabase>,
  shop: BenchShop,
  rows: number,
): Promise<void> {
  if (rows === 0) return;
  await db.$executeRaw`
    INSERT INTO webhook_delivery (shop_id, topic, webhook_id, received_at, processed_at)
    SELECT ${shop.id}::uuid, 'orders/create', gen_random_uuid()::text, now(), now()
    FROM generate_series(1, ${rows}::int)`;
  await db.$executeRaw`ANALYZE webhook_delivery`;
}
