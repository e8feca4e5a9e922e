import { z } from "zod";
import type { BatchOrderPage } from "#app/contracts/batch-view.ts";
import { findBatchOrders } from "#app/db/find-batch-orders.ts";
import { isOurId } from "#app/domain/our-id.ts";
import { toGid } from "#app/domain/shopify-id.ts";
import type { ShopContext } from "./context.ts";
import { cutPage, readCursor, writeCursor } from "./page-cursor.ts";
import { readContact } from "./read-contact.ts";

const cursor = z.tuple([z.string().regex(/^\d{1,18}$/)]);

/**
 * A page of the orders that took from a batch, the youngest first, with their units of it by state. Contacts are opened for
 * the shown rows only. A cursor that is not ours begins anew.
 */
export async function listBatchOrders(
  ctx: ShopContext,
  batchId: string,
  page: { limit: number; after?: string | undefined },
): Promise<BatchOrderPage> {
  if (!isOurId(batchId)) return { items: [], nextCursor: null };
  const after = page.after === undefined ? null : readCursor(page.after, cursor);
  const records = await findBatchOrders(ctx.db, ctx.shop.id, batchId, {
    after: after === null ? null : BigInt(after[0]),
    limit: page.limit + 1,
  });
  const { rows, nextCursor } = cutPage(records, page.limit, (last) => writeCursor([String(last.orderId)]));
  const items = rows.map(({ orderId, contact: sealed, deletedAt, ...record }) => {
    const contact = readContact(ctx.cipher, sealed);
    return {
      ...record,
      id: toGid("Order", orderId),
      processedAt: record.processedAt?.toISOString() ?? null,
      cancelledAt: record.cancelledAt?.toISOString() ?? null,
      deleted: deletedAt !== null,
      buyerName: contact?.name ?? null,
      buyerEmail: contact?.email ?? null,
      buyerPhone: contact?.phone ?? null,
    };
  });
  return { items, nextCursor };
}
