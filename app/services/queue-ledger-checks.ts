import type { Database } from "#app/db/client.ts";
import { findInstalledShopIds } from "#app/db/find-installed-shop-ids.ts";
import { checkLedgerJob } from "#app/jobs/definitions.ts";
import { enqueue } from "#app/jobs/enqueue.ts";

/** Queues a check of every installed shop's ledger; one that still waits for its turn is not queued twice. */
export async function queueLedgerChecks(db: Database): Promise<void> {
  const shopIds = await findInstalledShopIds(db);
  await db.$transaction(async (tx) => {
    for (const shopId of shopIds) {
      await enqueue(tx, checkLedgerJob, { shopId }, { key: `check-ledger:${shopId}` });
    }
  });
}
