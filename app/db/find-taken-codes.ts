import type { Transaction } from "./client.ts";
import { pgArray } from "./pg-array.ts";

/** Those of the codes that batches of the shop have already, in any case of letters; as they were asked for. */
export async function findTakenCodes(
  tx: Transaction,
  shopId: string,
  codes: readonly string[],
): Promise<string[]> {
  const rows = await tx.$queryRaw<{ code: string }[]>`
    SELECT asked.code FROM unnest(${pgArray(codes)}::text[]) AS asked (code)
    WHERE EXISTS (SELECT FROM batch b WHERE b.shop_id = ${shopId}::uuid AND b.code_key = lower(asked.code))`;
  return rows.map((row) => row.code);
}
