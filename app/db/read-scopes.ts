import type { Database } from "./client.ts";

/** What the merchant has granted the app. */
export async function readScopes(db: Database, shopId: string): Promise<string[]> {
  const shop = await db.shop.findUniqueOrThrow({ where: { id: shopId }, select: { scopes: true } });
  return shop.scopes.split(",").filter((scope) => scope !== "");
}
