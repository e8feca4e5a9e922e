import type { ShopifyId } from "#app/domain/shopify-id.ts";
import type { Transaction } from "./client.ts";
import { pgArray } from "./pg-array.ts";

/** A customer as an order showed them. `contact` is encrypted. */
export interface CustomerRow {
  customerId: ShopifyId;
  emailHash: string | null;
  contact: string | null;
  locale: string | null;
  /** Stamp of the order's state that this was read from. */
  seenAt: Date;
}

/**
 * Keeps the newest that orders say of customers, in the order of their ids, and locks their rows until the transaction
 * ends, also where nothing changes: a redaction that waits for them then finds the orders of this transaction.
 * @returns when customers of these were redacted; their contact is not written again
 */
export async function storeCustomers(
  tx: Transaction,
  shopId: string,
  customers: readonly CustomerRow[],
): Promise<Map<ShopifyId, Date>> {
  if (customers.length === 0) return new Map();
  await tx.$executeRaw`
    INSERT INTO customer AS c (shop_id, id, email_hash, contact, locale, shopify_updated_at)
    SELECT ${shopId}::uuid, id, email_hash, contact, locale, seen_at
    FROM unnest(
      ${pgArray(customers.map((customer) => customer.customerId))}::bigint[],
      ${pgArray(customers.map((customer) => customer.emailHash))}::text[],
      ${pgArray(customers.map((customer) => customer.contact))}::text[],
      ${pgArray(customers.map((customer) => customer.locale))}::text[],
      ${pgArray(customers.map((customer) => customer.seenAt))}::timestamptz[]
    ) AS t (id, email_hash, contact, locale, seen_at)
    ORDER BY id
    ON CONFLICT (shop_id, id) DO UPDATE
      SET email_hash = excluded.email_hash, contact = excluded.contact, locale = excluded.locale,
        shopify_updated_at = excluded.shopify_updated_at
      WHERE c.redacted_at IS NULL
        AND (c.shopify_updated_at IS NULL OR c.shopify_updated_at <= excluded.shopify_updated_at)`;
  const redacted = await tx.$queryRaw<{ id: bigint; redacted_at: Date }[]>`
    SELECT id, redacted_at FROM customer
    WHERE shop_id = ${shopId}::uuid AND redacted_at IS NOT NULL
      AND id = ANY (${pgArray(customers.map((customer) => customer.customerId))}::bigint[])`;
  return new Map(redacted.map((row) => [row.id, row.redacted_at]));
}
