import type { BatchRefusalOf } from "#app/contracts/batch-refusal.ts";
import type { BatchView } from "#app/contracts/batch-view.ts";
import { MAX_UNITS } from "#app/contracts/formats.ts";
import type { MergeBatchesBody } from "#app/contracts/manual-acts.ts";
import { insertBatchLinks } from "#app/db/batch-links.ts";
import type { Transaction } from "#app/db/client.ts";
import { findBatch } from "#app/db/find-batch.ts";
import { insertBatchEvents } from "#app/db/insert-batch-events.ts";
import { insertBatchItems } from "#app/db/insert-batch.ts";
import { readShelves } from "#app/db/read-shelves.ts";
import { updateBatch } from "#app/db/update-batch.ts";
import type { BatchRecord } from "#app/domain/batch-record.ts";
import { canMove } from "#app/domain/batch-states.ts";
import { bucketDeltas } from "#app/domain/bucket-deltas.ts";
import { mergeDifferences, mergedDates, takesMerges } from "#app/domain/merge-rules.ts";
import { isOurId } from "#app/domain/our-id.ts";
import { planTransfer } from "#app/domain/plan-transfer.ts";
import type { MovementDraft } from "#app/domain/settlement.types.ts";
import { toGid, type ShopifyId } from "#app/domain/shopify-id.ts";
import type { ShopContext } from "./context.ts";
import { datesOf, setMergedDates } from "./merged-dates.ts";
import { presentBatch } from "./present-batch.ts";
import { recordAct } from "./record-act.ts";
import { settle } from "./settle.ts";
import { readVariantsOfBatch } from "./variants-of-batch.ts";
import { withLockedBatches } from "./with-locked-batches.ts";

export type MergeError = BatchRefusalOf<
  "not_found" | "invalid_fields" | "not_enough_units" | "wrong_state" | "needs_confirmation"
>;

export type MergeBatchesResult =
  { ok: true; actId: string; batch: BatchView } | { ok: false; error: MergeError };

/**
 * Puts available units of other batches into one that is open, on hold or a draft, as one act. Never from a recalled batch.
 * Where dates differ, or where units that are not for sale would come into an open batch, the person confirms each
 * difference; then the earliest expiry and the last cure date hold for the whole batch. The sources stay as they are,
 * unless they are to be closed too.
 */
export async function mergeBatches(
  ctx: ShopContext,
  batchId: string,
  input: MergeBatchesBody,
  actor: string,
): Promise<MergeBatchesResult> {
  if (!isOurId(batchId)) return refused({ type: "not_found" });
  const sourceIds = input.sources.map((source) => source.batchId.toLowerCase());
  const wrong = sourceIds.findIndex((id, index) => id === batchId || sourceIds.indexOf(id) !== index);
  if (wrong !== -1) {
    const message = sourceIds[wrong] === batchId ? "is the batch itself" : "is named twice";
    return refused({ type: "invalid_fields", errors: [{ path: `sources.${wrong}.batchId`, message }] });
  }
  return withLockedBatches(ctx, [batchId, ...sourceIds], [], async (tx) => {
    const target = await findBatch(tx, ctx.shop.id, batchId);
    if (target === null) return refused({ type: "not_found" });
    const read = await readSources(ctx, tx, input);
    if (!read.ok) return read;
    const plan = await planMerge(ctx, tx, target, read.sources, input.confirmed);
    if (!plan.ok) return plan;
    const actId = await record(ctx, tx, {
      target,
      sources: read.sources,
      movements: plan.movements,
      input,
      actor,
    });
    if (target.status === "open") {
      const variantIds = plan.movements.map(({ variantId }) => variantId);
      await settle(ctx, tx, { variantIds: [...new Set(variantIds)] });
    }
    const after = await findBatch(tx, ctx.shop.id, batchId);
    return { ok: true, actId, batch: presentBatch(ctx, after ?? target) };
  });
}

interface Source {
  batch: BatchRecord;
  items: { variantId: ShopifyId; units: number }[];
}

async function readSources(
  ctx: ShopContext,
  tx: Transaction,
  input: MergeBatchesBody,
): Promise<{ ok: true; sources: Source[] } | { ok: false; error: MergeError }> {
  const sources: Source[] = [];
  for (const [index, { batchId, items }] of input.sources.entries()) {
    const batch = await findBatch(tx, ctx.shop.id, batchId);
    if (batch === null) return refused({ type: "not_found" });
    const read = readVariantsOfBatch(batch, items, `sources.${index}.items`);
    if (!read.ok) return read;
    sources.push({ batch, items: read.items });
  }
  return { ok: true, sources };
}

