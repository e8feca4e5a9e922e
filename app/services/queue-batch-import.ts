import type { ModelTransaction, Transaction } from "#app/db/client.ts";
import { findBatchImportsUnderWay } from "#app/db/batch-imports.ts";
import { importBatchesJob } from "#app/jobs/definitions.ts";
import { enqueue } from "#app/jobs/enqueue.ts";

/** Queues the work of an import of batches. */
export async function queueBatchImport(tx: Transaction, shopId: string, importId: string): Promise<void> {
  await enqueue(tx, importBatchesJob, { shopId, importId }, { key: `${importBatchesJob.name}:${importId}` });
}

/** Takes up again what an uninstalled app had to leave: called when it is installed again. */
export async function queueBatchImportsUnderWay(tx: ModelTransaction, shopId: string): Promise<void> {
  for (const importId of await findBatchImportsUnderWay(tx, shopId)) {
    await queueBatchImport(tx, shopId, importId);
  }
}
