import type { BatchRefusalOf } from "#app/contracts/batch-refusal.ts";
import type { BatchView } from "#app/contracts/batch-view.ts";
import { findBatch } from "#app/db/find-batch.ts";
import { readLedgerItems } from "#app/db/read-ledger-items.ts";
import { setBatchItem } from "#app/db/set-batch-item.ts";
import { isOurId } from "#app/domain/our-id.ts";
import { isPossible } from "#app/domain/recount.ts";
import { toGid } from "#app/domain/shopify-id.ts";
import { compareLedger, presentCheck, recordComparison } from "./compare-ledger.ts";
import type { ShopContext } from "./context.ts";
import { presentBatch } from "./present-batch.ts";
import { recordAct } from "./record-act.ts";
import { settle } from "./settle.ts";
import { withLockedBatch } from "./with-locked-batch.ts";

export type RepairResult =
  | { ok: true; batch: BatchView }
  | { ok: false; error: BatchRefusalOf<"not_found" | "adds_up" | "ledger_broken"> };

/**
 * Sets a batch's units to what its ledger says, where they differ, with the reason that a person gave: an act whose line in
 * the timeline keeps the units before and after (DOMAIN.md case 41). The ledger itself is never changed.
 */
export async function repairBatchLedger(
  ctx: ShopContext,
  batchId: string,
  input: { reason: string },
  actor: string,
): Promise<RepairResult> {
  if (!isOurId(batchId)) return { ok: false, error: { type: "not_found" } };
  return withLockedBatch(ctx, batchId, [], async (tx, batch) => {
    if (batch === null) return { ok: false, error: { type: "not_found" } };
    const compared = (await readLedgerItems(tx, ctx.shop.id, { batchId })).map(compareLedger);
    const broken = compared.filter(({ addsUp }) => !addsUp);
    if (broken.length === 0) {
      await recordComparison(ctx, tx, compared);
      return { ok: false, error: { type: "adds_up" } };
    }
    const impossible = broken.find((item) => !isPossible(item.counted, item.countedPlaces));
    if (impossible !== undefined) {
      const variantId = toGid("ProductVariant", impossible.variantId);
      return { ok: false, error: { type: "ledger_broken", variantId } };
    }
    for (const item of broken) {
      await setBatchItem(tx, ctx.shop.id, item, item.counted, item.countedPlaces);
    }
    await recordAct(ctx, tx, {
      kind: "repaired",
      actor,
      reason: input.reason,
      movements: [],
      events: [{ batchId, kind: "repaired", data: { items: presentCheck(broken).items } }],
    });
    const after = (await readLedgerItems(tx, ctx.shop.id, { batchId })).map(compareLedger);
    await recordComparison(ctx, tx, after);
    // A launch could not take unshipped units off an item whose sum was broken.
    const releaseFrom = batch.status === "recalled" ? [batchId] : [];
    await settle(ctx, tx, { variantIds: broken.map(({ variantId }) => variantId), releaseFrom });
    const repaired = await findBatch(tx, ctx.shop.id, batchId);
    return { ok: true, batch: presentBatch(ctx, repaired ?? batch) };
  });
}
