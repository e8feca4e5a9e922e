import { Prisma } from "@prisma/client";
import type { AssignAt } from "#app/domain/allocation-rules.ts";
import type { ShopifyId } from "#app/domain/shopify-id.ts";
import type { Transaction } from "./client.ts";
import { pgArray } from "./pg-array.ts";

/** What the app keeps of an order beside its lines. `contact` is encrypted. */
export interface OrderRow {
  orderId: ShopifyId;
  name: string;
  processedAt: Date;
  shopifyUpdatedAt: Date;
  cancelledAt: Date | null;
  test: boolean;
  paid: boolean;
  customerId: ShopifyId | null;
  emailHash: string | null;
  contact: string | null;
  locale: string | null;
  factsHash: string;
}

/** An order that the app knows already, its row locked. */
export interface StoredOrder {
  orderId: ShopifyId;
  /** Empty until the order itself has come. */
  name: string;
  /** Null: the row was made by an event that came before the order itself. */
  processedAt: Date | null;
  shopifyUpdatedAt: Date | null;
  factsHash: string | null;
  deletedAt: Date | null;
  redactedAt: Date | null;
  /** What held when the order was first seen. */
  assignAt: AssignAt;
}

/**
 * Adds the orders that the app does not know yet and locks all others, in one pass in the order of their ids: new rows first
 * and known ones after would cross with whoever goes through both in order.
 * @param orders are added whole
 * @param doubtfulIds get a row that says nothing but that they are there
 * @returns the ids that were added: all rows are the caller's until the transaction ends
 */
export async function insertNewOrders(
  tx: Transaction,
  shopId: string,
  settledAt: Date,
  assignAt: AssignAt,
  orders: readonly OrderRow[],
  doubtfulIds: readonly ShopifyId[],
): Promise<ShopifyId[]> {
  if (orders.length === 0 && doubtfulIds.length === 0) return [];
  // An update of no row locks it all the same.
  const rows = await tx.$queryRaw<{ id: bigint }[]>`
    INSERT INTO orders AS o (
      shop_id, id, name, processed_at, shopify_updated_at, cancelled_at, test, paid,
      customer_id, email_hash, contact, locale, facts_hash, settled_at, assign_at
    )
    SELECT ${shopId}::uuid, id, name, processed_at, shopify_updated_at, cancelled_at, test, paid,
      customer_id, email_hash, contact, locale, facts_hash, settled_at, ${assignAt}
    FROM (
      SELECT id, name, processed_at, shopify_updated_at, cancelled_at, test, paid,
        customer_id, email_hash, contact, locale, facts_hash, ${settledAt}::timestamptz AS settled_at
      FROM ${unnestOrders(orders)}
      UNION ALL
      SELECT id, '', NULL, NULL, NULL, false, true, NULL, NULL, NULL, NULL, NULL, NULL
      FROM unnest(${pgArray(doubtfulIds)}::bigint[]) AS doubtful (id)
    ) AS incoming
    ORDER BY id
    ON CONFLICT (shop_id, id) DO UPDATE SET settled_at = o.settled_at WHERE false
    RETURNING id`;
  return rows.map((row) => row.id);
}

/** Which of these orders the app has a row for. A hint: rows may appear at any time until they are locked. */
export async function findKnownOrders(
  tx: Transaction,
  shopId: string,
  orderIds: readonly ShopifyId[],
): Promise<Set<ShopifyId>> {
  const rows = await tx.$queryRaw<{ id: bigint }[]>`
    SELECT id FROM orders WHERE shop_id = ${shopId}::uuid AND id = ANY (${pgArray(orderIds)}::bigint[])`;
  return new Set(rows.map((row) => row.id));
}

/**
 * Locks order rows, in the order of their ids, and reads what decides whether newer facts apply. Nobody changes an order's
 * key, so that others may refer to it meanwhile: whoever holds a head and marks the order must not wait for us, who wait for
 * that head next.
 */
