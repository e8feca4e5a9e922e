import type { Transaction } from "./client.ts";

/** The number that `nextSequence` would give now, without taking it: for previews, so two callers may see one number. */
export async function peekSequence(tx: Transaction, shopId: string, name: string): Promise<number> {
  const [row] = await tx.$queryRaw<{ value: bigint }[]>`
    SELECT value FROM sequence_counter WHERE shop_id = ${shopId}::uuid AND name = ${name}`;
  return Number(row?.value ?? 0n) + 1;
}
