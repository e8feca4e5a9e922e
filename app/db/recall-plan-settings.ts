import type { Transaction } from "./client.ts";

/**
 * For the rest of the transaction: hash tables of 100,000 buyers stay in memory, index look-ups cost what they cost on
 * solid-state disks, and no time goes into compiling a query that runs once.
 */
export async function planForManyRows(tx: Transaction): Promise<void> {
  await tx.$executeRaw`
    SELECT set_config('work_mem', '64MB', true), set_config('random_page_cost', '1.1', true), set_config('jit', 'off', true)`;
}
