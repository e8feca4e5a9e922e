import type { ShopifyId } from "#app/domain/shopify-id.ts";
import type { Transaction } from "./client.ts";
import { pgArray } from "./pg-array.ts";

/**
 * Locks the stock and the holdings of variants until the transaction ends. What is read afterwards, in statements of
 * their own, cannot change under the caller: a single statement that locks and reads would see the state from before it
 * waited. Order of all locks: customers, order rows, heads (sorted), batches.
 */
export async function lockHeads(
  tx: Transaction,
  shopId: string,
  variantIds: readonly ShopifyId[],
): Promise<void> {
  if (variantIds.length === 0) return;
  const ids = pgArray([...new Set(variantIds)]);
  await tx.$executeRaw`
    INSERT INTO allocation_head (shop_id, variant_id)
    SELECT ${shopId}::uuid, id FROM unnest(${ids}::bigint[]) AS wanted (id)
    WHERE NOT EXISTS (SELECT FROM allocation_head h WHERE h.shop_id = ${shopId}::uuid AND h.variant_id = wanted.id)
    ORDER BY id
    ON CONFLICT DO NOTHING`;
  await tx.$executeRaw`
    SELECT 1 FROM allocation_head
    WHERE shop_id = ${shopId}::uuid AND variant_id = ANY (${ids}::bigint[])
    ORDER BY variant_id
    FOR UPDATE`;
}
