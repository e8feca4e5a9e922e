import type { BatchRefusalOf } from "#app/contracts/batch-refusal.ts";
import type { BatchView } from "#app/contracts/batch-view.ts";
import { MAX_UNITS } from "#app/contracts/formats.ts";
import type { CountBatchBody } from "#app/contracts/manual-acts.ts";
import { findBatch } from "#app/db/find-batch.ts";
import { readShelves } from "#app/db/read-shelves.ts";
import type { BatchRecord } from "#app/domain/batch-record.ts";
import { MANUAL_MOVES } from "#app/domain/manual-moves.ts";
import { moveUnits } from "#app/domain/move-units.ts";
import { isOurId } from "#app/domain/our-id.ts";
import { planCount, type CountPlan } from "#app/domain/plan-count.ts";
import { toGid } from "#app/domain/shopify-id.ts";
import type { ShopContext } from "./context.ts";
import { presentBatch } from "./present-batch.ts";
import { recordAct } from "./record-act.ts";
import { settle } from "./settle.ts";
import { readVariantsOfBatch } from "./variants-of-batch.ts";
import { withLockedBatch } from "./with-locked-batch.ts";

/** One variant's count; `variance` is counted − expected. */
export interface Variance {
  /** gid */
  variantId: string;
  expected: number;
  counted: number;
  variance: number;
}

export type CountBatchResult =
  | { ok: true; actId: string; variances: Variance[]; batch: BatchView }
  | { ok: false; error: BatchRefusalOf<"not_found" | "invalid_fields" | "stock_moved"> };

/**
 * Records a stock count of a batch's available units as one act, also one that finds what the books say; only differences
 * move. Refused as a whole when the books moved since the counter looked at them, with the present numbers. Units found go
 * at once to the orders that wait, unless the batch is not open; promised units are never touched.
 */
export async function countBatch(
  ctx: ShopContext,
  batchId: string,
  input: CountBatchBody,
  actor: string,
): Promise<CountBatchResult> {
  if (!isOurId(batchId)) return { ok: false, error: { type: "not_found" } };
  return withLockedBatch(ctx, batchId, [], async (tx, batch) => {
    if (batch === null) return { ok: false, error: { type: "not_found" } };
    const read = readVariantsOfBatch(batch, input.counts, "counts");
    if (!read.ok) return read;
    const plan = planCount(batch.items, read.items);
    if (!plan.ok) {
      const items = plan.moved.map((item) => ({
        ...item,
        variantId: toGid("ProductVariant", item.variantId),
      }));
      return { ok: false, error: { type: "stock_moved", items } };
    }
    const tooMany = beyondLimit(batch, plan.moves);
    if (tooMany !== undefined) {
      const path = `counts.${read.items.findIndex((item) => item.variantId === tooMany)}.counted`;
      const message = `produced would be more than ${MAX_UNITS.toLocaleString("en")}`;
      return { ok: false, error: { type: "invalid_fields", errors: [{ path, message }] } };
    }
    const variances = read.items.map(({ variantId, expected, counted }) => ({
      variantId: toGid("ProductVariant", variantId),
      expected,
      counted,
      variance: counted - expected,
    }));
    const shelves = await readShelves(tx, ctx.shop.id, [batch.id]);
    const actId = await recordAct(ctx, tx, {
      kind: "counted",
      actor,
      reason: input.reason ?? null,
      movements: plan.moves.flatMap(({ variantId, kind, units }) => {
        const remaining = remainingOf(batch, variantId);
        const item = { batchId: batch.id, variantId, remaining };
        return moveUnits({ item, ...MANUAL_MOVES[kind], units, cause: kind }, shelves);
      }),
      events: [{ batchId: batch.id, kind: "counted", data: { counts: variances } }],
    });
    const found = plan.moves.filter(({ kind }) => kind === "count_up").map(({ variantId }) => variantId);
    if (found.length > 0) await settle(ctx, tx, { variantIds: found });
    const after = await findBatch(tx, ctx.shop.id, batchId);
    return { ok: true, actId, variances, batch: presentBatch(ctx, after ?? batch) };
  });
}

type Moves = Extract<CountPlan, { ok: true }>["moves"];

/** The first variant of which more would be produced than a batch can hold. */
function beyondLimit(batch: BatchRecord, moves: Moves): bigint | undefined {
  return moves.find(({ variantId, kind, units }) => {
    const produced = batch.items.find((item) => item.variantId === variantId)?.produced ?? 0;
    return kind === "count_up" && produced + units > MAX_UNITS;
  })?.variantId;
}

function remainingOf(batch: BatchRecord, variantId: bigint): number {
  return batch.items.find((item) => item.variantId === variantId)?.remaining ?? 0;
}
