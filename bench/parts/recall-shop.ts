import { v7 } from "uuid";
import type { Database } from "#app/db/client.ts";

export interface RecallShop {
  shopId: string;
  domain: string;
  /** The batch in the middle of the history, taken by `affected` orders. */
  batchId: string;
}

/**
 * A shop with a long history for the recall benchmarks, written in sets: per order two or three lines of as many variants, every
 * batch taken by `affected` orders in a row, one order in twenty still under way, three in five by a customer with an account.
 */
export async function seedRecallShop(
  db: Database,
  size: { orders: number; affected: number },
): Promise<RecallShop> {
  const shopId = v7();
  const domain = `bench-${shopId.slice(-8)}.myshopify.com`;
  const batches = Math.ceil(size.orders / size.affected);
  await db.$transaction(
    async (tx) => {
      // The rows are right by construction; checking a foreign key per row would take most of the time.
      await tx.$executeRaw`SET LOCAL session_replication_role = replica`;
      await tx.$executeRaw`
        INSERT INTO shop (id, domain, name, email, installed_at)
        VALUES (${shopId}::uuid, ${domain}, 'Bench', 'bench@shop.example', now())`;
      await tx.$executeRaw`
        INSERT INTO product (shop_id, id, title) VALUES (${shopId}::uuid, 1, 'Candle')`;
      await tx.$executeRaw`
        INSERT INTO variant (shop_id, id, product_id, title)
        SELECT ${shopId}::uuid, v, 1, 'Size ' || v FROM generate_series(1, 3) v`;
      await tx.$executeRaw`
        INSERT INTO batch (shop_id, id, code, status, made_at, opened_at, created_by, created_at)
        SELECT ${shopId}::uuid, gen_random_uuid(), 'B-' || v || '-' || b, 'open',
               timestamptz '2024-01-01' + b * interval '1 day', timestamptz '2024-01-01', 'bench', now()
        FROM generate_series(1, 3) v, generate_series(0, ${batches - 1}::int) b`;
      await tx.$executeRaw`
        INSERT INTO batch_item (shop_id, batch_id, variant_id, produced, remaining, shipped)
        SELECT shop_id, id, split_part(code, '-', 2)::bigint, ${size.affected}::int, 0, ${size.affected}::int
        FROM batch WHERE shop_id = ${shopId}::uuid`;
      await tx.$executeRaw`
        INSERT INTO customer (shop_id, id, email_hash, contact, locale)
        SELECT ${shopId}::uuid, c, left(encode(sha256(('c' || c)::bytea), 'base64'), 43),
               repeat(encode(sha256(('c' || c)::bytea), 'base64'), 6), 'en'
        FROM generate_series(1, ${Math.ceil(size.orders / 3)}::int) c`;
      await tx.$executeRaw`
        INSERT INTO orders (shop_id, id, name, processed_at, shopify_updated_at, settled_at, customer_id, email_hash, contact, locale)
        SELECT ${shopId}::uuid, i, '#' || i, timestamptz '2024-01-01' + i * interval '1 minute', now(), now(),
               CASE WHEN i % 5 < 3 THEN 1 + i % ${Math.ceil(size.orders / 3)}::int END,
               CASE WHEN i % 50 <> 4 THEN left(encode(sha256(('o' || i % ${Math.ceil(size.orders * 0.8)}::int)::bytea), 'base64'), 43) END,
               repeat(encode(sha256(('o' || i)::bytea), 'base64'), 6), 'en'
        FROM generate_series(1, ${size.orders}::int) i`;
      await tx.$executeRaw`
        INSERT INTO order_line (shop_id, order_id, id, position, variant_id, product_id, title, quantity, tracked,
                                shipped, in_transit, shipped_at)
        SELECT ${shopId}::uuid, i, i * 3 + v, v - 1, v, 1, 'Candle', 1, true, 1, CASE WHEN i % 20 = 0 THEN 1 ELSE 0 END,
               timestamptz '2024-01-02' + i * interval '1 minute'
        FROM generate_series(1, ${size.orders}::int) i, generate_series(1, 3) v WHERE v < 3 OR i % 2 = 0`;
      await tx.$executeRaw`
        INSERT INTO assignment (shop_id, order_id, line_id, seq, batch_id, variant_id, shipped, decision, created_at)
        SELECT ${shopId}::uuid, l.order_id, l.id, 1, b.id, l.variant_id, 1, '{"rule":"fifo","version":1}', now()
        FROM order_line l
        JOIN batch b ON b.shop_id = ${shopId}::uuid
                    AND b.code = 'B-' || l.variant_id || '-' || (l.order_id - 1) / ${size.affected}::int
        WHERE l.shop_id = ${shopId}::uuid`;
    },
    { timeout: 1_800_000 },
  );
  await db.$executeRawUnsafe("VACUUM (ANALYZE) orders, order_line, assignment, customer, batch, batch_item");
  const batch = await db.batch.findFirstOrThrow({
    where: { shopId, code: `B-1-${Math.floor(batches / 2)}` },
    select: { id: true },
  });
  return { shopId, domain, batchId: batch.id };
}
