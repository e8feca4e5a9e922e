import { Prisma } from "@prisma/client";
import type { RecallRing, RecallScopeGroups } from "#app/domain/recall-scope.ts";
import type { RecallStatus } from "#app/domain/recall-states.ts";
import type { Database } from "./client.ts";

export interface RecallSummary {
  id: string;
  number: string;
  tag: string;
  status: RecallStatus;
  drill: boolean;
  ring: RecallRing;
  reason: string;
  groups: RecallScopeGroups;
  scopeMs: number;
  launchedAt: Date;
  doneAt: Date | null;
  endedAt: Date | null;
  batchCodes: string[];
}

export interface RecallFilter {
  batchId?: string | undefined;
  statuses?: readonly RecallStatus[] | undefined;
}

/** A page of recalls and drills, the latest first (ids are UUIDv7: by time). */
export function findRecalls(
  db: Database,
  shopId: string,
  filter: RecallFilter,
  page: { after: string | null; limit: number },
): Promise<RecallSummary[]> {
  const after = page.after === null ? Prisma.empty : Prisma.sql`AND r.id < ${page.after}::uuid`;
  const ofBatch =
    filter.batchId === undefined
      ? Prisma.empty
      : Prisma.sql`AND r.id IN (SELECT recall_id FROM recall_batch
                               WHERE shop_id = ${shopId}::uuid AND batch_id = ${filter.batchId}::uuid)`;
  const inStatus =
    filter.statuses === undefined ? Prisma.empty : Prisma.sql`AND r.status = ANY(${filter.statuses}::text[])`;
  return db.$queryRaw<RecallSummary[]>`
    SELECT r.id::text AS id, r.number, r.tag, r.status, r.drill, r.ring, r.reason, r.groups, r.scope_ms AS "scopeMs",
           r.launched_at AS "launchedAt", r.done_at AS "doneAt", r.ended_at AS "endedAt",
           (SELECT coalesce(jsonb_agg(b.code ORDER BY b.code_key), '[]')
            FROM recall_batch rb JOIN batch b ON b.shop_id = rb.shop_id AND b.id = rb.batch_id
            WHERE rb.shop_id = r.shop_id AND rb.recall_id = r.id) AS "batchCodes"
    FROM recall r
    WHERE r.shop_id = ${shopId}::uuid ${after} ${ofBatch} ${inStatus}
    ORDER BY r.id DESC LIMIT ${page.limit}`;
}
