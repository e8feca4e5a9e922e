import type { Transaction } from "./client.ts";

/** Whether the merchant wants test orders to draw from batches. */
export async function readIncludeTestOrders(tx: Transaction, shopId: string): Promise<boolean> {
  const shop = await tx.shop.findUniqueOrThrow({
    where: { id: shopId },
    select: { includeTestOrders: true },
  });
  return shop.includeTestOrders;
}
