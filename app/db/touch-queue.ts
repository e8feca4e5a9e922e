import type { Database } from "./client.ts";

/** Reads from the tables and the queue's; throws when either does not answer. */
export async function touchQueue(db: Database): Promise<void> {
  await db.$queryRaw`
    SELECT (SELECT id FROM shop LIMIT 1)::text AS shop, (SELECT id FROM graphile_worker.jobs LIMIT 1)::text AS job`;
}
