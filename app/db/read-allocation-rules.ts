import { DEFAULT_RULES, type AllocationRules, type AssignAt } from "#app/domain/allocation-rules.ts";
import type { ShopifyId } from "#app/domain/shopify-id.ts";
import type { Transaction } from "./client.ts";
import { pgArray } from "./pg-array.ts";

/** What these variants' batches are given out by, by variant; a variant that is not mirrored yet has the shop's rules. */
export async function readAllocationRules(
  tx: Transaction,
  shopId: string,
  variantIds: readonly ShopifyId[],
): Promise<Map<ShopifyId, AllocationRules>> {
  if (variantIds.length === 0) return new Map();
  const rows = await tx.$queryRaw<(AllocationRules & { variantId: bigint })[]>`
    SELECT t.id AS "variantId", coalesce(p.strategy, s.strategy) AS strategy,
      coalesce(p.stop_ship_days, 0) AS "stopShipDays",
      coalesce(p.min_shelf_life_days, s.min_shelf_life_days) AS "minShelfLifeDays",
      s.keep_whole AS "keepWhole", s.skip_quarantine AS "skipQuarantine", s.rules_version AS version
    FROM unnest(${pgArray(variantIds)}::bigint[]) AS t (id)
    JOIN shop s ON s.id = ${shopId}::uuid
    LEFT JOIN variant v ON v.shop_id = s.id AND v.id = t.id
    LEFT JOIN product p ON p.shop_id = v.shop_id AND p.id = v.product_id`;
  return new Map(rows.map(({ variantId, ...rules }) => [variantId, rules]));
}

/** `readAllocationRules` of one variant. */
export function rulesFor(
  rules: ReadonlyMap<ShopifyId, AllocationRules>,
  variantId: ShopifyId,
): AllocationRules {
  return rules.get(variantId) ?? DEFAULT_RULES;
}

/** What decides, as an order comes in, which of its lines draw on batches and when. */
export interface IntakeRules {
  includeTestOrders: boolean;
  assignAt: AssignAt;
  tracksLocations: boolean;
}

export async function readIntakeRules(tx: Transaction, shopId: string): Promise<IntakeRules> {
  const [rules] = await tx.$queryRaw<IntakeRules[]>`
    SELECT include_test_orders AS "includeTestOrders", assign_at AS "assignAt", tracks_locations AS "tracksLocations"
    FROM shop WHERE id = ${shopId}::uuid`;
  if (rules === undefined) throw new Error(`there is no shop ${shopId}`);
  return rules;
}
