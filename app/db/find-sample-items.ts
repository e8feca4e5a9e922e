import type { Database } from "./client.ts";

export interface SampleItem {
  title: string;
  code: string;
}

/** What a buyer of the batches could have: a line per batch and variant, in the order of the codes. */
export function findSampleItems(
  db: Database,
  shopId: string,
  batchIds: readonly string[],
): Promise<SampleItem[]> {
  return db.$queryRaw<SampleItem[]>`
    SELECT p.title || CASE WHEN v.title IN ('', 'Default Title') THEN '' ELSE ' – ' || v.title END AS title, b.code
    FROM batch_item i
    JOIN batch b ON b.shop_id = i.shop_id AND b.id = i.batch_id
    JOIN variant v ON v.shop_id = i.shop_id AND v.id = i.variant_id
    JOIN product p ON p.shop_id = v.shop_id AND p.id = v.product_id
    WHERE i.shop_id = ${shopId}::uuid AND i.batch_id = ANY(${[...batchIds]}::uuid[])
    ORDER BY b.code_key, p.title, v.position, v.id
    LIMIT 5`;
}
