import { v7 } from "uuid";
import type { Database } from "#app/db/client.ts";
import { keptOf } from "#app/services/accept-delivery.ts";
import type { ShopIdentity } from "#app/services/context.ts";

/** Stores a webhook as the intake does. */
export async function deliver(
  db: Database,
  shop: ShopIdentity,
  topic: string,
  body: unknown,
  options: { webhookId?: string; triggeredAt?: Date } = {},
): Promise<string> {
  const webhookId = options.webhookId ?? v7();
  await db.webhookDelivery.createMany({
    data: [
      {
        ...{ shopId: shop.id, topic, webhookId, triggeredAt: options.triggeredAt ?? null },
        ...asKept(topic, typeof body === "string" ? body : JSON.stringify(body)),
      },
    ],
    skipDuplicates: true,
  });
  return webhookId;
}

/** What the intake keeps of a body. */
export function asKept(topic: string, body: string): ReturnType<typeof keptOf> {
  return keptOf(topic, body, JSON.parse(body) as object);
}

/** What a line has, as a person would say it: `B-1: 2 promised` and so on, in the order of the draws. */
export async function holdingsOf(db: Database, shop: ShopIdentity, orderId: number): Promise<string[]> {
  const rows = await db.$queryRaw<
    { code: string; promised: number; shipped: number; returned: number; written_off: number }[]
  >`
    SELECT b.code, a.promised, a.shipped, a.returned, a.written_off
    FROM assignment a JOIN batch b ON b.shop_id = a.shop_id AND b.id = a.batch_id
    WHERE a.shop_id = ${shop.id}::uuid AND a.order_id = ${orderId}
    ORDER BY a.line_id, a.seq`;
  const lines = await db.$queryRaw<{ unassigned: number; unassigned_shipped: number }[]>`
    SELECT unassigned, unassigned_shipped FROM order_line
    WHERE shop_id = ${shop.id}::uuid AND order_id = ${orderId} AND unassigned > 0 ORDER BY id`;
  return [
    ...rows.flatMap((row) => [
      ...(row.promised > 0 ? [`${row.code}: ${row.promised} promised`] : []),
      ...(row.shipped > 0 ? [`${row.code}: ${row.shipped} shipped`] : []),
      ...(row.returned > 0 ? [`${row.code}: ${row.returned} returned`] : []),
      ...(row.written_off > 0 ? [`${row.code}: ${row.written_off} written off`] : []),
    ]),
    ...lines.map((line) =>
      line.unassigned_shipped > 0
        ? `${line.unassigned} unassigned, ${line.unassigned_shipped} of them shipped`
        : `${line.unassigned} unassigned`,
    ),
  ];
}
