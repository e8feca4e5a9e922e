import { v7 } from "uuid";
import { createCipher } from "#app/db/cipher.ts";
import { createLogger } from "#app/config/logger.server.ts";
import type { Database } from "#app/db/client.ts";
import type { ShopContext } from "#app/services/context.ts";

const PRODUCT_ID = 1n;
export const FIRST_VARIANT = 1_000n;
const BATCHES_PER_VARIANT = 3;

export interface BenchShop {
  id: string;
  domain: string;
}

/** A shop with so many variants of one product, each with three open batches of so many units. */
export async function makeBenchShop(
  db: Database,
  { variants, unitsPerBatch }: { variants: number; unitsPerBatch: number },
): Promise<BenchShop> {
  const shop = { id: v7(), domain: "bench.myshopify.com" };
  await db.shop.create({ data: { ...shop, installedAt: new Date("2026-01-01T00:00:00Z") } });
  await db.product.create({ data: { shopId: shop.id, id: PRODUCT_ID, title: "Soap" } });
  await db.$executeRaw`
    INSERT INTO variant (shop_id, id, product_id, title)
    SELECT ${shop.id}::uuid, ${FIRST_VARIANT} + n, ${PRODUCT_ID}, 'Variant ' || n
    FROM generate_series(0, ${variants - 1}::int) AS n`;
  for (let number = 0; number < BATCHES_PER_VARIANT; number++) {
    const madeAt = new Date(Date.UTC(2026, 0, 1 + number));
    const batchId = v7();
    await db.batch.create({
      data: {
        shopId: shop.id,
        id: batchId,
        code: `B-${number}`,
        status: "open",
        madeAt,
        openedAt: madeAt,
        createdBy: "merchant:bench",
        createdAt: madeAt,
      },
    });
    await db.$executeRaw`
      INSERT INTO batch_item (shop_id, batch_id, variant_id, produced, remaining)
      SELECT ${shop.id}::uuid, ${batchId}::uuid, ${FIRST_VARIANT} + n, ${unitsPerBatch}, ${unitsPerBatch}
      FROM generate_series(0, ${variants - 1}::int) AS n`;
    await db.$executeRaw`
      INSERT INTO movement (shop_id, batch_id, variant_id, from_bucket, to_bucket, units, cause, actor, at)
      SELECT shop_id, batch_id, variant_id, 'outside', 'available', produced, 'produced', 'merchant:bench', ${madeAt}
      FROM batch_item WHERE batch_id = ${batchId}::uuid`;
  }
  await db.$executeRaw`ANALYZE`;
  return shop;
}

/** A context that never speaks to Shopify. */
export function benchContext(db: Database, shop: BenchShop): ShopContext {
  return {
    shop: { ...shop, timeZone: "UTC" },
    db,
    shopify: new Proxy({} as ShopContext["shopify"], {
      get() {
        throw new Error("a benchmark does not speak to Shopify");
      },
    }),
    cipher: createCipher([{ id: "bench", key: Buffer.alloc(32, 3) }]),
    now: () => new Date(),
    newId: () => v7(),
    log: createLogger("error"),
  };
}
