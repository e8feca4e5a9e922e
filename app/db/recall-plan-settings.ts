import type { Transaction } from "./client.ts";

/**
 * For the rest of the transaction: hash tables of 100,000 buyers stay in memory, index look-ups cost what they cost on
 * solid-state disks, and no time goes into compiling a query that runs once.
 */
export async function planForManyRows(tx: Transaction): Promise<void> {
  await tx.$executeRaw`
    SELECT set_config('work_mem', '64MB', true), set_config('random_page_cost', '1.1', true), set_config('jit', 'off', true)`;
}

/**
 * For the rest of the transaction: a page is read along the index of its key. The planner knows nothing of a recall that was
 * launched this minute; where it takes 100,000 recipients for a handful, it would rather fetch and sort them all than walk to
 * the fifty that are asked for. So sorting is left for when there is no other way.
 */
export async function readAlongKeys(tx: Transaction): Promise<void> {
  await tx.$executeRaw`
    SELECT set_config('enable_sort', 'off', true), set_config('enable_bitmapscan', 'off', true),
           set_config('enable_seqscan', 'off', true), set_config('jit', 'off', true)`;
}
