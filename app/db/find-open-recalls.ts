import type { ModelTransaction } from "./client.ts";

/** Recalls of a shop that have mails or tags to do. */
export async function findOpenRecalls(tx: ModelTransaction, shopId: string): Promise<string[]> {
  const rows = await tx.recall.findMany({
    where: { shopId, drill: false, status: "active", doneAt: null },
    select: { id: true },
    orderBy: { id: "asc" },
  });
  return rows.map((row) => row.id);
}
