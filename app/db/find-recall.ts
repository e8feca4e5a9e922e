import type { RecallRing, RecallScopeGroups } from "#app/domain/recall-scope.ts";
import type { RecallStatus } from "#app/domain/recall-states.ts";
import type { BatchStatus } from "#app/domain/settlement.types.ts";
import type { Database } from "./client.ts";

export interface RecallRecord {
  id: string;
  number: string;
  tag: string;
  status: RecallStatus;
  drill: boolean;
  ring: RecallRing;
  reason: string;
  hazard: string;
  instructions: string;
  remedies: string[];
  subject: string;
  body: string;
  /** As counted at launch: they never change afterwards. */
  groups: RecallScopeGroups;
  /** How long it took to find and record everyone. */
  scopeMs: number;
  createdBy: string;
  launchedAt: Date;
  doneAt: Date | null;
  endedAt: Date | null;
  batches: { id: string; code: string; status: BatchStatus }[];
}

export async function findRecall(
  db: Database,
  shopId: string,
  recallId: string,
): Promise<RecallRecord | null> {
  const [row] = await db.$queryRaw<RecallRecord[]>`
    SELECT r.id::text AS id, r.number, r.tag, r.status, r.drill, r.ring, r.reason, r.hazard, r.instructions, r.remedies,
           r.subject, r.body, r.groups, r.scope_ms AS "scopeMs", r.created_by AS "createdBy",
           r.launched_at AS "launchedAt", r.done_at AS "doneAt", r.ended_at AS "endedAt",
           (SELECT coalesce(jsonb_agg(jsonb_build_object('id', b.id, 'code', b.code, 'status', b.status)
                                      ORDER BY b.code_key), '[]')
            FROM recall_batch rb JOIN batch b ON b.shop_id = rb.shop_id AND b.id = rb.batch_id
            WHERE rb.shop_id = r.shop_id AND rb.recall_id = r.id) AS batches
    FROM recall r WHERE r.shop_id = ${shopId}::uuid AND r.id = ${recallId}::uuid`;
  return row ?? null;
}
