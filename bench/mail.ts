import { createDatabase } from "#app/db/client.ts";
import { growthRow, median, rateRow, whole } from "./bench.ts";
import type { Bench, BenchRow } from "./bench.ts";
import { startChild } from "./parts/child.ts";
import { openTsxLoader } from "../tests/setup/tsx-loader.ts";

const CONNECTIONS = [5, 20];
const MAILS = 3_000;
const ROUNDS = 3;
const FEW = 1_000;
const MANY = 100_000;

export const mailBench: Bench = {
  name: "mail",
  about: "notices of about 20 KB sent with their records against the same pool of connections without any",
  async run(postgres) {
    const db = createDatabase({ url: await postgres.database() });
    const sink = startChild("bench/processes/mail-sink.ts", []);
    const loader = await openTsxLoader();
    try {
      const smtpUrl = `smtp://127.0.0.1:${await sink.line()}`;
      const { openMailSender } = await loader.load<typeof import("./parts/mail-sender.ts")>(
        new URL("./parts/mail-sender.ts", import.meta.url),
      );

      const rows: BenchRow[] = [];
      for (const connections of CONNECTIONS) {
        const sender = await openMailSender(db, { smtpUrl, connections });
        const rates = { sent: [] as number[], floor: [] as number[] };
        for (let round = 0; round <= ROUNDS; round++) {
          const floor = await sender.sendPlain(MAILS);
          const sent = await sender.sendNotices(MAILS);
          // The first round warms up the template, the pool and the plans.
          if (round === 0) continue;
          rates.floor.push(floor);
          rates.sent.push(sent);
        }
        sender.close();
        const [value, floor] = [median(rates.sent), median(rates.floor)];
        rows.push(rateRow(`${connections} connections`, "mails/s", { value, floor, goal: 0.85 }));
      }

      const sender = await openMailSender(db, { smtpUrl, connections: 20 });
      const few = await sender.peakHeapMb(FEW);
      const many = await sender.peakHeapMb(MANY);
      sender.close();
      rows.push(
        growthRow(`memory at its most, ${whole(MANY)} recipients against ${whole(FEW)}`, {
          mb: many - few,
          limitMb: 10,
        }),
      );
      return rows;
    } finally {
      await loader.close();
      await sink.stop();
      await db.$disconnect();
    }
  },
};
