import type { ImportedUnits } from "#app/domain/order-import.ts";
import type { ShopifyId } from "#app/domain/shopify-id.ts";
import type { Transaction } from "./client.ts";
import { pgArray } from "./pg-array.ts";

/** Where the units of these orders are now. */
export async function countImportedUnits(
  tx: Transaction,
  shopId: string,
  orderIds: readonly ShopifyId[],
): Promise<ImportedUnits> {
  const ids = pgArray(orderIds);
  const rows = await tx.$queryRaw<ImportedUnits[]>`
    SELECT
      coalesce(sum(l.unassigned - l.unassigned_shipped), 0)::int AS waiting,
      coalesce(sum(l.unassigned_shipped), 0)::int AS "shippedUnknown",
      (SELECT coalesce(sum(a.promised + a.shipped + a.returned), 0) FROM assignment a
        WHERE a.shop_id = ${shopId}::uuid AND a.order_id = ANY (${ids}::bigint[]))::int AS assigned
    FROM order_line l
    WHERE l.shop_id = ${shopId}::uuid AND l.order_id = ANY (${ids}::bigint[])`;
  return rows[0] ?? { assigned: 0, waiting: 0, shippedUnknown: 0 };
}
