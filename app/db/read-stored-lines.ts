import type { ShopifyId } from "#app/domain/shopify-id.ts";
import type { LineFacts } from "#app/domain/order-facts.ts";
import type { LineTarget } from "#app/domain/settlement.types.ts";
import type { NoTargetReason } from "#app/domain/line-target.ts";
import type { Transaction } from "./client.ts";
import { pgArray } from "./pg-array.ts";

/** What is known of a line from earlier facts; the lock of its order guards it. */
export interface StoredLine {
  orderId: ShopifyId;
  lineId: ShopifyId;
  variantId: ShopifyId | null;
  reason: NoTargetReason | null;
  target: LineTarget;
  /** For a component of a set: the line that was sold. */
  set: LineFacts["set"];
}

/** All lines of these orders. The caller holds the orders' rows. */
export async function readStoredLines(
  tx: Transaction,
  shopId: string,
  orderIds: readonly ShopifyId[],
): Promise<StoredLine[]> {
  if (orderIds.length === 0) return [];
  const rows = await tx.$queryRaw<
    {
      order_id: bigint;
      id: bigint;
      variant_id: bigint | null;
      reason: NoTargetReason | null;
      promised: number;
      shipped: number;
      returned: number;
      left_without_restock: number;
      set_line_id: bigint | null;
      set_units: number | null;
    }[]
  >`
    SELECT order_id, id, variant_id, reason, promised, shipped, returned, left_without_restock,
      set_line_id, set_units
    FROM order_line
    WHERE shop_id = ${shopId}::uuid AND order_id = ANY (${pgArray(orderIds)}::bigint[])`;
  return rows.map((row) => ({
    orderId: row.order_id,
    lineId: row.id,
    variantId: row.variant_id,
    reason: row.reason,
    target: {
      promised: row.promised,
      shipped: row.shipped,
      returned: row.returned,
      leftWithoutRestock: row.left_without_restock,
    },
    set:
      row.set_line_id === null || row.set_units === null
        ? null
        : { lineId: row.set_line_id, unitsEach: row.set_units },
  }));
}

/** The variants on the lines of these orders, each once. */
export async function readVariantsOfOrders(
  tx: Transaction,
  shopId: string,
  orderIds: readonly ShopifyId[],
): Promise<ShopifyId[]> {
  if (orderIds.length === 0) return [];
  const rows = await tx.$queryRaw<{ variant_id: bigint }[]>`
    SELECT DISTINCT variant_id FROM order_line
    WHERE shop_id = ${shopId}::uuid AND order_id = ANY (${pgArray(orderIds)}::bigint[])
      AND variant_id IS NOT NULL`;
  return rows.map((row) => row.variant_id);
}
