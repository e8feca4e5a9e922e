import type { Transaction } from "./client.ts";

/** What the merchant has set for the whole shop. */
export interface ShopSettings {
  codeTemplate: string;
  includeTestOrders: boolean;
  replyTo: string | null;
}

export async function readShopSettings(tx: Transaction, shopId: string): Promise<ShopSettings> {
  return tx.shop.findUniqueOrThrow({
    where: { id: shopId },
    select: { codeTemplate: true, includeTestOrders: true, replyTo: true },
  });
}

export async function writeShopSettings(
  tx: Transaction,
  shopId: string,
  settings: ShopSettings,
): Promise<void> {
  await tx.shop.update({ where: { id: shopId }, data: settings });
}
