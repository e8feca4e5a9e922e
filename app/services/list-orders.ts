import { z } from "zod";
import type { ListOrdersQuery, OrderPage, OrderRow } from "#app/contracts/order-view.ts";
import { findBatchIdByCode } from "#app/db/find-batch-id-by-code.ts";
import { findOrders } from "#app/db/find-orders.ts";
import { findWaitingLines } from "#app/db/find-waiting-lines.ts";
import type { OrderListRecord, OrderSearch } from "#app/db/find-orders.ts";
import { toGid } from "#app/domain/shopify-id.ts";
import type { ShopifyId } from "#app/domain/shopify-id.ts";
import type { WaitingReason } from "#app/domain/waiting-reason.ts";
import type { ShopContext } from "./context.ts";
import { cutPage, readCursor, writeCursor } from "./page-cursor.ts";
import { readContact } from "./read-contact.ts";
import { waitingReasons } from "./waiting-reasons.ts";

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
  const why = await whyUnassigned(ctx, rows);
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
      buyerPhone: contact?.phone ?? null,
      units: record.assigned + record.unassigned + record.deferred,
      unassigned: record.unassigned,
      unassignedWhy: [...(why.get(record.orderId) ?? [])],
      deferred: record.deferred,
      waitsFor: waitsFor(record),
      onHold: record.onHold,
      batches: record.batches,
    };
  });
  return { ok: true, page: { items, nextCursor } };
}

/** What stands between the orders' waiting units and a batch, by order. */
async function whyUnassigned(
  ctx: ShopContext,
  rows: readonly OrderListRecord[],
): Promise<Map<ShopifyId, Set<WaitingReason>>> {
  const orderIds = rows.filter(({ unassigned }) => unassigned > 0).map(({ orderId }) => orderId);
  const why = new Map(orderIds.map((orderId) => [orderId, new Set<WaitingReason>()]));
  if (orderIds.length === 0) return why;
  const lines = await findWaitingLines(ctx.db, ctx.shop.id, orderIds);
  const reasons = await waitingReasons(ctx, lines);
  for (const [index, { orderId }] of lines.entries()) {
    const reason = reasons[index];
    if (reason != null) why.get(orderId)?.add(reason);
  }
  return why;
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
