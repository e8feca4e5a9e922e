import type { Database } from "./client.ts";
import { pgArray } from "./pg-array.ts";

/** The database's clock decides who is silent: those of the workers' machines may differ. */
export async function beat(db: Database, workerId: string): Promise<void> {
  await db.$executeRaw`
    INSERT INTO worker_heartbeat (worker_id, beat_at) VALUES (${workerId}, now())
    ON CONFLICT (worker_id) DO UPDATE SET beat_at = now()`;
}

export async function forget(db: Database, workerId: string): Promise<void> {
  await db.$executeRaw`DELETE FROM worker_heartbeat WHERE worker_id = ${workerId}`;
}

/**
 * Unlocks the jobs of workers without a recent beat. A job that was locked just now is left: its worker may be about to
 * beat for the first time.
 * @returns the ids of the workers
 */
export async function unlockSilentWorkers(db: Database, silentSeconds: number): Promise<string[]> {
  const silent = await db.$queryRaw<{ worker_id: string }[]>`
    SELECT DISTINCT j.locked_by AS worker_id
    FROM graphile_worker.jobs j
    WHERE j.locked_by IS NOT NULL AND j.locked_at < now() - make_interval(secs => ${silentSeconds}::int)
      AND NOT EXISTS (
        SELECT 1 FROM worker_heartbeat h
        WHERE h.worker_id = j.locked_by AND h.beat_at > now() - make_interval(secs => ${silentSeconds}::int)
      )`;
  const ids = silent.map((row) => row.worker_id);
  if (ids.length > 0)
    await db.$executeRaw`SELECT graphile_worker.force_unlock_workers(${pgArray(ids)}::text[])`;
  return ids;
}
