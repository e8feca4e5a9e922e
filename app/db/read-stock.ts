import { Prisma } from "@prisma/client";
import type { BatchStatus, StockItem } from "#app/domain/settlement.types.ts";
import type { ShopifyId } from "#app/domain/shopify-id.ts";
import type { Transaction } from "./client.ts";
import { pgArray } from "./pg-array.ts";

interface StockRow {
  batch_id: string;
  variant_id: bigint;
  code: string;
  status: BatchStatus;
  made_at: Date;
  opened_at: Date | null;
  cure_on: string | null;
  expires_on: string | null;
  remaining: number;
  quarantined: number;
  written_off: number;
  shelves: { location: string; remaining: number }[] | null;
}

/** Batch items of these variants that have available units. The caller holds the variants' heads. */
export async function readAvailableStock(
  tx: Transaction,
  shopId: string,
  variantIds: readonly ShopifyId[],
): Promise<StockItem[]> {
  if (variantIds.length === 0) return [];
  const rows = await tx.$queryRaw<StockRow[]>`
    SELECT ${stockColumns(shopId)}
    FROM batch_item i
    JOIN batch b ON b.shop_id = i.shop_id AND b.id = i.batch_id
    WHERE i.shop_id = ${shopId}::uuid AND i.variant_id = ANY (${pgArray(variantIds)}::bigint[])
      AND i.in_stock`;
  return rows.flatMap(toStockItems);
}

/** Named batch items, whatever they have left. The caller holds the variants' heads. */
export async function readStockItems(
  tx: Transaction,
  shopId: string,
  items: readonly { batchId: string; variantId: ShopifyId }[],
): Promise<StockItem[]> {
  if (items.length === 0) return [];
  const rows = await tx.$queryRaw<StockRow[]>`
    SELECT ${stockColumns(shopId)}
    FROM unnest(
      ${pgArray(items.map((item) => item.batchId))}::uuid[],
      ${pgArray(items.map((item) => item.variantId))}::bigint[]
    ) AS wanted (batch_id, variant_id)
    JOIN batch_item i
      ON i.shop_id = ${shopId}::uuid AND i.batch_id = wanted.batch_id AND i.variant_id = wanted.variant_id
    JOIN batch b ON b.shop_id = i.shop_id AND b.id = i.batch_id`;
  return rows.flatMap(toStockItems);
}

/** Most shops have no shelves at all: whether this one has is asked once, not once a row. */
const stockColumns = (shopId: string): Prisma.Sql => Prisma.sql`
  i.batch_id, i.variant_id, b.code, b.status, b.made_at, b.opened_at, i.remaining, i.quarantined, i.written_off,
  to_char(b.cure_on, 'YYYY-MM-DD') AS cure_on, to_char(b.expires_on, 'YYYY-MM-DD') AS expires_on,
  CASE WHEN EXISTS (SELECT FROM batch_shelf WHERE shop_id = ${shopId}::uuid) THEN
    (SELECT jsonb_agg(jsonb_build_object('location', s.location_id::text, 'remaining', s.remaining))
      FROM batch_shelf s
      WHERE s.shop_id = i.shop_id AND s.batch_id = i.batch_id AND s.variant_id = i.variant_id) END AS shelves`;

/** The units at no particular place, always, and those at each location where the item was ever shelved. */
function toStockItems(row: StockRow): StockItem[] {
  const shelves = row.shelves ?? [];
  const placed = shelves.reduce((sum, shelf) => sum + shelf.remaining, 0);
  const item: StockItem = {
    batchId: row.batch_id,
    variantId: row.variant_id,
    locationId: null,
    code: row.code,
    status: row.status,
    madeAt: row.made_at,
    openedAt: row.opened_at,
    cureOn: row.cure_on,
    expiresOn: row.expires_on,
    remaining: row.remaining - placed,
    quarantined: row.quarantined,
    writtenOff: row.written_off,
  };
  if (shelves.length === 0) return [item];
  const { quarantined: _quarantined, writtenOff: _writtenOff, ...bare } = item;
  return [
    item,
    ...shelves.map(({ location, remaining }) => ({ ...bare, locationId: BigInt(location), remaining })),
  ];
}
