import { Prisma } from "@prisma/client";
import type { Transaction } from "./client.ts";

export interface ScopeToRecord {
  recallId: string;
  /** `R26-001` */
  number: string;
  drill: boolean;
  /** For buyers of whom no language is known. */
  shopLocale: string;
  /** Right-hand side of the Message-IDs. */
  messageDomain: string;
  at: Date;
  /** Joins a recall that is recorded already: what waits to be sent to a buyer grows, else a further wave begins. */
  joins: boolean;
}

export interface RecordedScope {
  recipients: number;
  items: number;
  orders: number;
  customers: number;
}

/**
 * Writes who is affected, with what, and what is to be tagged, all inside the database, so that 100,000 buyers cost about as
 * much as inserting their rows. Reads the tables of `layOutScope`. A buyer without an address gets a row too, `unreachable` or
 * `redacted`.
 */
export async function recordRecallScope(
  tx: Transaction,
  shopId: string,
  scope: ScopeToRecord,
): Promise<RecordedScope> {
  const { recallId, drill } = scope;
  const queued = drill ? "drill" : "queued";
  await tx.$executeRaw`
    CREATE TEMPORARY TABLE scope_recipient (
      buyer_key text, id uuid, reachable boolean, redacted boolean, newest_order bigint, customer_id bigint, holder bigint,
      wave int, recorded boolean
    ) ON COMMIT DROP`;
  await tx.$executeRaw`
    INSERT INTO scope_recipient
    SELECT buyer_key, ${newUuidV7(scope.at)}, bool_or(reachable), bool_and(redacted), max(order_id), max(customer_id),
           max(customer_id) FILTER (WHERE customer_hash = buyer_key), 1, false
    FROM scope_buyer WHERE held > 0 GROUP BY buyer_key`;
  await tx.$executeRaw`ANALYZE scope_recipient`;
  if (scope.joins) await findRecorded(tx, shopId, recallId);

  const recipients = await tx.$executeRaw`
    INSERT INTO recall_recipient
      (shop_id, recall_id, id, wave, address_key, contact, customer_id, locale, status, message_id)
    SELECT ${shopId}::uuid, ${recallId}::uuid, r.id, r.wave, r.buyer_key,
           CASE WHEN r.holder IS NOT NULL THEN c.contact
                WHEN r.reachable THEN o.contact
                ELSE coalesce(c.contact, o.contact) END,
           coalesce(r.holder, r.customer_id),
           coalesce(o.locale, c.locale, ${scope.shopLocale}),
           CASE WHEN ${drill} THEN 'drill' WHEN r.reachable THEN 'queued'
                WHEN r.redacted THEN 'redacted' ELSE 'unreachable' END,
           '<' || lower(${scope.number}) || '.' || r.id || '@' || ${scope.messageDomain}::text || '>'
    FROM scope_recipient r
    JOIN orders o ON o.shop_id = ${shopId}::uuid AND o.id = r.newest_order
    LEFT JOIN customer c ON c.shop_id = ${shopId}::uuid AND c.id = coalesce(r.holder, r.customer_id)
    WHERE NOT r.recorded
    ORDER BY r.id`;
  const items = await tx.$executeRaw`
    INSERT INTO recall_item AS i
      (shop_id, recall_id, recipient_id, order_id, line_id, batch_id, variant_id, order_name, title, code, units)
    SELECT ${shopId}::uuid, ${recallId}::uuid, r.id, s.order_id, s.line_id, s.batch_id, s.variant_id, o.name,
           l.title || CASE WHEN l.variant_title IS NULL OR l.variant_title IN ('', 'Default Title') THEN ''
                           ELSE ' – ' || l.variant_title END,
           b.code, s.held
    FROM scope_buyer a
    JOIN scope_recipient r ON r.buyer_key = a.buyer_key
    JOIN scope_line s ON s.order_id = a.order_id AND s.held > 0
    JOIN orders o ON o.shop_id = ${shopId}::uuid AND o.id = s.order_id
    JOIN order_line l ON l.shop_id = ${shopId}::uuid AND l.order_id = s.order_id AND l.id = s.line_id
    JOIN batch b ON b.shop_id = ${shopId}::uuid AND b.id = s.batch_id
    ON CONFLICT (shop_id, recall_id, recipient_id, order_id, line_id, batch_id)
      DO UPDATE SET units = i.units + excluded.units`;
  const orders = await tx.$executeRaw`
    INSERT INTO recall_order AS o (shop_id, recall_id, order_id, tag_status, units)
    SELECT ${shopId}::uuid, ${recallId}::uuid, order_id, ${queued}, held FROM scope_order WHERE held > 0
    ON CONFLICT (shop_id, recall_id, order_id) DO UPDATE SET units = o.units + excluded.units`;
  const customers = await tx.$executeRaw`
    INSERT INTO recall_customer (shop_id, recall_id, customer_id, tag_status)
    SELECT DISTINCT ${shopId}::uuid, ${recallId}::uuid, customer_id, ${queued} FROM scope_order
    WHERE held > 0 AND customer_id IS NOT NULL
    ON CONFLICT (shop_id, recall_id, customer_id) DO NOTHING`;
  return { recipients, items, orders, customers };
}

/**
 * Where a buyer's latest message has not begun to go out, that one grows; it is held so that no sender claims it meanwhile.
 * Else the buyer is told once more, in the next wave.
 */
async function findRecorded(tx: Transaction, shopId: string, recallId: string): Promise<void> {
  await tx.$executeRaw`
    SELECT id FROM recall_recipient
    WHERE shop_id = ${shopId}::uuid AND recall_id = ${recallId}::uuid
      AND address_key IN (SELECT buyer_key FROM scope_recipient)
    ORDER BY id FOR UPDATE`;
  await tx.$executeRaw`
    UPDATE scope_recipient s
    SET id = CASE WHEN latest.is_open THEN latest.id ELSE s.id END,
        wave = CASE WHEN latest.is_open THEN latest.wave ELSE latest.wave + 1 END,
        recorded = latest.is_open
    FROM (
      SELECT DISTINCT ON (address_key) address_key, id, wave, status IN ('queued', 'unreachable', 'redacted') AS is_open
      FROM recall_recipient
      WHERE shop_id = ${shopId}::uuid AND recall_id = ${recallId}::uuid
        AND address_key IN (SELECT buyer_key FROM scope_recipient)
      ORDER BY address_key, wave DESC
    ) latest
    WHERE latest.address_key = s.buyer_key`;
}

/** A UUIDv7 per row (RFC 9562): `uuidv7()` exists from PostgreSQL 18 only. Bits 52 and 53 turn version 4 into 7. */
function newUuidV7(at: Date): Prisma.Sql {
  return Prisma.sql`encode(set_bit(set_bit(
    overlay(uuid_send(gen_random_uuid()) PLACING substring(int8send(${at.getTime()}::bigint) FROM 3) FROM 1 FOR 6),
    52, 1), 53, 1), 'hex')::uuid`;
}
