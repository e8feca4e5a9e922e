import type { Database } from "#app/db/client.ts";

/** What jobs that serve waiting lines were queued for. */
export async function queuedSettling(db: Database): Promise<unknown[]> {
  const jobs = await db.$queryRaw<{ payload: unknown }[]>`
    SELECT payload FROM graphile_worker._private_jobs j
    JOIN graphile_worker._private_tasks t ON t.id = j.task_id
    WHERE t.identifier = 'settle-waiting' ORDER BY j.id`;
  return jobs.map((job) => job.payload);
}
