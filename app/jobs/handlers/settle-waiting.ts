import { settleWaitingKey } from "#app/services/record-rules-version.ts";
import { settleWaiting } from "#app/services/settle-waiting.ts";
import { settleWaitingJob } from "../definitions.ts";
import { enqueue } from "../enqueue.ts";
import type { JobHandler } from "../handler.ts";

export const settleWaitingHandler: JobHandler<typeof settleWaitingJob> = {
  job: settleWaitingJob,
  run: async (deps, payload) => {
    const ctx = await deps.contextFor(payload.shopId);
    if (ctx === null) return;
    const productId = payload.productId === null ? null : BigInt(payload.productId);
    const { isComplete } = await settleWaiting(ctx, productId, deps.signal);
    if (isComplete) return;
    await deps.db.$transaction((tx) =>
      enqueue(tx, settleWaitingJob, payload, { key: settleWaitingKey(payload) }),
    );
  },
};
