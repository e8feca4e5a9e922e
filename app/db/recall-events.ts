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
  await tx.recallEvent.create({ data: { shopId, ...event } });
}

/** What happened to a recall, the latest first. A recall has few of these: every move of a person and its end. */
export function findRecallEvents(db: Database, shopId: string, recallId: string): Promise<RecallEvent[]> {
  return db.recallEvent.findMany({
    where: { shopId, recallId },
    select: { id: true, at: true, kind: true, actor: true, reason: true, data: true },
    orderBy: { id: "desc" },
  });
}
