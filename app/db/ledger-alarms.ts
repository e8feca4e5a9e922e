import type { ShopifyId } from "#app/domain/shopify-id.ts";
import type { Database, Transaction } from "./client.ts";
import { pgArray } from "./pg-array.ts";

/** Keeps which of the checked items differ from their ledger: new ones raise an alarm, sound ones end theirs. */
export async function storeLedgerAlarms(
  tx: Transaction,
  shopId: string,
  at: Date,
  checked: readonly { batchId: string; variantId: ShopifyId; differences: object | null }[],
): Promise<void> {
  const sound = checked.filter(({ differences }) => differences === null);
  const broken = checked.filter(({ differences }) => differences !== null);
  if (sound.length > 0) {
    await tx.$executeRaw`
      DELETE FROM ledger_alarm a USING unnest(
        ${pgArray(sound.map((item) => item.batchId))}::uuid[], ${pgArray(sound.map((item) => item.variantId))}::bigint[]
      ) AS t (batch_id, variant_id)
      WHERE a.shop_id = ${shopId}::uuid AND a.batch_id = t.batch_id AND a.variant_id = t.variant_id`;
  }
  if (broken.length > 0) {
    await tx.$executeRaw`
      INSERT INTO ledger_alarm (shop_id, batch_id, variant_id, found_at, differences)
      SELECT ${shopId}::uuid, batch_id, variant_id, ${at}, differences
      FROM unnest(
        ${pgArray(broken.map((item) => item.batchId))}::uuid[],
        ${pgArray(broken.map((item) => item.variantId))}::bigint[],
        ${pgArray(broken.map((item) => JSON.stringify(item.differences)))}::jsonb[]
      ) AS t (batch_id, variant_id, differences)
      ON CONFLICT (shop_id, batch_id, variant_id) DO UPDATE SET differences = excluded.differences`;
  }
}

export interface AlarmedBatch {
  id: string;
  code: string;
  foundAt: Date;
}

/** Batches with items that differ from their ledger, the first found first. */
export async function findAlarmedBatches(
  db: Database | Transaction,
  shopId: string,
  limit: number,
): Promise<AlarmedBatch[]> {
  return db.$queryRaw<AlarmedBatch[]>`
    SELECT b.id::text AS id, b.code, min(a.found_at) AS "foundAt"
    FROM ledger_alarm a JOIN batch b ON b.shop_id = a.shop_id AND b.id = a.batch_id
    WHERE a.shop_id = ${shopId}::uuid
    GROUP BY b.id, b.code ORDER BY min(a.found_at), b.id LIMIT ${limit}`;
}

/** When a batch was first found to differ from its ledger; null while it is not known to. */
export async function findAlarmOfBatch(db: Database, shopId: string, batchId: string): Promise<Date | null> {
  const rows = await db.$queryRaw<{ foundAt: Date | null }[]>`
    SELECT min(found_at) AS "foundAt" FROM ledger_alarm
    WHERE shop_id = ${shopId}::uuid AND batch_id = ${batchId}::uuid`;
  return rows[0]?.foundAt ?? null;
}
