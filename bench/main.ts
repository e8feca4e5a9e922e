import { ingestBench } from "./ingest.ts";
import { printTable } from "./parts/print-table.ts";
import { startBenchPostgres } from "./parts/bench-postgres.ts";
import { settleBench } from "./settle.ts";
import { settleLatencyBench } from "./settle-latency.ts";
import { whole } from "./bench.ts";
import type { Bench } from "./bench.ts";
import { createDatabase } from "#app/db/client.ts";
import { benchRecallScope } from "./recall-scope.ts";

/** `npm run bench [-- name …]`: measures, prints every ratio with its goal. Not a test: the exit code says only that it ran. */
const recallScopeBench: Bench = {
  name: "recall-scope",
  about: "a batch with 100,000 affected orders among a million",
  async run(postgres) {
    const db = createDatabase({ url: await postgres.database() });
    const results = await benchRecallScope(db);
    await db.$disconnect();
    return results.map(({ what, ms, floor, floorMs, goal, met }) => ({
      what,
      value: `${ms < 10 ? ms.toFixed(1) : whole(ms)} ms`,
      floor: floor === "" ? "" : `${floorMs < 10 ? floorMs.toFixed(1) : whole(floorMs)} ms (${floor})`,
      ratio: `(${goal})`,
      met,
    }));
  },
};

const BENCHES: Bench[] = [ingestBench, settleBench, settleLatencyBench, recallScopeBench];

const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !BENCHES.some((bench) => bench.name === name));
if (unknown.length > 0) {
  const names = BENCHES.map((bench) => bench.name).join(", ");
  process.stderr.write(`no benchmark is called ${unknown.join(", ")}; there are: ${names}\n`);
  process.exit(1);
}

const postgres = await startBenchPostgres();
try {
  for (const bench of BENCHES) {
    if (wanted.length > 0 && !wanted.includes(bench.name)) continue;
    process.stdout.write(`\n${bench.name}: ${bench.about}\n\n`);
    printTable(await bench.run(postgres));
  }
} finally {
  await postgres.stop();
}
