import type { Prisma } from "@prisma/client";
import type { Database, Transaction } from "./client.ts";

export interface RecallEvent {
  id: string;
  at: Date;
  kind: string;
  actor: string;
  reason: string | null;
  data: unknown;
}

export interface NewRecallEvent {
  id: string;
  recallId: string;
  at: Date;
  kind: "launched" | "paused" | "resumed" | "closed" | "revoked" | "done" | "late_find";
  actor: string;
  reason: string | null;
  data?: Prisma.InputJsonObject;
}

export async function insertRecallEvent(
  tx: Transaction,
  shopId: string,
  event: NewRecallEvent,
): Promise<void> {
  const { id, recallId, at, kind, actor, reason, data } = event;
  await tx.$executeRaw`
    INSERT INTO recall_event (shop_id, id, recall_id, at, kind, actor, reason, data)
    VALUES (${shopId}::uuid, ${id}::uuid, ${recallId}::uuid, ${at}, ${kind}, ${actor}, ${reason},
      ${JSON.stringify(data ?? {})}::jsonb)`;
}

/** What happened to a recall, the latest first. A recall has few of these: every move of a person and its end. */
export function findRecallEvents(db: Database, shopId: string, recallId: string): Promise<RecallEvent[]> {
  return db.recallEvent.findMany({
    where: { shopId, recallId },
    select: { id: true, at: true, kind: true, actor: true, reason: true, data: true },
    orderBy: { id: "desc" },
  });
}
