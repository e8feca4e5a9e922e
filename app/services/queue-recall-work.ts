import type { ModelTransaction, Transaction } from "#app/db/client.ts";
import { findOpenRecalls } from "#app/db/find-open-recalls.ts";
import { sendNoticesJob, tagRecallJob } from "#app/jobs/definitions.ts";
import { enqueue } from "#app/jobs/enqueue.ts";

/** Queues the mails and tags of one recall; what is queued already becomes one with it. */
export async function queueRecallWork(tx: Transaction, shopId: string, recallId: string): Promise<void> {
  const payload = { shopId, recallId };
  await enqueue(tx, sendNoticesJob, payload, { key: `${sendNoticesJob.name}:${recallId}` });
  await enqueue(tx, tagRecallJob, payload, { key: `${tagRecallJob.name}:${recallId}` });
}

/** Takes up again what an uninstalled app had to leave: called when it is installed again (DOMAIN.md section 5). */
export async function queueOpenRecalls(tx: ModelTransaction, shopId: string): Promise<void> {
  for (const recallId of await findOpenRecalls(tx, shopId)) await queueRecallWork(tx, shopId, recallId);
}
