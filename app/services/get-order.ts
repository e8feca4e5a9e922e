import type { OrderView } from "#app/contracts/order-view.ts";
import { findOrder } from "#app/db/find-order.ts";
import { parseShopifyId, toGid } from "#app/domain/shopify-id.ts";
import type { ShopContext } from "./context.ts";
import { readContact } from "./read-contact.ts";

/**
 * An order with what each line holds: one entry per (batch, state, confidence), none without units.
 * @param orderId a number or a gid
 * @returns null when the shop has no such order, or it was not settled yet
 */
export async function getOrder(ctx: ShopContext, orderId: string): Promise<OrderView | null> {
  const id = parseShopifyId("Order", orderId);
  const record = id === null ? null : await findOrder(ctx.db, ctx.shop.id, id);
  if (record === null) return null;
  const contact = readContact(ctx.cipher, record.contact);
  return {
    id: toGid("Order", record.orderId),
    name: record.name,
    processedAt: record.processedAt.toISOString(),
    cancelledAt: record.cancelledAt?.toISOString() ?? null,
    deleted: record.deletedAt !== null,
    test: record.test,
    shopifyUpdatedAt: record.shopifyUpdatedAt.toISOString(),
    buyerName: contact?.name ?? null,
    buyerEmail: contact?.email ?? null,
    lines: record.lines.map(({ lineId, variantId, held, ...line }) => ({
      ...line,
      id: toGid("LineItem", lineId),
      variantId: variantId === null ? null : toGid("ProductVariant", variantId),
      assignments: held,
    })),
  };
}
