import type { BatchRefusalOf } from "#app/contracts/batch-refusal.ts";
import type { BatchView } from "#app/contracts/batch-view.ts";
import type { Transaction } from "#app/db/client.ts";
import { findBatch } from "#app/db/find-batch.ts";
import { findBatchesOfAct, findManualAct, markActUndone, readActMovements } from "#app/db/manual-acts.ts";
import type { ManualActRecord } from "#app/db/manual-acts.ts";
import { readShelves } from "#app/db/read-shelves.ts";
import type { BatchRecord } from "#app/domain/batch-record.ts";
import { isTransfer, isUndoable } from "#app/domain/manual-act.ts";
import { isOurId } from "#app/domain/our-id.ts";
import { planUndo } from "#app/domain/plan-undo.ts";
import type { MovementDraft } from "#app/domain/settlement.types.ts";
import type { ShopContext } from "./context.ts";
import { restoreMergedDates } from "./merged-dates.ts";
import { presentBatch } from "./present-batch.ts";
import { recordAct } from "./record-act.ts";
import { settle } from "./settle.ts";
import { withLockedBatches } from "./with-locked-batches.ts";

export type UndoActResult =
  | { ok: true; actId: string; batches: BatchView[] }
  | {
      ok: false;
      error: BatchRefusalOf<
        "act_not_found" | "not_undoable" | "already_undone" | "item_gone" | "moved_on" | "wrong_state"
      >;
    };

/**
 * Takes a person's act back by a further one, whose movements are the reverse of its own; both stay, linked both ways.
 * Possible once, and not for an undo. Refused with the numbers when the units are not there any more, and for units that
 * went between batches of which one is recalled: those stay where the recall looks for them.
 */
export async function undoAct(
  ctx: ShopContext,
  actId: string,
  input: { reason: string },
  actor: string,
): Promise<UndoActResult> {
  if (!isOurId(actId)) return refused({ type: "act_not_found" });
  const batchIds = await findBatchesOfAct(ctx.db, ctx.shop.id, actId);
  return withLockedBatches(ctx, batchIds, [], async (tx) => {
    // Read under the locks of its batches, which another undo of the same act would hold too.
    const act = await findManualAct(tx, ctx.shop.id, actId);
    if (act === null) return refused({ type: "act_not_found" });
    if (act.undoneBy !== null) return refused({ type: "already_undone" });
    const movements = await readActMovements(tx, ctx.shop.id, act.id);
    if (!isUndoable(act.kind) || act.data["movements"] === 0) return refused({ type: "not_undoable" });
    if (movements.length !== act.data["movements"]) return refused({ type: "item_gone" });

    const batches = await findBatches(ctx, tx, batchIds);
    const recalled = batches.find((batch) => batch.status === "recalled");
    if (isTransfer(act.kind) && recalled !== undefined) {
      return refused({ type: "wrong_state", code: recalled.code, currentStatus: recalled.status });
    }
    const items = batches.flatMap((batch) => batch.items.map((item) => ({ ...item, batchId: batch.id })));
    const plan = planUndo(movements, items, await readShelves(tx, ctx.shop.id, batchIds));
    if (!plan.ok) {
      const { bucket, requested, there } = plan;
      const code = batches.find((batch) => batch.id === plan.batchId)?.code ?? "";
      return refused({ type: "moved_on", code, bucket, requested, there });
    }
    const undoId = await record(ctx, tx, {
      act,
      movements: plan.movements,
      batches,
      actor,
      reason: input.reason,
    });
    // A merge that is taken back also gives its batch the former dates, by which any of its variants may serve.
    const offered = isTransfer(act.kind) ? items : plan.movements.filter(({ to }) => to === "available");
    if (offered.length > 0) {
      await settle(ctx, tx, { variantIds: [...new Set(offered.map(({ variantId }) => variantId))] });
    }
    const after = await findBatches(ctx, tx, batchIds);
    return { ok: true, actId: undoId, batches: after.map((batch) => presentBatch(ctx, batch)) };
  });
}

interface Undo {
  act: ManualActRecord;
  movements: readonly MovementDraft[];
  batches: readonly BatchRecord[];
  actor: string;
  reason: string;
}

async function record(ctx: ShopContext, tx: Transaction, undo: Undo): Promise<string> {
  const { act, movements, batches, actor, reason } = undo;
  const undoId = await recordAct(ctx, tx, {
    kind: "undone",
    actor,
    reason,
    undoes: act.id,
    movements,
    events: batches.map((batch) => ({
      batchId: batch.id,
      kind: "undone",
      data: {
        undoes: act.id,
        undoneKind: act.kind,
        units: movements
          .filter(({ batchId, to }) => batchId === batch.id && to !== "outside")
          .reduce((sum, { units }) => sum + units, 0),
      },
    })),
  });
  if (!(await markActUndone(tx, ctx.shop.id, { id: act.id, undoneBy: undoId }))) {
    throw new Error(`act ${act.id} was undone although its batches are locked`);
  }
  await restoreMergedDates(ctx, tx, { act, batches, actor, reason });
  return undoId;
}

async function findBatches(
  ctx: ShopContext,
  tx: Transaction,
  batchIds: readonly string[],
): Promise<BatchRecord[]> {
  const batches: BatchRecord[] = [];
  for (const batchId of batchIds) {
    const batch = await findBatch(tx, ctx.shop.id, batchId);
    if (batch !== null) batches.push(batch);
  }
  return batches;
}

function refused(error: Extract<UndoActResult, { ok: false }>["error"]): UndoActResult {
  return { ok: false, error };
}
