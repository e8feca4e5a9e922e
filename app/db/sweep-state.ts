import type { Database, Transaction } from "./client.ts";

/** How far the last sweep of a shop's orders reached, and when the shop was installed. */
export async function readSweepState(
  db: Database,
  shopId: string,
): Promise<{ sweptTo: Date | null; installedAt: Date }> {
  const shop = await db.shop.findUniqueOrThrow({
    where: { id: shopId },
    select: { ordersSweptTo: true, installedAt: true },
  });
  return { sweptTo: shop.ordersSweptTo, installedAt: shop.installedAt };
}

/** Moves the place that the sweep has reached forward, never back. */
export async function advanceSweep(tx: Transaction, shopId: string, reached: Date): Promise<void> {
  await tx.$executeRaw`
    UPDATE shop SET orders_swept_to = greatest(orders_swept_to, ${reached}) WHERE id = ${shopId}::uuid`;
}
