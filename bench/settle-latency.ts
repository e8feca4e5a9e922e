import { randomUUID } from "node:crypto";
import { Agent } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import { createDatabase } from "#app/db/client.ts";
import { readWebhookSubscriptions } from "#app/server/webhook-subscriptions.ts";
import { timeRow } from "./bench.ts";
import type { Bench } from "./bench.ts";
import { startChild } from "./parts/child.ts";
import { benchOrderBody } from "./parts/order-bodies.ts";
import { postWebhook, signed } from "./parts/post-webhooks.ts";
import { makeBenchShop } from "./parts/shop-for-bench.ts";

const PER_SECOND = 200;
const SECONDS = 20;
const SECRET = "bench secret";

export const settleLatencyBench: Bench = {
  name: "settle-latency",
  about: `from a webhook's 200 to its order's batches being visible, ${PER_SECOND} orders a second for ${SECONDS} s`,
  async run(postgres) {
    const url = await postgres.database();
    const db = createDatabase({ url });
    const shop = await makeBenchShop(db, { variants: 50, unitsPerBatch: 10_000 });
    const server = startChild("bench/processes/latency-server.ts", [url, shop.id, shop.domain, SECRET]);
    const [path = ""] = (await readWebhookSubscriptions()).paths;
    const target = {
      port: Number(await server.line()),
      path,
      shopDomain: shop.domain,
      agent: new Agent({ keepAlive: true, maxSockets: 50 }),
    };
    const startedAt = performance.now();
    const sent: Promise<number>[] = [];
    for (let id = 1; id <= PER_SECOND * SECONDS; id++) {
      const body = signed(benchOrderBody(id, 50), SECRET);
      sent.push(postWebhook(target, body, randomUUID()));
      const early = startedAt + (id * 1_000) / PER_SECOND - performance.now();
      if (early > 1) await sleep(early);
    }
    await Promise.all(sent);
    while ((await db.webhookDelivery.count({ where: { processedAt: null } })) > 0) await sleep(50);
    // The first two seconds warm up.
    const [measured] = await db.$queryRaw<{ p50: number; p99: number }[]>`
      SELECT percentile_cont(0.5) WITHIN GROUP (ORDER BY ms) AS p50,
        percentile_cont(0.99) WITHIN GROUP (ORDER BY ms) AS p99
      FROM (
        SELECT extract(epoch FROM processed_at - received_at)::float8 * 1000 AS ms FROM webhook_delivery
        WHERE received_at > (SELECT min(received_at) + interval '2 s' FROM webhook_delivery)
      ) AS t`;
    await server.stop();
    target.agent.destroy();
    await db.$disconnect();
    return [
      timeRow("p50", { ms: measured?.p50 ?? NaN, limitMs: 250 }),
      timeRow("p99", { ms: measured?.p99 ?? NaN, limitMs: 1_000 }),
    ];
  },
};
