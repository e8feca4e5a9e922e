import { importBatches } from "#app/services/import-batches.ts";
import { queueBatchImport } from "#app/services/queue-batch-import.ts";
import { importBatchesJob } from "../definitions.ts";
import type { JobHandler } from "../handler.ts";

export const importBatchesHandler: JobHandler<typeof importBatchesJob> = {
  job: importBatchesJob,
  async run(deps, { shopId, importId }) {
    const ctx = await deps.contextFor(shopId);
    if (ctx === null) return;
    const { isDone } = await importBatches(ctx, importId, deps.signal);
    if (!isDone) await deps.db.$transaction((tx) => queueBatchImport(tx, shopId, importId));
  },
};
