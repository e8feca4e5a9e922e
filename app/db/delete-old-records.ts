import type { Database } from "./client.ts";

/** Deletes the records of compliance requests that were carried out before then. */
export async function deleteOldComplianceRequests(db: Database, before: Date): Promise<void> {
  await db.$executeRaw`DELETE FROM compliance_request WHERE completed_at < ${before}`;
}

/** Forgets workers that have not been heard of since then. */
export async function deleteSilentWorkers(db: Database, before: Date): Promise<void> {
  await db.$executeRaw`DELETE FROM worker_heartbeat WHERE beat_at < ${before}`;
}

/** Deletes what reconciliations found before then. */
export async function deleteOldSweepRuns(db: Database, before: Date): Promise<void> {
  await db.$executeRaw`DELETE FROM sweep_run WHERE finished_at < ${before}`;
}

/** Deletes nightly checks that ended before then. */
export async function deleteOldNightlyChecks(db: Database, before: Date): Promise<void> {
  await db.$executeRaw`DELETE FROM order_import WHERE kind = 'nightly' AND finished_at < ${before}`;
}
