import type { BatchRefusalOf } from "#app/contracts/batch-refusal.ts";
import type { BatchView } from "#app/contracts/batch-view.ts";
import type { SplitBatchBody } from "#app/contracts/manual-acts.ts";
import { insertBatchLinks } from "#app/db/batch-links.ts";
import type { Transaction } from "#app/db/client.ts";
import { findBatch } from "#app/db/find-batch.ts";
import { insertBatch, insertBatchItems } from "#app/db/insert-batch.ts";
import { readShelves } from "#app/db/read-shelves.ts";
import type { BatchRecord } from "#app/domain/batch-record.ts";
import { isOurId } from "#app/domain/our-id.ts";
import { planTransfer } from "#app/domain/plan-transfer.ts";
import { toGid, type ShopifyId } from "#app/domain/shopify-id.ts";
import type { ShopContext } from "./context.ts";
import { presentBatch } from "./present-batch.ts";
import { recordAct } from "./record-act.ts";
import { readVariantsOfBatch } from "./variants-of-batch.ts";
import { withBatchCode } from "./with-batch-code.ts";
import { withLockedBatch } from "./with-locked-batch.ts";

export type SplitBatchResult =
  | { ok: true; actId: string; batch: BatchView; newBatch: BatchView }
  | {
      ok: false;
      error: BatchRefusalOf<
        "not_found" | "invalid_fields" | "code_taken" | "not_enough_units" | "wrong_state"
      >;
    };

/**
 * Divides a batch: available units become a batch of their own, made at the same time by the same maker, with the same dates
 * and in the same state (a part of a held batch is held too). Not from a recalled batch: its units stay under its code.
 */
export async function splitBatch(
  ctx: ShopContext,
  batchId: string,
  input: SplitBatchBody,
  actor: string,
): Promise<SplitBatchResult> {
  const source = isOurId(batchId) ? await findBatch(ctx.db, ctx.shop.id, batchId) : null;
  if (source === null) return { ok: false, error: { type: "not_found" } };
  const read = readVariantsOfBatch(source, input.items, "items");
  if (!read.ok) return read;
  const [first] = read.items;
  if (first === undefined) throw new Error("the contract wants at least one variant");
  const coded = { typed: input.code ?? null, variantId: first.variantId, madeAt: source.madeAt };
  return withBatchCode(ctx, coded, (code) =>
    withLockedBatch(ctx, batchId, [], (tx, locked) =>
      divide(ctx, tx, locked, { ...input, items: read.items, code }, actor),
    ),
  );
}

type Wanted = Omit<SplitBatchBody, "items" | "code"> & {
  code: string;
  items: { variantId: ShopifyId; units: number }[];
};

/** @returns null when the code is taken; nothing is written then */
async function divide(
  ctx: ShopContext,
  tx: Transaction,
  batch: BatchRecord | null,
  wanted: Wanted,
  actor: string,
): Promise<SplitBatchResult | null> {
  if (batch === null) return { ok: false, error: { type: "not_found" } };
  const { id: fromId, code: fromCode, status } = batch;
  if (status === "recalled") {
    return { ok: false, error: { type: "wrong_state", code: fromCode, currentStatus: status } };
  }
  const toId = ctx.newId();
  const at = ctx.now();
  const plan = planTransfer({
    fromBatchId: fromId,
    toBatchId: toId,
    items: batch.items,
    shelves: await readShelves(tx, ctx.shop.id, [fromId]),
    wanted: wanted.items,
    cause: "split",
  });
  if (!plan.ok) {
    const { requested, there } = plan;
    return { ok: false, error: { type: "not_enough_units", bucket: "available", requested, there } };
  }
  const inserted = await insertBatch(tx, ctx.shop.id, {
    ...batch,
    id: toId,
    code: wanted.code,
    status,
    place: wanted.place === undefined ? batch.place : wanted.place,
    notes: wanted.notes ?? null,
    createdBy: actor,
    createdAt: at,
  });
  if (!inserted) return null;
  await insertBatchItems(
    tx,
    ctx.shop.id,
    toId,
    wanted.items.map((item) => item.variantId),
  );
  const items = wanted.items.map(({ variantId, units }) => ({
    variantId: toGid("ProductVariant", variantId),
    units,
  }));
  const actId = await recordAct(ctx, tx, {
    kind: "split",
    actor,
    reason: wanted.reason,
    movements: plan.movements,
    events: [
      { batchId: fromId, kind: "split_off", data: { batchId: toId, code: wanted.code, items } },
      { batchId: toId, kind: "split_from", data: { batchId: fromId, code: fromCode, items } },
    ],
  });
  await insertBatchLinks(tx, ctx.shop.id, [
    { actId, kind: "split", fromBatchId: fromId, toBatchId: toId, at },
  ]);
  const [after, made] = [await findBatch(tx, ctx.shop.id, fromId), await findBatch(tx, ctx.shop.id, toId)];
  if (after === null || made === null) throw new Error(`batch ${toId} was just split off and is not there`);
  return { ok: true, actId, batch: presentBatch(ctx, after), newBatch: presentBatch(ctx, made) };
}
