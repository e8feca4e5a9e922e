import { Prisma } from "@prisma/client";
import type { Database } from "./client.ts";
import { readAlongKeys } from "./recall-plan-settings.ts";

export interface ExportedRecipient {
  id: string;
  /** Encrypted; null for a redacted person. */
  contact: string | null;
  status: string;
  acceptedAt: Date | null;
  /** Order, its name, a batch's code, units of it; by order and line. */
  items: [orderId: string, orderName: string, code: string, units: number][];
}

/** A page of a recall's recipients by id with what a list for calls and letters says of them, in one statement. */
export async function findRecipientsToExport(
  db: Database,
  shopId: string,
  recallId: string,
  page: { after: string | null; limit: number },
): Promise<ExportedRecipient[]> {
  const after = page.after === null ? Prisma.empty : Prisma.sql`AND r.id > ${page.after}::uuid`;
  return db.$statements(async (tx) => {
    await readAlongKeys(tx);
    return tx.$queryRaw<ExportedRecipient[]>`
      SELECT p.id::text AS id, p.contact, p.status, p.accepted_at AS "acceptedAt", i.items
      FROM (
        SELECT r.id, r.contact, r.status, r.accepted_at FROM recall_recipient r
        WHERE r.shop_id = ${shopId}::uuid AND r.recall_id = ${recallId}::uuid ${after}
        ORDER BY r.id LIMIT ${page.limit}
      ) p
      CROSS JOIN LATERAL (
        SELECT coalesce(json_agg(json_build_array(order_id::text, order_name, code, units)), '[]') AS items
        FROM (
          SELECT order_id, order_name, code, units FROM recall_item
          WHERE shop_id = ${shopId}::uuid AND recall_id = ${recallId}::uuid AND recipient_id = p.id
          ORDER BY order_id, line_id, batch_id
        ) bought
      ) i
      ORDER BY p.id`;
  });
}
