import type { PublicationView } from "#app/contracts/order-view.ts";
import { findPublication } from "#app/db/find-publication.ts";
import { parseShopifyId } from "#app/domain/shopify-id.ts";
import type { ShopContext } from "./context.ts";

/**
 * What Shopify shows of an order's batches, and when that was written.
 * @param orderId a number or a gid
 * @returns null when the shop has no such order, or it was never to be shown
 */
export async function readPublication(ctx: ShopContext, orderId: string): Promise<PublicationView | null> {
  const id = parseShopifyId("Order", orderId);
  const record = id === null ? null : await findPublication(ctx.db, ctx.shop.id, id);
  if (record === null) return null;
  const { publishedAt, tags, ...rest } = record;
  return { ...rest, tags: tags.length, publishedAt: publishedAt?.toISOString() ?? null };
}
