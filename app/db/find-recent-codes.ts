import type { Transaction } from "./client.ts";

/** Codes of the batches made last: those that a new code may be mistaken for on a shelf. */
export async function findRecentCodes(tx: Transaction, shopId: string, limit: number): Promise<string[]> {
  const rows = await tx.$queryRaw<{ code: string }[]>`
    SELECT code FROM batch WHERE shop_id = ${shopId}::uuid ORDER BY made_at DESC, id DESC LIMIT ${limit}`;
  return rows.map((row) => row.code);
}
