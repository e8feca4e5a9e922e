import { MAX_UNCERTAIN } from "#app/domain/recall-retry.ts";
import type { Database } from "./client.ts";

export interface TagCounts {
  total: number;
  tagged: number;
  failed: number;
}

export type RecipientCounts = Record<
  | "total"
  | "queued"
  | "sending"
  | "accepted"
  | "bounced"
  | "failed"
  | "uncertain"
  | "unreachable"
  | "acknowledged"
  | "remedied"
  | "excluded"
  | "redacted"
  | "drill",
  number
>;

export interface RecallProgressCounts {
  orders: TagCounts;
  customers: TagCounts;
  recipients: RecipientCounts;
  /** Nothing queued or under way, and every tag tagged or failed. */
  done: boolean;
}

/** How far the mails and tags of a recall are. */
export async function countRecallProgress(
  db: Database,
  shopId: string,
  recallId: string,
): Promise<RecallProgressCounts> {
  const rows = await db.$queryRaw<{ kind: "order" | "customer" | "recipient"; status: string; n: number }[]>`
    SELECT 'order' AS kind, tag_status AS status, count(*)::int AS n FROM recall_order
    WHERE shop_id = ${shopId}::uuid AND recall_id = ${recallId}::uuid GROUP BY tag_status
    UNION ALL
    SELECT 'customer', tag_status, count(*)::int FROM recall_customer
    WHERE shop_id = ${shopId}::uuid AND recall_id = ${recallId}::uuid GROUP BY tag_status
    UNION ALL
    SELECT 'recipient', CASE WHEN status = 'uncertain' AND uncertain_count < ${MAX_UNCERTAIN} THEN 'resend' ELSE status END,
           count(*)::int FROM recall_recipient
    WHERE shop_id = ${shopId}::uuid AND recall_id = ${recallId}::uuid GROUP BY 2`;
  const of = (kind: string, status?: string): number =>
    rows
      .filter((row) => row.kind === kind && (status === undefined || row.status === status))
      .reduce((sum, row) => sum + row.n, 0);
  const tags = (kind: string): TagCounts => ({
    total: of(kind),
    tagged: of(kind, "tagged"),
    failed: of(kind, "failed"),
  });
  const recipients: RecipientCounts = {
    total: of("recipient"),
    queued: of("recipient", "queued"),
    sending: of("recipient", "sending"),
    accepted: of("recipient", "accepted"),
    bounced: of("recipient", "bounced"),
    failed: of("recipient", "failed"),
    uncertain: of("recipient", "uncertain") + of("recipient", "resend"),
    unreachable: of("recipient", "unreachable"),
    acknowledged: of("recipient", "acknowledged"),
    remedied: of("recipient", "remedied"),
    excluded: of("recipient", "excluded"),
    redacted: of("recipient", "redacted"),
    drill: of("recipient", "drill"),
  };
  return {
    orders: tags("order"),
    customers: tags("customer"),
    recipients,
    done:
      recipients.queued + recipients.sending + of("recipient", "resend") === 0 &&
      of("order", "queued") + of("customer", "queued") === 0,
  };
}
