import { findRecipients } from "#app/db/find-recipients.ts";
import type { RecipientItem } from "#app/db/find-recipients.ts";
import { findRecallState } from "#app/db/recall-move.ts";
import type { Contact } from "#app/domain/order-facts.ts";
import { isOurId } from "#app/domain/our-id.ts";
import type { ShopifyId } from "#app/domain/shopify-id.ts";
import type { ShopContext } from "./context.ts";

export interface RecallRecipient {
  id: string;
  /** Decrypted; all null for a redacted person. */
  contact: Contact;
  locale: string;
  status: string;
  messageId: string;
  attempts: number;
  /** When it is tried again, after a failure that may pass. */
  retryAt: Date | null;
  acceptedAt: Date | null;
  acknowledgedAt: Date | null;
  /** Why it is not accepted yet, or never will be. */
  error: string | null;
  orders: { orderId: ShopifyId; name: string; items: Omit<RecipientItem, "orderId" | "orderName">[] }[];
}

export interface RecipientPage {
  items: RecallRecipient[];
  nextCursor: string | null;
}

const NO_CONTACT: Contact = { email: null, phone: null, name: null, address: [] };

/** Who is in a recall, with what; null when the shop has no such recall. A cursor that is none gives an empty page. */
export async function listRecipients(
  ctx: ShopContext,
  recallId: string,
  query: { limit?: number; after?: string | undefined; statuses?: readonly string[] | undefined } = {},
): Promise<RecipientPage | null> {
  const { limit = 50, after, statuses } = query;
  if (!isOurId(recallId) || (await findRecallState(ctx.db, ctx.shop.id, recallId)) === null) return null;
  if (after !== undefined && !isOurId(after)) return { items: [], nextCursor: null };
  const page = { after: after ?? null, limit: limit + 1 };
  const rows = await findRecipients(ctx.db, ctx.shop.id, recallId, { statuses }, page);
  const items = rows.slice(0, limit).map(({ contact, items: bought, ...row }) => ({
    ...row,
    contact: contact === null ? NO_CONTACT : (JSON.parse(ctx.cipher.decrypt(contact)) as Contact),
    orders: byOrder(bought),
  }));
  return { items, nextCursor: rows.length > limit ? (items.at(-1)?.id ?? null) : null };
}

function byOrder(items: readonly RecipientItem[]): RecallRecipient["orders"] {
  const orders = new Map<ShopifyId, RecallRecipient["orders"][number]>();
  for (const { orderId, orderName, ...item } of items) {
    const order = orders.get(orderId);
    if (order === undefined) orders.set(orderId, { orderId, name: orderName, items: [item] });
    else order.items.push(item);
  }
  return [...orders.values()];
}
