import type { Transaction } from "./client.ts";

/**
 * Does a part of a transaction that may fail without the rest: what it wrote is undone, and the transaction goes on.
 * @throws what the part throws
 */
export async function withSavepoint<Result>(tx: Transaction, part: () => Promise<Result>): Promise<Result> {
  await tx.$executeRaw`SAVEPOINT part`;
  try {
    const result = await part();
    await tx.$executeRaw`RELEASE SAVEPOINT part`;
    return result;
  } catch (error) {
    await tx.$executeRaw`ROLLBACK TO SAVEPOINT part`;
    throw error;
  }
}
