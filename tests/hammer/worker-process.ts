/** A process with several workers: each has the loops by which the app's worker settles orders, over one pool of connections. */
import { createDatabase } from "#app/db/client.ts";
import type { OrderFacts } from "#app/domain/order-facts.ts";
import type { WorkerDeps } from "#app/jobs/handler.ts";
import { startDeliveryLoop } from "#app/jobs/delivery-loop.ts";
import { startFetchLoop } from "#app/jobs/fetch-loop.ts";
import { makeContext } from "../setup/test-shop.ts";
import type { FromWorker, ToWorker, WorkerStart } from "./messages.ts";

const { databaseUrl, shop, workers } = JSON.parse(process.argv[2] ?? "") as WorkerStart;
const db = createDatabase({ url: databaseUrl });
const asked = new Map<number, (facts: OrderFacts[]) => void>();
let questions = 0;

const tell = (message: FromWorker): void => {
  process.send?.(message);
};
const ctx = makeContext(db, shop, {
  shopify: {
    readOrders: (orderIds) =>
      new Promise((resolve) => {
        const question = (questions += 1);
        asked.set(question, resolve);
        tell({ kind: "readOrders", question, orderIds: [...orderIds] });
      }),
  },
});

const rounds = Array.from({ length: workers }, () => 0);
const loops = rounds.flatMap((_, worker) => {
  const deps: WorkerDeps = {
    contextFor: () => {
      rounds[worker] = (rounds[worker] ?? 0) + 1;
      return Promise.resolve(ctx);
    },
    db,
    mailer: { connections: 1, send: () => Promise.reject(new Error("no mail here")), close: () => undefined },
    workerId: `${process.pid}-${worker}`,
    log: ctx.log,
    signal: new AbortController().signal,
  };
  return [startDeliveryLoop(deps), startFetchLoop(deps)];
});

process.on("message", (message: ToWorker) => {
  switch (message.kind) {
    case "wake":
      for (const loop of loops) loop.wake();
      return;
    case "orders":
      asked.get(message.question)?.(message.facts);
      asked.delete(message.question);
      return;
    case "stop":
      void stop();
  }
});
// A test that was killed leaves nobody behind.
process.once("disconnect", () => process.exit(1));
tell({ kind: "ready" });

async function stop(): Promise<void> {
  await Promise.all(loops.map((loop) => loop.stop()));
  await db.$disconnect();
  process.removeAllListeners("disconnect");
  process.send?.({ kind: "stopped", rounds } satisfies FromWorker, () => process.disconnect());
}
