import type { ItemUnits } from "./batch-record.ts";
import type { MovementDraft } from "./settlement.types.ts";
import type { ShopifyId } from "./shopify-id.ts";

/** One item whose produced units change, or that is new. */
export interface ProducedChange {
  variantId: ShopifyId;
  added: boolean;
  /** Produced units before and after. */
  from: number;
  to: number;
  /** Null for a new item without units. */
  movement: Pick<MovementDraft, "variantId" | "from" | "to" | "units" | "cause"> | null;
}

export type ProducedPlan =
  | { ok: true; changes: ProducedChange[] }
  | { ok: false; variantId: ShopifyId; requested: number; produced: number; taken: number };

/**
 * What has to move so that items have the wanted produced units. Only available units can be taken back: lowering produced
 * below what is promised, shipped, quarantined or written off is refused with the numbers (DOMAIN.md case 32).
 * @param wanted the items to set; others stay as they are
 */
export function planProduced(
  items: readonly (Pick<ItemUnits, "produced" | "remaining"> & { variantId: ShopifyId })[],
  wanted: readonly { variantId: ShopifyId; produced: number }[],
): ProducedPlan {
  const known = new Map(items.map((item) => [item.variantId, item]));
  const changes: ProducedChange[] = [];
  for (const { variantId, produced: to } of wanted) {
    const item = known.get(variantId);
    const from = item?.produced ?? 0;
    const taken = from - (item?.remaining ?? 0);
    if (to < taken) return { ok: false, variantId, requested: to, produced: from, taken };
    if (item !== undefined && to === from) continue;
    changes.push({
      variantId,
      added: item === undefined,
      from,
      to,
      movement: moveProduced(variantId, item === undefined, from, to),
    });
  }
  return { ok: true, changes };
}

function moveProduced(
  variantId: ShopifyId,
  added: boolean,
  from: number,
  to: number,
): ProducedChange["movement"] {
  if (from === to) return null;
  const cause = added ? "produced" : "produced_changed";
  return to > from
    ? { variantId, from: "outside", to: "available", units: to - from, cause }
    : { variantId, from: "available", to: "outside", units: from - to, cause };
}
