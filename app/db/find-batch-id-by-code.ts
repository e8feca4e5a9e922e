import type { Transaction } from "./client.ts";

/** The batch of a code, in any case of letters. */
export async function findBatchIdByCode(
  tx: Transaction,
  shopId: string,
  code: string,
): Promise<string | null> {
  const [row] = await tx.$queryRaw<{ id: string }[]>`
    SELECT id::text AS id FROM batch WHERE shop_id = ${shopId}::uuid AND code_key = lower(${code})`;
  return row?.id ?? null;
}
