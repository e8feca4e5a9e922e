import { Prisma } from "@prisma/client";
import type { BatchCondition } from "#app/domain/batch-states.ts";
import type { BatchRecord } from "#app/domain/batch-record.ts";
import type { BatchStatus } from "#app/domain/settlement.types.ts";
import type { ShopifyId } from "#app/domain/shopify-id.ts";
import { BATCH_COLUMNS, BATCH_ITEMS, toBatchRecord } from "./batch-rows.ts";
import type { BatchRow } from "./batch-rows.ts";
import type { Transaction } from "./client.ts";

export interface BatchSearch {
  variantId: ShopifyId | null;
  productId: ShopifyId | null;
  status: BatchStatus | null;
  condition: BatchCondition | null;
  /** Part of a code, a product title or a SKU; case does not matter. */
  text: string | null;
  /** The shop's calendar day: decides what is curing and expired. */
  today: string;
  /** The last batch of the page before. */
  after: { madeAt: Date; id: string } | null;
  limit: number;
}

/** A page of batches, the youngest first, in one round trip. The page is cut before the items are read. */
export async function findBatches(
  tx: Transaction,
  shopId: string,
  search: BatchSearch,
): Promise<BatchRecord[]> {
  const where = [Prisma.sql`b.shop_id = ${shopId}::uuid`];
  if (search.after !== null) {
    where.push(
      Prisma.sql`(b.made_at, b.id) < (${search.after.madeAt}::timestamptz, ${search.after.id}::uuid)`,
    );
  }
  if (search.status !== null) where.push(Prisma.sql`b.status = ${search.status}`);
  if (search.variantId !== null) where.push(hasItem(Prisma.sql`i.variant_id = ${search.variantId}`));
  if (search.productId !== null) where.push(hasItem(Prisma.sql`v.product_id = ${search.productId}`));
  if (search.condition !== null) where.push(CONDITIONS[search.condition](search.today));
  if (search.text !== null) {
    const text = Prisma.sql`lower(${search.text})`;
    where.push(
      Prisma.sql`(strpos(b.code_key, ${text}) > 0 OR ${hasItem(
        Prisma.sql`(strpos(lower(p.title), ${text}) > 0 OR strpos(lower(v.sku), ${text}) > 0)`,
      )})`,
    );
  }
  const rows = await tx.$queryRaw<BatchRow[]>`
    WITH page AS (
      SELECT * FROM batch b WHERE ${Prisma.join(where, " AND ")}
      ORDER BY b.made_at DESC, b.id DESC LIMIT ${search.limit}
    )
    SELECT ${BATCH_COLUMNS}, ${BATCH_ITEMS} FROM page b ORDER BY b.made_at DESC, b.id DESC`;
  return rows.map(toBatchRecord);
}

/** The same answers as `batchConditions` gives for one batch. */
const CONDITIONS = {
  sold_out: () => Prisma.sql`NOT ${hasItem(Prisma.sql`i.remaining > 0`)}`,
  curing: (today: string) => Prisma.sql`b.cure_on > ${today}::date`,
  expired: (today: string) => Prisma.sql`b.expires_on < ${today}::date`,
  stop_shipped: (today: string) => Prisma.sql`b.expires_on >= ${today}::date
    AND ${hasItem(Prisma.sql`i.remaining > 0`)}
    AND NOT ${hasItem(Prisma.sql`i.remaining > 0 AND b.expires_on - p.stop_ship_days >= ${today}::date`)}`,
} satisfies Record<BatchCondition, (today: string) => Prisma.Sql>;

function hasItem(condition: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`EXISTS (
    SELECT FROM batch_item i
    JOIN variant v ON v.shop_id = i.shop_id AND v.id = i.variant_id
    JOIN product p ON p.shop_id = v.shop_id AND p.id = v.product_id
    WHERE i.shop_id = b.shop_id AND i.batch_id = b.id AND ${condition})`;
}
