import { Prisma } from "@prisma/client";
import type { ShopifyId } from "#app/domain/shopify-id.ts";
import type { Database } from "./client.ts";
import { pgArray } from "./pg-array.ts";
import { readAlongKeys } from "./recall-plan-settings.ts";

export interface RecipientRow {
  id: string;
  contact: string | null;
  locale: string;
  status: string;
  messageId: string;
  attempts: number;
  retryAt: Date | null;
  acceptedAt: Date | null;
  acknowledgedAt: Date | null;
  error: string | null;
  items: RecipientItem[];
}

export interface RecipientItem {
  orderId: ShopifyId;
  orderName: string;
  variantId: ShopifyId;
  title: string;
  code: string;
  units: number;
}

/**
 * A page of a recall's recipients by id, each with what they have of the batches. `contact` is still encrypted. Sorted by the
 * column: "id" alone would be the text that is selected under this name, which no index has in order.
 */
export async function findRecipients(
  db: Database,
  shopId: string,
  recallId: string,
  filter: { statuses?: readonly string[] | undefined },
  page: { after: string | null; limit: number },
): Promise<RecipientRow[]> {
  const after = page.after === null ? Prisma.empty : Prisma.sql`AND r.id > ${page.after}::uuid`;
  const inStatus =
    filter.statuses === undefined
      ? Prisma.empty
      : Prisma.sql`AND status = ANY(${pgArray(filter.statuses)}::text[])`;
  const rows = await db.$statements(async (tx) => {
    await readAlongKeys(tx);
    return tx.$queryRaw<Omit<RecipientRow, "items">[]>`
      SELECT r.id::text AS id, contact, locale, status, message_id AS "messageId", attempts, retry_at AS "retryAt",
             accepted_at AS "acceptedAt", acknowledged_at AS "acknowledgedAt", error
      FROM recall_recipient r
      WHERE r.shop_id = ${shopId}::uuid AND r.recall_id = ${recallId}::uuid ${after} ${inStatus}
      ORDER BY r.id LIMIT ${page.limit}`;
  });
  const items = await findItemsOfRecipients(
    db,
    shopId,
    recallId,
    rows.map((row) => row.id),
  );
  return rows.map((row) => ({ ...row, items: items.get(row.id) ?? [] }));
}

/**
 * What recipients have, by recipient; of each in the order they bought it. Each is looked up by its key: as one list, the planner
 * may read a whole recall for them.
 */
export async function findItemsOfRecipients(
  db: Database,
  shopId: string,
  recallId: string,
  recipientIds: readonly string[],
): Promise<Map<string, RecipientItem[]>> {
  const rows = await db.$queryRaw<(RecipientItem & { recipientId: string })[]>`
    SELECT r.id::text AS "recipientId", i.*
    FROM unnest(${pgArray(recipientIds)}::uuid[]) AS r (id)
    CROSS JOIN LATERAL (
      SELECT order_id AS "orderId", order_name AS "orderName", variant_id AS "variantId", title, code,
             sum(units)::int AS units
      FROM recall_item
      WHERE shop_id = ${shopId}::uuid AND recall_id = ${recallId}::uuid AND recipient_id = r.id
      GROUP BY order_id, order_name, variant_id, title, code
    ) i
    ORDER BY r.id, i."orderId", i.title, i.code`;
  const items = new Map<string, RecipientItem[]>();
  for (const { recipientId, ...item } of rows) {
    const list = items.get(recipientId);
    if (list === undefined) items.set(recipientId, [item]);
    else list.push(item);
  }
  return items;
}
