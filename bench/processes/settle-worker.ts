/** A worker process for the settle benchmark: drains one shop to warm up, prints a line, drains the other on a line, prints the milliseconds. */
import { createInterface } from "node:readline";
import { createDatabase } from "#app/db/client.ts";
import { processDeliveries } from "#app/services/process-deliveries.ts";
import { benchContext } from "../parts/shop-for-bench.ts";

const [warmUpUrl = "", warmUpShop = "", url = "", shop = ""] = process.argv.slice(2);
await drain(warmUpUrl, warmUpShop);
process.stdout.write("ready\n");

for await (const _line of createInterface({ input: process.stdin })) {
  process.stdout.write(`${await drain(url, shop)}\n`);
}

async function drain(databaseUrl: string, shopId: string): Promise<number> {
  const db = createDatabase({ url: databaseUrl, poolSize: 2 });
  const ctx = benchContext(db, { id: shopId, domain: "bench.myshopify.com" });
  await db.$queryRaw`SELECT 1`;
  const startedAt = performance.now();
  while ((await processDeliveries(ctx)) > 0);
  const milliseconds = performance.now() - startedAt;
  await db.$disconnect();
  return milliseconds;
}
