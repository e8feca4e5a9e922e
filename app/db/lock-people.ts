import type { Transaction } from "./client.ts";

/**
 * Keeps the people of a shop as they are until the transaction ends: whoever writes down who is in a recall reads them under
 * this, and a redaction that is under way is over before. After heads and batches, before anything of a recall is locked.
 */
export async function holdPeople(tx: Transaction, shopId: string): Promise<void> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock_shared(hashtextextended('people:' || ${shopId}::text, 0))`;
}

/**
 * Waits for those who write people of this shop into a recall and keeps others from it until the transaction ends. What is
 * read afterwards is all that they wrote.
 */
export async function holdPeopleAlone(tx: Transaction, shopId: string): Promise<void> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended('people:' || ${shopId}::text, 0))`;
}
