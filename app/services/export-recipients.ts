import { setImmediate as othersTurn } from "node:timers/promises";
import { findRecipientsToExport } from "#app/db/find-recipients-to-export.ts";
import type { ExportedRecipient } from "#app/db/find-recipients-to-export.ts";
import { findRecallState } from "#app/db/recall-move.ts";
import { isOurId } from "#app/domain/our-id.ts";
import type { ShopContext } from "./context.ts";
import { readContact } from "./read-contact.ts";
import { BYTE_ORDER_MARK, toCsv } from "./to-csv.ts";

const PAGE_SIZE = 1_000;
/** Decrypting them takes less than a millisecond. */
const ROWS_AT_ONCE = 100;

const COLUMNS = [
  "Name",
  "Email",
  "Phone",
  "Postal address",
  "Notice",
  "Accepted at",
  "Orders",
  "Batch codes",
  "Units",
];

/**
 * Everybody in a recall as CSV (RFC 4180), for calls and letters; page by page, so that memory stays flat. What a buyer
 * typed may look like a formula: such cells begin with an apostrophe and are shown, not computed (case 113).
 * @returns null when the shop has no such recall
 */
export async function exportRecipients(
  ctx: ShopContext,
  recallId: string,
): Promise<AsyncGenerator<string> | null> {
  if (!isOurId(recallId) || (await findRecallState(ctx.db, ctx.shop.id, recallId)) === null) return null;
  return rowsFrom(ctx, recallId);
}

async function* rowsFrom(ctx: ShopContext, recallId: string): AsyncGenerator<string> {
  const pageAfter = (after: string | null): Promise<ExportedRecipient[]> =>
    findRecipientsToExport(ctx.db, ctx.shop.id, recallId, { after, limit: PAGE_SIZE });
  yield BYTE_ORDER_MARK + toCsv([COLUMNS]);
  let page = await pageAfter(null);
  for (;;) {
    const last = page.at(-1);
    if (last === undefined) return;
    // Postgres reads the next page while this one is decrypted and written.
    const next = page.length < PAGE_SIZE ? Promise.resolve([]) : pageAfter(last.id);
    // Awaited below, unless the reader has left by then.
    next.catch(() => undefined);
    for (let from = 0; from < page.length; from += ROWS_AT_ONCE) {
      yield toCsv(page.slice(from, from + ROWS_AT_ONCE).map((recipient) => toRow(ctx, recipient)));
      await othersTurn();
    }
    page = await next;
  }
}

function toRow(
  ctx: ShopContext,
  { contact: sealed, status, acceptedAt, items }: ExportedRecipient,
): string[] {
  const contact = readContact(ctx.cipher, sealed);
  const orders = new Map(items.map(([orderId, orderName]) => [orderId, orderName]));
  return [
    contact?.name ?? "",
    contact?.email ?? "",
    contact?.phone ?? "",
    contact?.address.join(", ") ?? "",
    status,
    acceptedAt?.toISOString() ?? "",
    [...orders.values()].join(" "),
    [...new Set(items.map(([, , code]) => code))].join(" "),
    String(items.reduce((units, [, , , ofBatch]) => units + ofBatch, 0)),
  ];
}
