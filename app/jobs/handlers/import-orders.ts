import { importOrdersJob } from "../definitions.ts";
import type { JobHandler } from "../handler.ts";
import { importOrders } from "#app/services/import-orders.ts";
import { queueImport } from "#app/services/queue-import.ts";

export const importOrdersHandler: JobHandler<typeof importOrdersJob> = {
  job: importOrdersJob,
  async run(deps, { shopId, importId }) {
    const ctx = await deps.contextFor(shopId);
    if (ctx === null) return;
    const next = await importOrders(ctx, importId, deps.signal);
    if (next !== null) await deps.db.$transaction((tx) => queueImport(tx, shopId, importId, next.at));
  },
};
