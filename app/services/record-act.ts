import type { Transaction } from "#app/db/client.ts";
import { insertBatchEvents } from "#app/db/insert-batch-events.ts";
import { insertManualAct } from "#app/db/insert-manual-act.ts";
import { writeMovements } from "#app/db/write-settlement.ts";
import type { ActKind } from "#app/domain/manual-act.ts";
import type { MovementDraft } from "#app/domain/settlement.types.ts";
import type { ShopContext } from "./context.ts";

export interface Act {
  kind: ActKind;
  actor: string;
  reason: string | null;
  /** What an undo must know beyond the movements. */
  data?: Record<string, unknown>;
  /** The act that this one takes back. */
  undoes?: string;
  movements: readonly MovementDraft[];
  /** Lines in the timelines of the batches concerned; each gets the act's id. */
  events: readonly { batchId: string; kind: string; data: Record<string, unknown> }[];
}

/**
 * Writes what a person did to units: the act, its movements and its lines in the timelines. The caller holds the batches
 * (`withLockedBatches`) and has found that all of it is possible.
 * @returns the act's id
 */
export async function recordAct(ctx: ShopContext, tx: Transaction, act: Act): Promise<string> {
  const { kind, actor, reason, movements } = act;
  const id = ctx.newId();
  const at = ctx.now();
  await insertManualAct(tx, ctx.shop.id, {
    id,
    kind,
    actor,
    reason,
    at,
    // How many rows of the ledger belong to it: an undo that finds fewer knows that some are gone.
    data: { ...act.data, movements: movements.length },
    undoes: act.undoes ?? null,
  });
  await writeMovements(tx, ctx.shop.id, movements, { actor, reason, at, actId: id });
  await insertBatchEvents(
    tx,
    ctx.shop.id,
    act.events.map((event) => ({
      id: ctx.newId(),
      batchId: event.batchId,
      kind: event.kind,
      actor,
      reason,
      at,
      data: { ...event.data, actId: id },
    })),
  );
  return id;
}
