import type { Database } from "#app/db/client.ts";
import { findInstalledShopIds } from "#app/db/find-installed-shop-ids.ts";
import { sweepOrdersJob } from "#app/jobs/definitions.ts";
import { enqueue } from "#app/jobs/enqueue.ts";

/** Queues a sweep for every installed shop; one that still waits for its turn is not queued twice. */
export async function sweepShops(db: Database): Promise<void> {
  const shopIds = await findInstalledShopIds(db);
  await db.$transaction(async (tx) => {
    for (const shopId of shopIds) {
      await enqueue(tx, sweepOrdersJob, { shopId }, { key: `sweep-orders:${shopId}` });
    }
  });
}
