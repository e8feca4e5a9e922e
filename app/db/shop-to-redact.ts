import type { ModelTransaction } from "./client.ts";

export interface ShopToRedact {
  id: string;
  installedAt: Date;
  uninstalledAt: Date | null;
  /** When a token exchange last proved that the app is installed. */
  accessGrantedAt: Date | null;
}

/** A shop by its domain, installed or not. */
export async function findShopToRedact(tx: ModelTransaction, domain: string): Promise<ShopToRedact | null> {
  return tx.shop.findUnique({
    where: { domain },
    select: { id: true, installedAt: true, uninstalledAt: true, accessGrantedAt: true },
  });
}
