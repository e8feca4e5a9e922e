import type { Database } from "#app/db/client.ts";
import { countBacklog } from "#app/db/count-backlog.ts";
import { touchQueue } from "#app/db/touch-queue.ts";

/** @throws when the database does not answer, or the job queue's tables are not there */
export async function checkReadiness(db: Database): Promise<void> {
  await touchQueue(db);
}

/** What waits to be done, over all shops. */
export async function readBacklog(db: Database): ReturnType<typeof countBacklog> {
  return await countBacklog(db);
}
