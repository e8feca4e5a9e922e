import type { ModelTransaction } from "./client.ts";

interface ShopDetails {
  name: string;
  email: string | null;
  timeZone: string;
  currency: string;
  locale: string;
  scopes: string[];
}

/** Stores what Shopify says of the shop itself. */
export async function saveShopDetails(
  tx: ModelTransaction,
  shopId: string,
  details: ShopDetails,
): Promise<void> {
  const { scopes, ...rest } = details;
  await tx.shop.update({ where: { id: shopId }, data: { ...rest, scopes: scopes.join(",") } });
}

/** Stores the scopes that the merchant has granted. */
export async function saveScopes(tx: ModelTransaction, shopId: string, scopes: string[]): Promise<void> {
  await tx.shop.update({ where: { id: shopId }, data: { scopes: scopes.join(",") } });
}
