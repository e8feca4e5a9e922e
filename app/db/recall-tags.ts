import { Prisma } from "@prisma/client";
import type { ShopifyId } from "#app/domain/shopify-id.ts";
import type { Database } from "./client.ts";
import { pgArray } from "./pg-array.ts";

export type TaggedKind = "Order" | "Customer";

export interface QueuedTag {
  kind: TaggedKind;
  id: ShopifyId;
}

export interface TagRecord extends QueuedTag {
  /** Why Shopify will not have the tag; null: it has it. */
  refused: string | null;
}

const tables = {
  Order: { table: Prisma.raw("recall_order"), id: Prisma.raw("order_id") },
  Customer: { table: Prisma.raw("recall_customer"), id: Prisma.raw("customer_id") },
} as const;

/** The next objects to tag, orders before customers; empty when there are none or the recall is not active. */
export async function findQueuedTags(
  db: Database,
  shopId: string,
  recallId: string,
  limit: number,
): Promise<QueuedTag[]> {
  for (const kind of ["Order", "Customer"] as const) {
    const { table, id } = tables[kind];
    const rows = await db.$queryRaw<{ id: bigint }[]>`
      SELECT t.${id} AS id FROM ${table} t
      JOIN recall r ON r.shop_id = t.shop_id AND r.id = t.recall_id
      WHERE t.shop_id = ${shopId}::uuid AND t.recall_id = ${recallId}::uuid AND t.tag_status = 'queued'
        AND r.status = 'active' AND NOT r.drill
      ORDER BY t.${id} LIMIT ${limit}`;
    if (rows.length > 0) return rows.map((row) => ({ kind, id: row.id }));
  }
  return [];
}

/** Records what became of a set of one kind. What has its tag is tagged, even if the recall ended meanwhile. */
export async function recordTags(
  db: Database,
  shopId: string,
  recallId: string,
  records: readonly TagRecord[],
  now: Date,
): Promise<void> {
  for (const kind of ["Order", "Customer"] as const) {
    const ofKind = records.filter((record) => record.kind === kind);
    if (ofKind.length === 0) continue;
    const { table, id } = tables[kind];
    const ids = ofKind.map((record) => record.id).sort((a, b) => Number(a - b));
    await db.$executeRaw`
      UPDATE ${table} t
      SET tag_status = CASE WHEN n.refused IS NULL THEN 'tagged' ELSE 'failed' END, tag_error = n.refused,
          tag_attempts = t.tag_attempts + 1, tagged_at = CASE WHEN n.refused IS NULL THEN ${now}::timestamptz END
      FROM unnest(
        ${pgArray(ofKind.map((record) => record.id))}::bigint[],
        ${pgArray(ofKind.map((record) => record.refused))}::text[]
      ) AS n (id, refused)
      WHERE t.shop_id = ${shopId}::uuid AND t.recall_id = ${recallId}::uuid AND t.${id} = n.id
        -- Else the planner, taking the recall for small, may read all of it.
        AND t.${id} BETWEEN ${ids[0]} AND ${ids.at(-1)}
        AND (t.tag_status = 'queued' OR n.refused IS NULL)`;
  }
}
