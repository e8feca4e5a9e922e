import type { Bench } from "./bench.ts";
import { growthBench } from "./growth.ts";
import { ingestBench } from "./ingest.ts";
import { mailBench } from "./mail.ts";
import { startBenchPostgres } from "./parts/bench-postgres.ts";
import { printTable } from "./parts/print-table.ts";
import { recallScopeBench } from "./recall-scope.ts";
import { settleLatencyBench } from "./settle-latency.ts";
import { settleBench } from "./settle.ts";

/** `npm run bench [-- name …]`: measures, prints every ratio with its goal. Not a test: the exit code says only that it ran. */
const BENCHES: Bench[] = [
  ingestBench,
  settleBench,
  settleLatencyBench,
  growthBench,
  recallScopeBench,
  mailBench,
];

const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !BENCHES.some((bench) => bench.name === name));
if (unknown.length > 0) {
  const names = BENCHES.map((bench) => bench.name).join(", ");
  process.stderr.write(`no benchmark is called ${unknown.join(", ")}; there are: ${names}\n`);
  process.exit(1);
}

const postgres = await startBenchPostgres();
for (const signal of ["SIGINT", "SIGTERM"] as const) {
  process.on(signal, () => void postgres.stop().finally(() => process.exit(1)));
}
try {
  for (const bench of BENCHES) {
    if (wanted.length > 0 && !wanted.includes(bench.name)) continue;
    process.stdout.write(`\n${bench.name}: ${bench.about}\n\n`);
    printTable(await bench.run(postgres));
  }
} finally {
  await postgres.stop();
}
