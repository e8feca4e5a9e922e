import type { ItemUnits } from "./batch-record.ts";
import type { ManualMove } from "./manual-moves.ts";
import type { ShopifyId } from "./shopify-id.ts";

/** What a person counted of one variant: available units, and what the books said when they began. */
export interface CountedUnits {
  variantId: ShopifyId;
  expected: number;
  counted: number;
}

export type CountPlan =
  | {
      ok: true;
      moves: { variantId: ShopifyId; kind: Extract<ManualMove, `count_${string}`>; units: number }[];
    }
  /** The books are not what they were: what was counted may be right or not. All that moved, with the present units. */
  | { ok: false; moved: { variantId: ShopifyId; expected: number; available: number }[] };

/**
 * What has to move so that the books say what was counted. Only the available units are counted: those that are promised
 * or in quarantine lie apart, and no count touches them. What was not counted stays.
 */
export function planCount(
  items: readonly (Pick<ItemUnits, "remaining"> & { variantId: ShopifyId })[],
  counts: readonly CountedUnits[],
): CountPlan {
  const remaining = new Map(items.map((item) => [item.variantId, item.remaining]));
  const moved: { variantId: ShopifyId; expected: number; available: number }[] = [];
  const moves: Extract<CountPlan, { ok: true }>["moves"] = [];
  for (const { variantId, expected, counted } of counts) {
    const available = remaining.get(variantId) ?? 0;
    if (available !== expected) moved.push({ variantId, expected, available });
    else if (counted > expected) moves.push({ variantId, kind: "count_up", units: counted - expected });
    else if (counted < expected) moves.push({ variantId, kind: "count_down", units: expected - counted });
  }
  return moved.length > 0 ? { ok: false, moved } : { ok: true, moves };
}
