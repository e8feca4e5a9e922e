import { compareBytes, compareIds } from "./compare.ts";
import type { Bucket, MovementDraft } from "./settlement.types.ts";
import type { ShopifyId } from "./shopify-id.ts";

/** What movements do to one batch item's row: units to add to each of its columns. */
export interface BucketDelta {
  batchId: string;
  variantId: ShopifyId;
  produced: number;
  remaining: number;
  promised: number;
  shipped: number;
  quarantined: number;
  writtenOff: number;
  /** Running count of units that came back from buyers; where they went afterwards does not change it. */
  returned: number;
}

type Column = Exclude<keyof BucketDelta, "batchId" | "variantId">;

const COLUMN_OF: Record<Exclude<Bucket, "outside">, Column> = {
  available: "remaining",
  promised: "promised",
  shipped: "shipped",
  quarantine: "quarantined",
  written_off: "writtenOff",
};

export type LedgerEntry = Pick<MovementDraft, "batchId" | "variantId" | "from" | "to" | "units">;

/**
 * The changes to batch items that keep them equal to their ledger, one per item, in the order of batch id and variant
 * id (in which their rows are to be locked). `produced` follows what comes from and goes to `outside`, so that
 * produced = remaining + promised + shipped + quarantined + written off stays true by construction.
 */
export function bucketDeltas(movements: readonly LedgerEntry[]): BucketDelta[] {
  const byBatch = new Map<string, Map<ShopifyId, BucketDelta>>();
  const deltas: BucketDelta[] = [];
  for (const { batchId, variantId, from, to, units } of movements) {
    let byVariant = byBatch.get(batchId);
    if (byVariant === undefined) byBatch.set(batchId, (byVariant = new Map<ShopifyId, BucketDelta>()));
    let delta = byVariant.get(variantId);
    if (delta === undefined) {
      delta = emptyDelta(batchId, variantId);
      byVariant.set(variantId, delta);
      deltas.push(delta);
    }
    delta[from === "outside" ? "produced" : COLUMN_OF[from]] += from === "outside" ? units : -units;
    if (to === "outside") delta.produced -= units;
    else delta[COLUMN_OF[to]] += units;
    if (from === "shipped" && to === "quarantine") delta.returned += units;
    else if (from === "quarantine" && to === "shipped") delta.returned -= units;
  }
  return deltas.sort((a, b) => compareBytes(a.batchId, b.batchId) || compareIds(a.variantId, b.variantId));
}

function emptyDelta(batchId: string, variantId: ShopifyId): BucketDelta {
  return {
    batchId,
    variantId,
    produced: 0,
    remaining: 0,
    promised: 0,
    shipped: 0,
    quarantined: 0,
    writtenOff: 0,
    returned: 0,
  };
}
