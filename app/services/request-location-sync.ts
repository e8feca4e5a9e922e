import type { Transaction } from "#app/db/client.ts";
import { syncLocationsJob } from "#app/jobs/definitions.ts";
import { enqueue } from "#app/jobs/enqueue.ts";

/** Has the shop's locations read (again). Several requests before that are one. */
export async function requestLocationSync(tx: Transaction, shopId: string): Promise<void> {
  await enqueue(tx, syncLocationsJob, { shopId }, { key: `sync-locations:${shopId}` });
}
