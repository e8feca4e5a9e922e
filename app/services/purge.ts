import type { Database } from "#app/db/client.ts";
import { deleteOldDeliveries } from "#app/db/deliveries.ts";
import {
  deleteOldComplianceRequests,
  deleteOldNightlyChecks,
  deleteOldSweepRuns,
  deleteSilentWorkers,
} from "#app/db/delete-old-records.ts";
import { endImport, findImportsBegunBefore } from "#app/db/order-imports.ts";

const DAY_MS = 86_400_000;
/** Shopify repeats a delivery for four hours; what is older can only be looked at, and holds no body any more. */
const DELIVERIES_MS = 7 * DAY_MS;
/** Proof of what was done, for as long as somebody may ask. */
const COMPLIANCE_MS = 365 * DAY_MS;
const SILENT_WORKERS_MS = DAY_MS;
/** A shop has 145 a day. */
const CHECKS_MS = 7 * DAY_MS;
/** Its staged orders hold buyers' data, and Shopify's file of them is gone by then. */
const PAUSED_REPLAY_MS = 7 * DAY_MS;
const SET_SIZE = 10_000;

/** Deletes records that have done their work. Returns early when asked to stop; the next night goes on. */
export async function purge(db: Database, now: Date, signal?: AbortSignal): Promise<void> {
  const ago = (ms: number): Date => new Date(now.getTime() - ms);
  await deleteSilentWorkers(db, ago(SILENT_WORKERS_MS));
  await deleteOldComplianceRequests(db, ago(COMPLIANCE_MS));
  await deleteOldSweepRuns(db, ago(CHECKS_MS));
  await deleteOldNightlyChecks(db, ago(CHECKS_MS));
  for (const { shopId, id } of await findImportsBegunBefore(
    db,
    "replay",
    ["paused"],
    ago(PAUSED_REPLAY_MS),
  )) {
    const error = "It was paused for a week. Start again: what was replayed stays.";
    await db.$transaction((tx) => endImport(tx, shopId, id, { state: "cancelled", error, at: now }));
  }
  let deleted: number;
  do {
    deleted = await deleteOldDeliveries(db, ago(DELIVERIES_MS), SET_SIZE);
  } while (deleted === SET_SIZE && signal?.aborted !== true);
}
