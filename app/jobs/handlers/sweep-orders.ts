import { settleWaiting } from "#app/services/settle-waiting.ts";
import { sweepOrders } from "#app/services/sweep-orders.ts";
import { sweepOrdersJob } from "../definitions.ts";
import { enqueue } from "../enqueue.ts";
import type { JobHandler } from "../handler.ts";

export const sweepOrdersHandler: JobHandler<typeof sweepOrdersJob> = {
  job: sweepOrdersJob,
  run: async (deps, payload) => {
    const ctx = await deps.contextFor(payload.shopId);
    if (ctx === null) return;
    await settleWaiting(ctx, null, deps.signal);
    const { isComplete } = await sweepOrders(ctx, deps.signal);
    if (isComplete) return;
    await deps.db.$transaction((tx) =>
      enqueue(tx, sweepOrdersJob, payload, { key: `sweep-orders:${payload.shopId}` }),
    );
  },
};
