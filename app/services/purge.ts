import type { Database } from "#app/db/client.ts";
import { deleteOldDeliveries } from "#app/db/deliveries.ts";
import { deleteOldComplianceRequests, deleteSilentWorkers } from "#app/db/delete-old-records.ts";

const DAY_MS = 86_400_000;
/** Shopify repeats a delivery for four hours; what is older can only be looked at, and holds no body any more. */
const DELIVERIES_MS = 7 * DAY_MS;
/** Proof of what was done, for as long as somebody may ask. */
const COMPLIANCE_MS = 365 * DAY_MS;
const SILENT_WORKERS_MS = DAY_MS;
const SET_SIZE = 10_000;

/** Deletes records that have done their work. Returns early when asked to stop; the next night goes on. */
export async function purge(db: Database, now: Date, signal?: AbortSignal): Promise<void> {
  const ago = (ms: number): Date => new Date(now.getTime() - ms);
  await deleteSilentWorkers(db, ago(SILENT_WORKERS_MS));
  await deleteOldComplianceRequests(db, ago(COMPLIANCE_MS));
  let deleted: number;
  do {
    deleted = await deleteOldDeliveries(db, ago(DELIVERIES_MS), SET_SIZE);
  } while (deleted === SET_SIZE && signal?.aborted !== true);
}