/** The movements of a merge, or what stands against it. Nothing is written. */
async function planMerge(
  ctx: ShopContext,
  tx: Transaction,
  target: BatchRecord,
  sources: readonly Source[],
  confirmed: readonly string[],
): Promise<{ ok: true; movements: MovementDraft[] } | { ok: false; error: MergeError }> {
  const batches = sources.map(({ batch }) => batch);
  const barred = takesMerges(target.status) ? batches.find(({ status }) => status === "recalled") : target;
  if (barred !== undefined) {
    return refused({ type: "wrong_state", code: barred.code, currentStatus: barred.status });
  }
  const shelves = await readShelves(
    tx,
    ctx.shop.id,
    batches.map(({ id }) => id),
  );
  const movements: MovementDraft[] = [];
  for (const { batch, items } of sources) {
    const transfer = { fromBatchId: batch.id, toBatchId: target.id, items: batch.items, shelves };
    const plan = planTransfer({ ...transfer, wanted: items, cause: "merge" });
    if (!plan.ok) {
      const { requested, there } = plan;
      return refused({ type: "not_enough_units", bucket: "available", requested, there });
    }
    movements.push(...plan.movements);
  }
  const differences = mergeDifferences(target, batches).filter(({ key }) => !confirmed.includes(key));
  if (differences.length > 0) return refused({ type: "needs_confirmation", differences });
  const errors = [...limitErrors(target, movements), ...dateErrors([target, ...batches])];
  return errors.length > 0 ? refused({ type: "invalid_fields", errors }) : { ok: true, movements };
}

function limitErrors(target: BatchRecord, movements: readonly MovementDraft[]) {
  const produced = new Map(target.items.map((item) => [item.variantId, item.produced]));
  return bucketDeltas(movements.filter(({ batchId }) => batchId === target.id))
    .filter((delta) => (produced.get(delta.variantId) ?? 0) + delta.produced > MAX_UNITS)
    .map(() => ({
      path: "sources",
      message: `produced would be more than ${MAX_UNITS.toLocaleString("en")}`,
    }));
}

function dateErrors(batches: readonly BatchRecord[]) {
  const { expiresOn, cureOn } = mergedDates(batches);
  return expiresOn !== null && cureOn !== null && cureOn > expiresOn
    ? [{ path: "sources", message: "some of the units would expire before all of them are cured" }]
    : [];
}

interface Merge {
  target: BatchRecord;
  sources: readonly Source[];
  movements: readonly MovementDraft[];
  input: MergeBatchesBody;
  actor: string;
}

async function record(ctx: ShopContext, tx: Transaction, merge: Merge): Promise<string> {
  const { target, sources, movements, input, actor } = merge;
  const { reason } = input;
  const known = new Set(target.items.map((item) => item.variantId));
  const added = sources.flatMap(({ items }) => items.map((item) => item.variantId));
  await insertBatchItems(
    tx,
    ctx.shop.id,
    target.id,
    [...new Set(added)].filter((id) => !known.has(id)),
  );
  const from = datesOf(target);
  const to = mergedDates([target, ...sources.map(({ batch }) => batch)]);
  const changesDates = JSON.stringify(from) !== JSON.stringify(to);
  const actId = await recordAct(ctx, tx, {
    kind: "merged",
    actor,
    reason,
    data: {
      confirmed: input.confirmed,
      ...(changesDates ? { dates: { batchId: target.id, from, to } } : {}),
    },
    movements,
    events: sources.flatMap(({ batch, items }) => {
      const moved = items.map(({ variantId, units }) => ({
        variantId: toGid("ProductVariant", variantId),
        units,
      }));
      return [
        {
          batchId: target.id,
          kind: "merged_from",
          data: { batchId: batch.id, code: batch.code, items: moved },
        },
        {
          batchId: batch.id,
          kind: "merged_into",
          data: { batchId: target.id, code: target.code, items: moved },
        },
      ];
    }),
  });
  const at = ctx.now();
  await insertBatchLinks(
    tx,
    ctx.shop.id,
    sources.map(({ batch }) => ({ actId, kind: "merge", fromBatchId: batch.id, toBatchId: target.id, at })),
  );
  await setMergedDates(ctx, tx, { batch: target, to, actor, reason });
  if (input.closeSources)
    await close(
      ctx,
      tx,
      sources.map(({ batch }) => batch),
      { actor, reason },
    );
  return actId;
}

/** Closes those that a person could close; a draft stays a draft. */
async function close(
  ctx: ShopContext,
  tx: Transaction,
  batches: readonly BatchRecord[],
  by: { actor: string; reason: string },
): Promise<void> {
  for (const batch of batches) {
    if (!canMove(batch.status, "closed")) continue;
    if (!(await updateBatch(tx, ctx.shop.id, batch.status, { ...batch, status: "closed" }))) {
      throw new Error(`batch ${batch.id} changed its state although its row is locked`);
    }
    const data = { from: batch.status, to: "closed" };
    const event = { id: ctx.newId(), batchId: batch.id, kind: "status_changed", ...by, at: ctx.now(), data };
    await insertBatchEvents(tx, ctx.shop.id, [event]);
  }
}

function refused(error: MergeError): { ok: false; error: MergeError } {
  return { ok: false, error };
}
