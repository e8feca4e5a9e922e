import type { ShopifyId } from "#app/domain/shopify-id.ts";
import type { Database } from "./client.ts";

/** What Shopify shows of an order's batches, as the app wrote it. */
export interface PublicationRecord {
  /** `LAV-0412, CED-0101`; null: nothing. */
  codes: string | null;
  tags: string[];
  publishedAt: Date | null;
  error: string | null;
  /** A change has still to be written. */
  isDue: boolean;
}

/** Null when the order was never to be shown. */
export async function findPublication(
  db: Database,
  shopId: string,
  orderId: ShopifyId,
): Promise<PublicationRecord | null> {
  const row = await db.orderPublication.findUnique({ where: { shopId_orderId: { shopId, orderId } } });
  if (row === null) return null;
  const { published: codes, tags, publishedAt, error, dueAt, claimedUntil } = row;
  return { codes, tags, publishedAt, error, isDue: dueAt !== null || claimedUntil !== null };
}
