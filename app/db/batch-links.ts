import type { Database, Transaction } from "./client.ts";
import { pgArray } from "./pg-array.ts";

export interface NewBatchLink {
  actId: string;
  kind: "split" | "merge";
  fromBatchId: string;
  toBatchId: string;
  at: Date;
}

/** Records that units of one batch went into another; stays also when the act is undone. */
export async function insertBatchLinks(
  tx: Transaction,
  shopId: string,
  links: readonly NewBatchLink[],
): Promise<void> {
  await tx.$executeRaw`
    INSERT INTO batch_link (shop_id, act_id, kind, from_batch_id, to_batch_id, at)
    SELECT ${shopId}::uuid, act_id, kind, from_batch_id, to_batch_id, at
    FROM unnest(
      ${pgArray(links.map((link) => link.actId))}::uuid[],
      ${pgArray(links.map((link) => link.kind))}::text[],
      ${pgArray(links.map((link) => link.fromBatchId))}::uuid[],
      ${pgArray(links.map((link) => link.toBatchId))}::uuid[],
      ${pgArray(links.map((link) => link.at))}::timestamptz[]
    ) AS t (act_id, kind, from_batch_id, to_batch_id, at)`;
}

/** Units that came into a batch from another, or went from it into another. */
export interface BatchLinkRecord {
  actId: string;
  kind: "split" | "merge";
  /** Whether they came into the batch asked for. */
  incoming: boolean;
  batchId: string;
  code: string;
  at: Date;
  units: number;
  /** The act was taken back later. */
  undone: boolean;
}

/** A batch's exchanges with others, the latest first. */
export async function findBatchLinks(
  db: Database,
  shopId: string,
  batchId: string,
  limit: number,
): Promise<BatchLinkRecord[]> {
  return db.$queryRaw<BatchLinkRecord[]>`
    SELECT l.act_id::text AS "actId", l.kind, l.to_batch_id = ${batchId}::uuid AS incoming,
      other.id::text AS "batchId", other.code, l.at, a.undone_by IS NOT NULL AS undone,
      (SELECT coalesce(sum(m.units), 0)::int FROM movement m
        WHERE m.shop_id = l.shop_id AND m.act_id = l.act_id AND m.batch_id = l.from_batch_id
          AND m.from_bucket = 'available') AS units
    FROM batch_link l
    JOIN manual_act a ON a.shop_id = l.shop_id AND a.id = l.act_id
    JOIN batch other ON other.shop_id = l.shop_id
      AND other.id = CASE WHEN l.to_batch_id = ${batchId}::uuid THEN l.from_batch_id ELSE l.to_batch_id END
    WHERE l.shop_id = ${shopId}::uuid AND (l.from_batch_id = ${batchId}::uuid OR l.to_batch_id = ${batchId}::uuid)
    ORDER BY l.at DESC, l.act_id DESC, other.id LIMIT ${limit}`;
}

export interface RelatedBatch {
  id: string;
  /** Codes of the batches that it exchanged units with, of those asked for and their relatives. */
  linkedWith: string[];
}

/**
 * All batches that units of these went into or came from, over any number of steps; the ones asked for are left out. A link
 * whose act was undone counts: while it held, anybody may have taken a jar from the wrong box.
 */
export async function findRelatedBatches(
  db: Database,
  shopId: string,
  batchIds: readonly string[],
  limit: number,
): Promise<RelatedBatch[]> {
  const asked = pgArray(batchIds);
  return db.$queryRaw<RelatedBatch[]>`
    WITH RECURSIVE edge AS (
      SELECT from_batch_id AS a, to_batch_id AS b FROM batch_link WHERE shop_id = ${shopId}::uuid
      UNION SELECT to_batch_id, from_batch_id FROM batch_link WHERE shop_id = ${shopId}::uuid
    ), family AS (
      SELECT id FROM batch WHERE shop_id = ${shopId}::uuid AND id = ANY (${asked}::uuid[])
      UNION SELECT edge.b FROM family JOIN edge ON edge.a = family.id
    )
    SELECT family.id::text AS id, array_agg(DISTINCT other.code ORDER BY other.code) AS "linkedWith"
    FROM family
    JOIN edge ON edge.a = family.id
    JOIN batch other ON other.shop_id = ${shopId}::uuid AND other.id = edge.b
    WHERE NOT family.id = ANY (${asked}::uuid[])
    GROUP BY family.id ORDER BY family.id LIMIT ${limit}`;
}
