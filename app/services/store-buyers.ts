import type { Transaction } from "#app/db/client.ts";
import { storeCustomers } from "#app/db/store-customers.ts";
import type { CustomerRow } from "#app/db/store-customers.ts";
import type { OrderRow } from "#app/db/store-orders.ts";
import { together } from "#app/db/together.ts";
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
  const seal = sealer(ctx);
  const rows: CustomerRow[] = [];
  for (const { seenAt, order } of customers.values()) {
    const { customer } = order.facts;
    if (customer === null) continue;
    const { customerId, locale, contact } = customer;
    rows.push({ customerId, locale, seenAt, ...seal(contact) });
  }
  const [redactedAt, sealed] = await together(
    storeCustomers(tx, ctx.shop.id, rows),
    sealMeanwhile(orders, seal),
  );
  return orders.map((order, index) => ({
    ...order,
    row: orderRow(order, redactedAt, sealed[index] ?? NOTHING),
  }));
}

/** Async to be begun beside a statement: that one runs while these are sealed. */
async function sealMeanwhile(orders: readonly StampedOrder[], seal: Seal): Promise<SealedContact[]> {
  return orders.map((order) => seal(order.facts.contact));
}

function orderRow(
  { facts, fingerprint }: StampedOrder,
  redactedAt: ReadonlyMap<ShopifyId, Date>,
  contact: SealedContact,
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
    ...(isForgotten ? NOTHING : contact),
  };
}

interface SealedContact {
  emailHash: string | null;
  contact: string | null;
}

const NOTHING: SealedContact = { emailHash: null, contact: null };

type Seal = (contact: Contact) => SealedContact;

/** Of one set: an order mostly has its customer's address, which is hashed once. */
function sealer({ cipher }: ShopContext): Seal {
  const hashes = new Map<string, string>();
  const hashOf = (email: string): string => {
    let hash = hashes.get(email);
    if (hash === undefined) hashes.set(email, (hash = cipher.hashAddress(email)));
    return hash;
  };
  return (contact) => {
    const { email, phone, name, address } = contact;
    const isEmpty = email === null && phone === null && name === null && address.length === 0;
    return {
      emailHash: email === null ? null : hashOf(email),
      contact: isEmpty ? null : cipher.encrypt(JSON.stringify(contact)),
    };
  };
}
