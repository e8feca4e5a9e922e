import { MAX_UNCERTAIN } from "#app/domain/recall-retry.ts";
import type { Database, Transaction } from "./client.ts";

/**
 * Marks a recall done when nothing is queued or under way and every tag is settled, and says so in its timeline.
 * Called after each piece of work has been committed: whoever finishes last finds nothing left.
 */
export async function markRecallDone(
  db: Database | Transaction,
  shopId: string,
  recallId: string,
  event: { eventId: string; at: Date },
): Promise<boolean> {
  const marked = await db.$executeRaw`
    WITH done AS (
      UPDATE recall r SET done_at = ${event.at}
      WHERE r.shop_id = ${shopId}::uuid AND r.id = ${recallId}::uuid AND r.done_at IS NULL
        AND NOT EXISTS (
          SELECT FROM recall_recipient p WHERE p.shop_id = r.shop_id AND p.recall_id = r.id
            AND (p.status IN ('queued', 'sending')
              OR (p.status = 'uncertain' AND p.uncertain_count < ${MAX_UNCERTAIN})))
        AND NOT EXISTS (
          SELECT FROM recall_order o
          WHERE o.shop_id = r.shop_id AND o.recall_id = r.id AND o.tag_status = 'queued')
        AND NOT EXISTS (
          SELECT FROM recall_customer c
          WHERE c.shop_id = r.shop_id AND c.recall_id = r.id AND c.tag_status = 'queued')
      RETURNING r.shop_id, r.id
    )
    INSERT INTO recall_event (shop_id, id, recall_id, at, kind, actor)
    SELECT shop_id, ${event.eventId}::uuid, id, ${event.at}, 'done', 'system' FROM done`;
  return marked === 1;
}
