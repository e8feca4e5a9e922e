import { Prisma } from "@prisma/client";
import type { Transaction } from "./client.ts";

export interface BatchEvent {
  id: string;
  at: Date;
  kind: string;
  actor: string;
  reason: string | null;
  data: Record<string, unknown>;
}

/** A page of what happened to a batch, the latest first (ids are UUIDv7: by time). */
export async function findBatchEvents(
  tx: Transaction,
  shopId: string,
  batchId: string,
  page: { after: string | null; limit: number },
): Promise<BatchEvent[]> {
  const after = page.after === null ? Prisma.empty : Prisma.sql`AND id < ${page.after}::uuid`;
  return tx.$queryRaw<BatchEvent[]>`
    SELECT id::text AS id, at, kind, actor, reason, data FROM batch_event
    WHERE shop_id = ${shopId}::uuid AND batch_id = ${batchId}::uuid ${after}
    ORDER BY id DESC LIMIT ${page.limit}`;
}
