import type { Database, Transaction } from "./client.ts";

/** Rows of the large tables that one statement deletes, so that none holds its locks for long. */
const ROWS_AT_ONCE = 5_000;

/** Deletes the shop's orders (with lines and assignments) and ledger in slices. May be broken off and called again. */
export async function deleteHistory(db: Database, shopId: string): Promise<void> {
  const slices = [
    () => db.$executeRaw`
      DELETE FROM recall_recipient WHERE shop_id = ${shopId}::uuid AND (recall_id, id) IN (
        SELECT recall_id, id FROM recall_recipient WHERE shop_id = ${shopId}::uuid LIMIT ${ROWS_AT_ONCE})`,
    () => db.$executeRaw`
      DELETE FROM orders WHERE shop_id = ${shopId}::uuid AND id IN (
        SELECT id FROM orders WHERE shop_id = ${shopId}::uuid LIMIT ${ROWS_AT_ONCE})`,
    () => db.$executeRaw`
      DELETE FROM movement WHERE shop_id = ${shopId}::uuid AND id IN (
        SELECT id FROM movement WHERE shop_id = ${shopId}::uuid LIMIT ${ROWS_AT_ONCE})`,
    () => db.$executeRaw`
      DELETE FROM webhook_delivery WHERE shop_id = ${shopId}::uuid AND (topic, webhook_id) IN (
        SELECT topic, webhook_id FROM webhook_delivery WHERE shop_id = ${shopId}::uuid LIMIT ${ROWS_AT_ONCE})`,
  ];
  for (const deleteSlice of slices) {
    while ((await deleteSlice()) > 0);
  }
}

/** Deletes the shop with all that is left of it; what refers to what decides the order. */
export async function deleteShopRow(tx: Transaction, shopId: string, domain: string): Promise<void> {
  await tx.$executeRaw`DELETE FROM recall WHERE shop_id = ${shopId}::uuid`;
  await tx.$executeRaw`DELETE FROM orders WHERE shop_id = ${shopId}::uuid`;
  await tx.$executeRaw`DELETE FROM batch WHERE shop_id = ${shopId}::uuid`;
  await tx.$executeRaw`DELETE FROM shop WHERE id = ${shopId}::uuid`;
  await tx.$executeRaw`DELETE FROM session WHERE shop = ${domain}`;
}
