import type { Transaction } from "#app/db/client.ts";
import { storeCustomers } from "#app/db/store-customers.ts";
import type { CustomerRow } from "#app/db/store-customers.ts";
import type { OrderRow } from "#app/db/store-orders.ts";
import type { Contact } from "#app/domain/order-facts.ts";
import type { ShopifyId } from "#app/domain/shopify-id.ts";
import type { ShopContext } from "./context.ts";
import type { StampedOrder } from "./newest-facts.ts";

/** A stamped order with the row that will be stored: personal data sealed, redactions kept. */
export interface SealedOrder extends StampedOrder {
  row: OrderRow;
}

/**
 * Stores the customers of these orders and seals what the orders themselves say of their buyers. A customer who was
 * redacted never comes back with an order placed before that (DOMAIN.md section 5).
 */
export async function storeBuyers(
  ctx: ShopContext,
  tx: Transaction,
  orders: readonly StampedOrder[],
): Promise<SealedOrder[]> {
  const customers = new Map<ShopifyId, { seenAt: Date; order: StampedOrder }>();
  for (const order of orders) {
    const { customer } = order.facts;
    if (customer === null) continue;
    const before = customers.get(customer.customerId);
    if (before === undefined || before.seenAt < order.updatedAt) {
      customers.set(customer.customerId, { seenAt: order.updatedAt, order });
    }
  }
  const rows: CustomerRow[] = [];
  for (const { seenAt, order } of customers.values()) {
    const { customer } = order.facts;
    if (customer === null) continue;
    const { customerId, locale, contact } = customer;
    rows.push({ customerId, locale, seenAt, ...seal(ctx, contact) });
  }
  const redactedAt = await storeCustomers(tx, ctx.shop.id, rows);
  return orders.map((order) => ({ ...order, row: orderRow(ctx, order, redactedAt) }));
}

function orderRow(
  ctx: ShopContext,
  { facts, fingerprint }: StampedOrder,
  redactedAt: ReadonlyMap<ShopifyId, Date>,
): OrderRow {
  const customerId = facts.customer?.customerId ?? null;
  const redacted = customerId === null ? undefined : redactedAt.get(customerId);
  const isForgotten = redacted !== undefined && facts.processedAt <= redacted;
  return {
    orderId: facts.orderId,
    name: facts.name,
    processedAt: facts.processedAt,
    shopifyUpdatedAt: facts.updatedAt,
    cancelledAt: facts.cancelledAt,
    test: facts.test,
    paid: facts.paid,
    customerId,
    locale: facts.locale,
    factsHash: fingerprint,
    ...(isForgotten ? { emailHash: null, contact: null } : seal(ctx, facts.contact)),
  };
}

function seal(ctx: ShopContext, contact: Contact): { emailHash: string | null; contact: string | null } {
  const { email, phone, name, address } = contact;
  const isEmpty = email === null && phone === null && name === null && address.length === 0;
  return {
    emailHash: email === null ? null : ctx.cipher.hashAddress(email),
    contact: isEmpty ? null : ctx.cipher.encrypt(JSON.stringify(contact)),
  };
}
