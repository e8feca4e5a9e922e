/** A worker process for the settle benchmark: prints a line when it is ready, drains on a line, prints the milliseconds. */
import { createInterface } from "node:readline";
import { createDatabase } from "#app/db/client.ts";
import { processDeliveries } from "#app/services/process-deliveries.ts";
import { benchContext } from "../parts/shop-for-bench.ts";

const [url = "", id = "", domain = ""] = process.argv.slice(2);
const db = createDatabase({ url, poolSize: 2 });
const ctx = benchContext(db, { id, domain });
// Connections and code are warm before the clock runs.
await db.$queryRaw`SELECT 1`;
process.stdout.write("ready\n");

for await (const _line of createInterface({ input: process.stdin })) {
  const startedAt = performance.now();
  while ((await processDeliveries(ctx)) > 0);
  process.stdout.write(`${performance.now() - startedAt}\n`);
}
