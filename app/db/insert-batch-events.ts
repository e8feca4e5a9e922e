import type { Transaction } from "./client.ts";

export interface NewBatchEvent {
  id: string;
  batchId: string;
  kind: string;
  actor: string;
  reason: string | null;
  at: Date;
  data: Record<string, unknown>;
}

/** Adds to the timelines of batches. */
export async function insertBatchEvents(
  tx: Transaction,
  shopId: string,
  events: readonly NewBatchEvent[],
): Promise<void> {
  for (const event of events) {
    await tx.$executeRaw`
      INSERT INTO batch_event (shop_id, id, batch_id, at, kind, actor, reason, data)
      VALUES (${shopId}::uuid, ${event.id}::uuid, ${event.batchId}::uuid, ${event.at}, ${event.kind},
        ${event.actor}, ${event.reason}, ${JSON.stringify(event.data)}::jsonb)`;
  }
}
