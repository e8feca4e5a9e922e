import type { ShopContext } from "./context.ts";
import type { RecallRecipient } from "./list-recipients.ts";
import { listRecipients } from "./list-recipients.ts";
import { BYTE_ORDER_MARK, toCsv } from "./to-csv.ts";

const PAGE_SIZE = 250;

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
  const first = await listRecipients(ctx, recallId, { limit: PAGE_SIZE });
  if (first === null) return null;
  return rowsFrom(ctx, recallId, first);
}

async function* rowsFrom(
  ctx: ShopContext,
  recallId: string,
  first: { items: RecallRecipient[]; nextCursor: string | null },
): AsyncGenerator<string> {
  yield BYTE_ORDER_MARK + toCsv([COLUMNS]);
  let page: typeof first | null = first;
  while (page !== null) {
    if (page.items.length > 0) yield toCsv(page.items.map(toRow));
    page =
      page.nextCursor === null
        ? null
        : await listRecipients(ctx, recallId, { limit: PAGE_SIZE, after: page.nextCursor });
  }
}

function toRow({ contact, status, acceptedAt, orders }: RecallRecipient): string[] {
  const items = orders.flatMap((order) => order.items);
  return [
    contact.name ?? "",
    contact.email ?? "",
    contact.phone ?? "",
    contact.address.join(", "),
    status,
    acceptedAt?.toISOString() ?? "",
    orders.map((order) => order.name).join(" "),
    [...new Set(items.map((item) => item.code))].join(" "),
    String(items.reduce((units, item) => units + item.units, 0)),
  ];
}
