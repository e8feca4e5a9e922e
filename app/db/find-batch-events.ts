import { Prisma } from "@prisma/client";
import type { Transaction } from "./client.ts";

export interface BatchEvent {
  id: string;
  at: Date;
  kind: string;
  actor: string;
  reason: string | null;
  data: Record<string, unknown>;
  /** The person's act that it tells of. */
  act: BatchEventAct | null;
}

export interface BatchEventAct {
  id: string;
  kind: string;
  /** Taken back by a later act. */
  undone: boolean;
  /** It moved units, so that there is something to take back. */
  moved: boolean;
}

/** A page of what happened to a batch, the latest first (ids are UUIDv7: by time). */
export async function findBatchEvents(
  tx: Transaction,
  shopId: string,
  batchId: string,
  page: { after: string | null; limit: number },
): Promise<BatchEvent[]> {
  const after = page.after === null ? Prisma.empty : Prisma.sql`AND e.id < ${page.after}::uuid`;
  return tx.$queryRaw<BatchEvent[]>`
    SELECT e.id::text AS id, e.at, e.kind, e.actor, e.reason, e.data,
      CASE WHEN a.id IS NULL THEN NULL ELSE jsonb_build_object(
        'id', a.id::text, 'kind', a.kind, 'undone', a.undone_by IS NOT NULL,
        'moved', EXISTS (SELECT FROM movement m WHERE m.shop_id = a.shop_id AND m.act_id = a.id)) END AS act
    FROM batch_event e
    LEFT JOIN manual_act a ON a.shop_id = e.shop_id AND a.id = (e.data->>'actId')::uuid
    WHERE e.shop_id = ${shopId}::uuid AND e.batch_id = ${batchId}::uuid ${after}
    ORDER BY e.id DESC LIMIT ${page.limit}`;
}
