import type { Database } from "./client.ts";

/** Ids of the shops that have the app. */
export async function findInstalledShopIds(db: Database): Promise<string[]> {
  const shops = await db.shop.findMany({ where: { uninstalledAt: null }, select: { id: true } });
  return shops.map((shop) => shop.id);
}
