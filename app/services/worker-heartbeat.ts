import type { Database } from "#app/db/client.ts";
import * as heartbeats from "#app/db/heartbeats.ts";

const SILENT_AFTER_SECONDS = 15;

/** Records that the worker lives. */
export async function beat(db: Database, workerId: string): Promise<void> {
  await heartbeats.beat(db, workerId);
}

/** The worker stops in good order: its jobs are given back already. */
export async function endHeartbeat(db: Database, workerId: string): Promise<void> {
  await heartbeats.forget(db, workerId);
}

/** Gives the jobs of workers that have been silent for 15 seconds back to the queue. @returns their ids */
export async function unlockSilentWorkers(db: Database): Promise<string[]> {
  return await heartbeats.unlockSilentWorkers(db, SILENT_AFTER_SECONDS);
}
