import type { ModelTransaction, Transaction } from "#app/db/client.ts";
import { findImportsUnderWay } from "#app/db/order-imports.ts";
import { importOrdersJob } from "#app/jobs/definitions.ts";
import { enqueue } from "#app/jobs/enqueue.ts";

/** Queues the next step of an import; one that waits for its time already is moved to this one. */
export async function queueImport(
  tx: Transaction,
  shopId: string,
  importId: string,
  runAt?: Date,
): Promise<void> {
  await enqueue(
    tx,
    importOrdersJob,
    { shopId, importId },
    {
      key: `${importOrdersJob.name}:${importId}`,
      ...(runAt === undefined ? {} : { runAt }),
    },
  );
}

/** Takes up again what an uninstalled app had to leave: called when it is installed again. */
export async function queueImportsUnderWay(tx: ModelTransaction, shopId: string): Promise<void> {
  for (const importId of await findImportsUnderWay(tx, shopId)) await queueImport(tx, shopId, importId);
}
