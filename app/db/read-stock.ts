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
}

/** Batch items of these variants that have available units. The caller holds the variants' heads. */
export async function readAvailableStock(
  tx: Transaction,
  shopId: string,
  variantIds: readonly ShopifyId[],
): Promise<StockItem[]> {
  if (variantIds.length === 0) return [];
  const rows = await tx.$queryRaw<StockRow[]>`
    SELECT i.batch_id, i.variant_id, b.code, b.status, b.made_at, b.opened_at, i.remaining, i.quarantined, i.written_off,
      to_char(b.cure_on, 'YYYY-MM-DD') AS cure_on, to_char(b.expires_on, 'YYYY-MM-DD') AS expires_on
    FROM batch_item i
    JOIN batch b ON b.shop_id = i.shop_id AND b.id = i.batch_id
    WHERE i.shop_id = ${shopId}::uuid AND i.variant_id = ANY (${pgArray(variantIds)}::bigint[])
      AND i.remaining > 0`;
  return rows.map(toStockItem);
}

/** Named batch items, whatever they have left. The caller holds the variants' heads. */
export async function readStockItems(
  tx: Transaction,
  shopId: string,
  items: readonly { batchId: string; variantId: ShopifyId }[],
): Promise<StockItem[]> {
  if (items.length === 0) return [];
  const rows = await tx.$queryRaw<StockRow[]>`
    SELECT i.batch_id, i.variant_id, b.code, b.status, b.made_at, b.opened_at, i.remaining, i.quarantined, i.written_off,
      to_char(b.cure_on, 'YYYY-MM-DD') AS cure_on, to_char(b.expires_on, 'YYYY-MM-DD') AS expires_on
    FROM unnest(
      ${pgArray(items.map((item) => item.batchId))}::uuid[],
      ${pgArray(items.map((item) => item.variantId))}::bigint[]
    ) AS wanted (batch_id, variant_id)
    JOIN batch_item i
      ON i.shop_id = ${shopId}::uuid AND i.batch_id = wanted.batch_id AND i.variant_id = wanted.variant_id
    JOIN batch b ON b.shop_id = i.shop_id AND b.id = i.batch_id`;
  return rows.map(toStockItem);
}

function toStockItem(row: StockRow): StockItem {
  return {
    batchId: row.batch_id,
    variantId: row.variant_id,
    code: row.code,
    status: row.status,
    madeAt: row.made_at,
    openedAt: row.opened_at,
    cureOn: row.cure_on,
    expiresOn: row.expires_on,
    remaining: row.remaining,
    quarantined: row.quarantined,
    writtenOff: row.written_off,
  };
}
