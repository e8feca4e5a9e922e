import type { Database } from "./client.ts";

/** What a context needs to know of an installed shop; null when it is unknown or has removed the app. */
export async function findShopIdentity(
  db: Database,
  where: { id: string } | { domain: string },
): Promise<{ id: string; domain: string; timeZone: string } | null> {
  return await db.shop.findFirst({
    where: { ...where, uninstalledAt: null },
    select: { id: true, domain: true, timeZone: true },
  });
}
