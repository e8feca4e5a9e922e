import { moveUnits } from "./move-units.ts";
import type { MovementDraft } from "./settlement.types.ts";
import type { ShopifyId } from "./shopify-id.ts";
import type { ShelvedUnits } from "./take-available.ts";

export interface Transfer {
  fromBatchId: string;
  toBatchId: string;
  /** What the batch that gives has available. */
  items: readonly { variantId: ShopifyId; remaining: number }[];
  shelves: readonly ShelvedUnits[];
  wanted: readonly { variantId: ShopifyId; units: number }[];
  cause: "split" | "merge";
}

export type TransferPlan =
  | { ok: true; movements: MovementDraft[] }
  /** The first of which fewer are available. */
  | { ok: false; variantId: ShopifyId; requested: number; there: number };

/**
 * Available units of one batch become available units of another: out of the first and into the second, so that each
 * batch's produced is what it holds. Units at a location stay there.
 */
export function planTransfer({
  fromBatchId,
  toBatchId,
  items,
  shelves,
  wanted,
  cause,
}: Transfer): TransferPlan {
  const movements: MovementDraft[] = [];
  for (const { variantId, units } of wanted) {
    const remaining = items.find((item) => item.variantId === variantId)?.remaining ?? 0;
    if (remaining < units) return { ok: false, variantId, requested: units, there: remaining };
    const item = { batchId: fromBatchId, variantId, remaining };
    const leaving = moveUnits({ item, from: "available", to: "outside", units, cause }, shelves);
    const arriving = leaving.map((movement): MovementDraft => ({
      ...movement,
      batchId: toBatchId,
      from: "outside",
      fromLocationId: null,
      to: "available",
      toLocationId: movement.fromLocationId ?? null,
    }));
    movements.push(...leaving, ...arriving);
  }
  return { ok: true, movements };
}
