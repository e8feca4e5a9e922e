import type { ShopifyId } from "#app/domain/shopify-id.ts";
import type { Transaction } from "./client.ts";
import { holdPeopleAlone } from "./lock-people.ts";
import { pgArray } from "./pg-array.ts";

/** Who is to be forgotten: by customer id, by the hash of an address, by orders that Shopify names. */
export interface Person {
  customerId: ShopifyId | null;
  emailHash: string | null;
  orderIds: readonly ShopifyId[];
}

/**
 * Removes what identifies a person and keeps the trace: which order holds which batch. A customer and orders that the app
 * never saw are remembered as redacted all the same, so that a late webhook does not bring them in. Locks in the engine's order:
 * the customer, then orders by id, then the people of recalls, then what an import has staged: its orders are read from
 * Shopify instead, which forgets the person too.
 * @returns how many rows were cleared
 */
export async function redactPerson(
  tx: Transaction,
  shopId: string,
  person: Person,
  at: Date,
): Promise<{ orders: number; recipients: number }> {
  const { customerId, emailHash } = person;
  const orderIds = pgArray(person.orderIds);
  if (customerId !== null) {
    await tx.$executeRaw`
      INSERT INTO customer AS c (shop_id, id, redacted_at) VALUES (${shopId}::uuid, ${customerId}, ${at})
      ON CONFLICT (shop_id, id) DO UPDATE
        SET email_hash = NULL, contact = NULL, locale = NULL, redacted_at = coalesce(c.redacted_at, ${at})`;
  }
  // New rows and known ones in one pass, in the order of their ids.
  const orders = await tx.$executeRaw`
    INSERT INTO orders AS o (shop_id, id, redacted_at)
    SELECT ${shopId}::uuid, id, ${at}
    FROM (
      SELECT id FROM orders
      WHERE shop_id = ${shopId}::uuid AND (customer_id = ${customerId} OR email_hash = ${emailHash})
      UNION
      SELECT id FROM unnest(${orderIds}::bigint[]) AS named (id)
    ) AS theirs
    ORDER BY id
    ON CONFLICT (shop_id, id) DO UPDATE
      SET email_hash = NULL, contact = NULL, redacted_at = coalesce(o.redacted_at, excluded.redacted_at)`;
  // A launch that has read the orders as they were writes recipients that are to be cleared too.
  await holdPeopleAlone(tx, shopId);
  // An address hash would still find the person: the row's own id takes its place in the unique key.
  const recipients = await tx.$executeRaw`
    UPDATE recall_recipient r
    SET contact = NULL, address_key = 'redacted:' || r.id, retry_at = NULL, claimed_by = NULL, claimed_at = NULL,
        error = NULL,
        status = CASE
          WHEN r.status IN ('queued', 'sending', 'uncertain', 'failed', 'unreachable') THEN 'redacted'
          ELSE r.status
        END
    WHERE r.shop_id = ${shopId}::uuid
      AND (
        r.customer_id = ${customerId}
        OR r.address_key = ${emailHash}
        OR EXISTS (
          SELECT FROM recall_item i
          WHERE i.shop_id = r.shop_id AND i.recall_id = r.recall_id AND i.recipient_id = r.id
            AND r.customer_id IS NULL AND i.order_id = ANY (${orderIds}::bigint[])
        )
      )`;
  await tx.$executeRaw`
    UPDATE staged_order SET head = NULL, email_hash = NULL
    WHERE shop_id = ${shopId}::uuid
      AND (customer_id = ${customerId} OR email_hash = ${emailHash} OR order_id = ANY (${orderIds}::bigint[]))`;
  return { orders, recipients };
}
