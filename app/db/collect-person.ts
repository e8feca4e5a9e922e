import type { Transaction } from "./client.ts";
import { pgArray } from "./pg-array.ts";
import type { Person } from "./redact-customer.ts";

interface StoredOrder {
  id: string;
  name: string;
  placedAt: Date | null;
  contact: string | null;
  lines: {
    title: string;
    variantTitle: string | null;
    sku: string | null;
    quantity: number;
    batches: { code: string; promised: number; shipped: number; returned: number }[];
  }[];
}

interface StoredNotice {
  recall: string;
  subject: string;
  status: string;
  contact: string | null;
  acceptedAt: Date | null;
  acknowledgedAt: Date | null;
  items: { order: string; title: string; code: string; units: number }[];
}

/** Everything that is kept of a person; `contact` fields are still encrypted. */
export interface StoredPerson {
  contact: string | null;
  orders: StoredOrder[];
  notices: StoredNotice[];
}

/** Reads what is kept of a person: who they are, what they bought of which batch, which notices they were sent. */
export async function collectPerson(tx: Transaction, shopId: string, person: Person): Promise<StoredPerson> {
  const { customerId, emailHash } = person;
  const orderIds = pgArray(person.orderIds);
  const [customer] = await tx.$queryRaw<{ contact: string | null }[]>`
    SELECT contact FROM customer WHERE shop_id = ${shopId}::uuid AND id = ${customerId}`;
  const orders = await tx.$queryRaw<StoredOrder[]>`
    SELECT o.id::text AS id, o.name, o.processed_at AS "placedAt", o.contact,
      coalesce((
        SELECT jsonb_agg(jsonb_build_object(
          'title', l.title, 'variantTitle', l.variant_title, 'sku', l.sku, 'quantity', l.quantity,
          'batches', coalesce((
            SELECT jsonb_agg(jsonb_build_object(
              'code', b.code, 'promised', a.promised, 'shipped', a.shipped, 'returned', a.returned) ORDER BY a.seq)
            FROM assignment a
            JOIN batch b ON b.shop_id = a.shop_id AND b.id = a.batch_id
            WHERE a.shop_id = l.shop_id AND a.order_id = l.order_id AND a.line_id = l.id
          ), '[]'::jsonb)) ORDER BY l.position)
        FROM order_line l WHERE l.shop_id = o.shop_id AND l.order_id = o.id
      ), '[]'::jsonb) AS lines
    FROM orders o
    WHERE o.shop_id = ${shopId}::uuid
      AND (o.customer_id = ${customerId} OR o.email_hash = ${emailHash} OR o.id = ANY (${orderIds}::bigint[]))
    ORDER BY o.processed_at, o.id`;
  const notices = await tx.$queryRaw<StoredNotice[]>`
    SELECT c.number AS recall, c.subject, r.status, r.contact,
      r.accepted_at AS "acceptedAt", r.acknowledged_at AS "acknowledgedAt",
      coalesce((
        SELECT jsonb_agg(jsonb_build_object('order', i.order_name, 'title', i.title, 'code', i.code, 'units', i.units)
          ORDER BY i.order_id, i.line_id)
        FROM recall_item i
        WHERE i.shop_id = r.shop_id AND i.recall_id = r.recall_id AND i.recipient_id = r.id
      ), '[]'::jsonb) AS items
    FROM recall_recipient r
    JOIN recall c ON c.shop_id = r.shop_id AND c.id = r.recall_id
    WHERE r.shop_id = ${shopId}::uuid AND (r.customer_id = ${customerId} OR r.address_key = ${emailHash})
    ORDER BY c.launched_at, r.id`;
  return { contact: customer?.contact ?? null, orders, notices };
}
