import { z } from "zod";
import type { ListOrdersQuery, OrderPage, OrderRow } from "#app/contracts/order-view.ts";
import { findBatchIdByCode } from "#app/db/find-batch-id-by-code.ts";
import { findOrders } from "#app/db/find-orders.ts";
import type { OrderListRecord, OrderSearch } from "#app/db/find-orders.ts";
import { toGid } from "#app/domain/shopify-id.ts";
import type { ShopContext } from "./context.ts";
import { cutPage, readCursor, writeCursor } from "./page-cursor.ts";
import { readContact } from "./read-contact.ts";

export type ListOrdersResult = { ok: true; page: OrderPage } | { ok: false; error: { type: "bad_cursor" } };

const cursor = z.tuple([z.string().regex(/^\d{1,18}$/)]);

/**
 * A page of settled orders, the youngest first. A text with an @ is a whole address, found by its keyed hash; any other is
 * the start of an order name or a whole batch code. Contacts are opened for the shown rows only.
 */
export async function listOrders(ctx: ShopContext, query: ListOrdersQuery): Promise<ListOrdersResult> {
  const after = query.after === undefined ? null : readCursor(query.after, cursor);
  if (query.after !== undefined && after === null) return { ok: false, error: { type: "bad_cursor" } };
  const records = await findOrders(ctx.db, ctx.shop.id, {
    filter: query.filter,
    by: await searchBy(ctx, query.q),
    after: after === null ? null : BigInt(after[0]),
    limit: query.limit + 1,
  });
  const { rows, nextCursor } = cutPage(records, query.limit, (last) => writeCursor([String(last.orderId)]));
  const items = rows.map((record) => {
    const contact = readContact(ctx.cipher, record.contact);
    return {
      id: toGid("Order", record.orderId),
      name: record.name,
      processedAt: record.processedAt.toISOString(),
      cancelledAt: record.cancelledAt?.toISOString() ?? null,
      deleted: record.deletedAt !== null,
      test: record.test,
      buyerName: contact?.name ?? null,
      buyerEmail: contact?.email ?? null,
      units: record.assigned + record.unassigned + record.deferred,
      unassigned: record.unassigned,
      deferred: record.deferred,
      waitsFor: waitsFor(record),
      onHold: record.onHold,
      batches: record.batches,
    };
  });
  return { ok: true, page: { items, nextCursor } };
}

/** What an order's deferred units wait for. */
function waitsFor({ deferred, assignAt }: OrderListRecord): OrderRow["waitsFor"] {
  if (deferred === 0) return null;
  return assignAt === "payment" ? "payment" : "shipping";
}

async function searchBy(ctx: ShopContext, text: string | undefined): Promise<OrderSearch["by"]> {
  if (text === undefined) return null;
  if (text.includes("@")) return { emailHash: ctx.cipher.hashAddress(text) };
  return { name: text, batchId: await findBatchIdByCode(ctx.db, ctx.shop.id, text) };
}
