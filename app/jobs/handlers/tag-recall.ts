import { tagRecall } from "#app/services/tag-recall.ts";
import { tagRecallJob } from "../definitions.ts";
import type { JobHandler } from "../handler.ts";

export const tagRecallHandler: JobHandler<typeof tagRecallJob> = {
  job: tagRecallJob,
  run: async (deps, { shopId, recallId }) => {
    const ctx = await deps.contextFor(shopId);
    if (ctx !== null) await tagRecall(ctx, deps.signal, recallId);
  },
};
