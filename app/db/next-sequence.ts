import type { Transaction } from "./client.ts";

/** The next number of a shop's named sequence, from 1. Two callers never get one number; a rolled-back one may be given again. */
export async function nextSequence(tx: Transaction, shopId: string, name: string): Promise<number> {
  const [row] = await tx.$queryRaw<{ value: bigint }[]>`
    INSERT INTO sequence_counter (shop_id, name, value) VALUES (${shopId}::uuid, ${name}, 1)
    ON CONFLICT (shop_id, name) DO UPDATE SET value = sequence_counter.value + 1
    RETURNING value`;
  if (row === undefined) throw new Error(`sequence ${name} gave no number`);
  return Number(row.value);
}
