import { PrismaPg } from "@prisma/adapter-pg";
import { PrismaClient } from "@prisma/client";
import type { Prisma } from "@prisma/client";

export type Database = PrismaClient;

/** An open transaction: all of `Database` but the means to open or close one. */
export type Transaction = Prisma.TransactionClient;

/** Connects lazily; `$disconnect` closes the pool. */
export function createDatabase(options: { url: string; poolSize?: number }): Database {
  return new PrismaClient({
    adapter: new PrismaPg({ connectionString: options.url, max: options.poolSize ?? 10 }),
    transactionOptions: { maxWait: 10_000, timeout: 60_000 },
  });
}
