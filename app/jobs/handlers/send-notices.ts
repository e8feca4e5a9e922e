import { sendNotices } from "#app/services/send-notices.ts";
import { sendNoticesJob } from "../definitions.ts";
import type { JobHandler } from "../handler.ts";

export const sendNoticesHandler: JobHandler<typeof sendNoticesJob> = {
  job: sendNoticesJob,
  run: async (deps, { shopId, recallId }) => {
    const ctx = await deps.contextFor(shopId);
    if (ctx !== null) await sendNotices(ctx, deps, recallId);
  },
};
