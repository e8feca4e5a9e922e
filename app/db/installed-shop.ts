import type { ModelTransaction, Transaction } from "./client.ts";

/**
 * Creates the shop's row, or marks it installed again. Of several callers at once exactly one is told `isNew`.
 * A transaction that writes rows of the shop keeps its key from going, nothing else: a page never waits for it.
 * Every call proves that the app is installed at `now`: an uninstall that is reported later but happened before is old news.
 */
export async function claimShop(
  tx: Transaction,
  shop: { id: string; domain: string; now: Date },
): Promise<{ shopId: string; isNew: boolean }> {
  const [created] = await tx.$queryRaw<{ id: string }[]>`
    INSERT INTO shop (id, domain, installed_at, access_granted_at)
    VALUES (${shop.id}::uuid, ${shop.domain}, ${shop.now}, ${shop.now})
    ON CONFLICT (domain) DO NOTHING
    RETURNING id::text AS id`;
  if (created !== undefined) return { shopId: created.id, isNew: true };

  const [known] = await tx.$queryRaw<{ id: string; uninstalled_at: Date | null }[]>`
    SELECT id::text AS id, uninstalled_at FROM shop WHERE domain = ${shop.domain} FOR NO KEY UPDATE`;
  if (known === undefined) throw new Error(`shop ${shop.domain} was deleted while it was being installed`);
  const isNew = known.uninstalled_at !== null;
  await tx.$executeRaw`
    UPDATE shop
    SET access_granted_at = ${shop.now},
        uninstalled_at = NULL,
        installed_at = CASE WHEN uninstalled_at IS NULL THEN installed_at ELSE ${shop.now} END
    WHERE id = ${known.id}::uuid`;
  return { shopId: known.id, isNew };
}

/**
 * Marks the app as removed and forgets the shop's sessions, unless access was granted after `at`.
 * @returns false when it was: the app has been installed again meanwhile.
 */
export async function markUninstalled(tx: ModelTransaction, shopId: string, at: Date): Promise<boolean> {
  const [shop] = await tx.$queryRaw<{ domain: string }[]>`
    UPDATE shop SET uninstalled_at = coalesce(uninstalled_at, ${at})
    WHERE id = ${shopId}::uuid AND (access_granted_at IS NULL OR access_granted_at < ${at})
    RETURNING domain`;
  if (shop === undefined) return false;
  await tx.session.deleteMany({ where: { shop: shop.domain } });
  return true;
}
