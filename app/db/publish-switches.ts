import type { Database, Transaction } from "./client.ts";

/** Whether orders in Shopify carry batch codes, and tags. */
export interface PublishSwitches {
  codes: boolean;
  tags: boolean;
}

/** As the merchant has set them. */
export async function readPublishSwitches(db: Database, shopId: string): Promise<PublishSwitches> {
  const shop = await db.shop.findUniqueOrThrow({
    where: { id: shopId },
    select: { publishCodes: true, publishTags: true },
  });
  return { codes: shop.publishCodes, tags: shop.publishTags };
}

/**
 * Takes the shop's row, unless another worker has it.
 * @returns null when that is so, or when the orders follow the switches as they are. `shown`: how they follow them now;
 *   null: nothing is known of what Shopify has
 */
export async function takeTurnedSwitches(
  tx: Transaction,
  shopId: string,
): Promise<{ wanted: PublishSwitches; shown: PublishSwitches | null } | null> {
  const [row] = await tx.$queryRaw<
    { codes: boolean; tags: boolean; shown_codes: boolean | null; shown_tags: boolean | null }[]
  >`
    SELECT publish_codes AS codes, publish_tags AS tags, shown_codes, shown_tags
    FROM shop
    WHERE id = ${shopId}::uuid AND (publish_codes, publish_tags) IS DISTINCT FROM (shown_codes, shown_tags)
    FOR NO KEY UPDATE SKIP LOCKED`;
  if (row === undefined) return null;
  const { codes, tags, shown_codes: shownCodes, shown_tags: shownTags } = row;
  const shown = shownCodes === null || shownTags === null ? null : { codes: shownCodes, tags: shownTags };
  return { wanted: { codes, tags }, shown };
}

/** From here on the orders follow these. */
export async function recordShownSwitches(
  tx: Transaction,
  shopId: string,
  { codes, tags }: PublishSwitches,
): Promise<void> {
  await tx.$executeRaw`
    UPDATE shop SET shown_codes = ${codes}, shown_tags = ${tags} WHERE id = ${shopId}::uuid`;
}

/** The app was away: what Shopify shows may have been deleted or changed meanwhile, and is written anew. */
export async function forgetShownSwitches(tx: Transaction, shopId: string): Promise<void> {
  await tx.$executeRaw`UPDATE shop SET shown_codes = NULL, shown_tags = NULL WHERE id = ${shopId}::uuid`;
}

/**
 * Makes every order that was placed since then and has units of a batch due now.
 * @param forget what was written before does not count: it is written again, also where nothing has changed
 */
export async function markPlacedSince(
  tx: Transaction,
  shopId: string,
  { since, now, forget }: { since: Date; now: Date; forget: boolean },
): Promise<void> {
  await tx.$executeRaw`
    INSERT INTO order_publication AS p (shop_id, order_id, due_at)
    SELECT o.shop_id, o.id, ${now}
    FROM orders o
    WHERE o.shop_id = ${shopId}::uuid AND o.processed_at > ${since} AND o.deleted_at IS NULL
      AND EXISTS (
        SELECT FROM assignment a
        WHERE a.shop_id = o.shop_id AND a.order_id = o.id AND a.promised + a.shipped > 0)
    ORDER BY o.id
    ON CONFLICT (shop_id, order_id) DO UPDATE
      SET due_at = least(p.due_at, excluded.due_at), digest = CASE WHEN ${forget} THEN '' ELSE p.digest END`;
}

/** Makes every order due now that shows what the switches do not want any more. */
export async function markUnwanted(
  tx: Transaction,
  shopId: string,
  { codes, tags }: PublishSwitches,
  now: Date,
): Promise<void> {
  if (codes && tags) return;
  await tx.$executeRaw`
    UPDATE order_publication SET due_at = least(due_at, ${now}::timestamptz)
    WHERE shop_id = ${shopId}::uuid AND order_id IN (
      SELECT order_id FROM order_publication
      WHERE shop_id = ${shopId}::uuid AND (NOT ${codes} AND digest IS NOT NULL OR NOT ${tags} AND tags <> '{}')
      ORDER BY order_id
      FOR NO KEY UPDATE
    )`;
}