export async function lockOrders(
  tx: Transaction,
  shopId: string,
  orderIds: readonly ShopifyId[],
): Promise<StoredOrder[]> {
  if (orderIds.length === 0) return [];
  const rows = await tx.$queryRaw<
    {
      id: bigint;
      name: string;
      processed_at: Date | null;
      shopify_updated_at: Date | null;
      facts_hash: string | null;
      deleted_at: Date | null;
      redacted_at: Date | null;
      assign_at: AssignAt;
    }[]
  >`
    SELECT id, name, processed_at, shopify_updated_at, facts_hash, deleted_at, redacted_at, assign_at
    FROM orders
    WHERE shop_id = ${shopId}::uuid AND id = ANY (${pgArray(orderIds)}::bigint[])
    ORDER BY id
    FOR NO KEY UPDATE`;
  return rows.map((row) => ({
    orderId: row.id,
    name: row.name,
    processedAt: row.processed_at,
    shopifyUpdatedAt: row.shopify_updated_at,
    factsHash: row.facts_hash,
    deletedAt: row.deleted_at,
    redactedAt: row.redacted_at,
    assignAt: row.assign_at,
  }));
}

/**
 * Writes newer facts over rows that the caller has locked; an order that only an event was known of is seen now. What was
 * redacted stays redacted; a mark to read the order from
 * Shopify goes when these facts are as new as the event that set it.
 */
export async function updateOrders(
  tx: Transaction,
  shopId: string,
  settledAt: Date,
  assignAt: AssignAt,
  orders: readonly OrderRow[],
): Promise<void> {
  if (orders.length === 0) return;
  await tx.$executeRaw`
    UPDATE orders o
    SET name = t.name, processed_at = t.processed_at, shopify_updated_at = t.shopify_updated_at,
      cancelled_at = t.cancelled_at, test = t.test, paid = t.paid, customer_id = t.customer_id,
      email_hash = CASE WHEN o.redacted_at IS NULL THEN t.email_hash END,
      contact = CASE WHEN o.redacted_at IS NULL THEN t.contact END,
      locale = t.locale, facts_hash = t.facts_hash, settled_at = coalesce(o.settled_at, ${settledAt}),
      assign_at = CASE WHEN o.settled_at IS NULL THEN ${assignAt} ELSE o.assign_at END,
      fetch_requested_at =
        CASE WHEN o.fetch_event_at <= t.shopify_updated_at THEN NULL ELSE o.fetch_requested_at END
    FROM ${unnestOrders(orders)}
    WHERE o.shop_id = ${shopId}::uuid AND o.id = t.id`;
}

/**
 * Marks orders as deleted in Shopify, known or not. Deleted is terminal.
 * @returns the orders that were not marked before
 */
export async function markOrdersDeleted(
  tx: Transaction,
  shopId: string,
  orderIds: readonly ShopifyId[],
  at: Date,
): Promise<ShopifyId[]> {
  if (orderIds.length === 0) return [];
  const rows = await tx.$queryRaw<{ id: bigint }[]>`
    INSERT INTO orders AS o (shop_id, id, deleted_at)
    SELECT ${shopId}::uuid, id, ${at} FROM unnest(${pgArray(orderIds)}::bigint[]) AS t (id)
    ORDER BY id
    ON CONFLICT (shop_id, id) DO UPDATE
      SET deleted_at = excluded.deleted_at, fetch_requested_at = NULL, fetch_claimed_until = NULL,
        fetch_error = NULL
      WHERE o.deleted_at IS NULL
    RETURNING id`;
  return rows.map((row) => row.id);
}

function unnestOrders(orders: readonly OrderRow[]) {
  return Prisma.sql`unnest(
    ${pgArray(orders.map((order) => order.orderId))}::bigint[],
    ${pgArray(orders.map((order) => order.name))}::text[],
    ${pgArray(orders.map((order) => order.processedAt))}::timestamptz[],
    ${pgArray(orders.map((order) => order.shopifyUpdatedAt))}::timestamptz[],
    ${pgArray(orders.map((order) => order.cancelledAt))}::timestamptz[],
    ${pgArray(orders.map((order) => order.test))}::boolean[],
    ${pgArray(orders.map((order) => order.paid))}::boolean[],
    ${pgArray(orders.map((order) => order.customerId))}::bigint[],
    ${pgArray(orders.map((order) => order.emailHash))}::text[],
    ${pgArray(orders.map((order) => order.contact))}::text[],
    ${pgArray(orders.map((order) => order.locale))}::text[],
    ${pgArray(orders.map((order) => order.factsHash))}::text[]
  ) AS t (
    id, name, processed_at, shopify_updated_at, cancelled_at, test, paid,
    customer_id, email_hash, contact, locale, facts_hash
  )`;
}
