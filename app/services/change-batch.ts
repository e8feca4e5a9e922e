import type { ChangeBatchBody } from "#app/contracts/batch.ts";
import type { BatchView } from "#app/contracts/batch-view.ts";
import type { BatchRefusalOf } from "#app/contracts/batch-refusal.ts";
import type { FieldError } from "#app/contracts/problem.ts";
import type { Transaction } from "#app/db/client.ts";
import { findBatch } from "#app/db/find-batch.ts";
import { insertBatchEvents } from "#app/db/insert-batch-events.ts";
import type { NewBatchEvent } from "#app/db/insert-batch-events.ts";
import { insertBatchItems } from "#app/db/insert-batch.ts";
import { readShelves } from "#app/db/read-shelves.ts";
import { updateBatch } from "#app/db/update-batch.ts";
import type { BatchFacts, BatchRecord } from "#app/domain/batch-record.ts";
import { canMove } from "#app/domain/batch-states.ts";
import { moveUnits } from "#app/domain/move-units.ts";
import { isOurId } from "#app/domain/our-id.ts";
import { planProduced } from "#app/domain/plan-produced.ts";
import type { ProducedChange } from "#app/domain/plan-produced.ts";
import { toGid } from "#app/domain/shopify-id.ts";
import type { ShopContext } from "./context.ts";
import { mirrorVariants } from "./mirror-variants.ts";
import type { MirroredItem } from "./mirror-variants.ts";
import { presentBatch } from "./present-batch.ts";
import { recordAct } from "./record-act.ts";
import { settle } from "./settle.ts";
import { withLockedBatch } from "./with-locked-batch.ts";

export type ChangeBatchError = BatchRefusalOf<
  "not_found" | "invalid_fields" | "state_moved" | "move_not_allowed" | "below_taken" | "shopify_unavailable"
>;

export type ChangeBatchResult = { ok: true; batch: BatchView } | { ok: false; error: ChangeBatchError };

/**
 * Moves a batch to another state and changes its fields and produced units, all or nothing, each with its line in the
 * timeline (DOMAIN.md section 2; cases 31, 32). What becomes available goes at once to the orders that wait for it.
 */
export async function changeBatch(
  ctx: ShopContext,
  batchId: string,
  input: ChangeBatchBody,
  actor: string,
): Promise<ChangeBatchResult> {
  if (!isOurId(batchId)) return refused({ type: "not_found" });
  const wanted = await mirrorVariants(ctx, input.items ?? []);
  if (!wanted.ok) return wanted;
  const variantIds = wanted.items.map((item) => item.variantId);
  return withLockedBatch(ctx, batchId, variantIds, async (tx, batch) => {
    if (batch === null) return refused({ type: "not_found" });
    const plan = planChange(ctx, batch, input, wanted.items);
    if (!plan.ok) return plan;
    await write(ctx, tx, { batch, plan, reason: input.reason ?? null, actor });
    if (plan.after.status === "open") {
      const ofBatch = batch.items.map((item) => item.variantId);
      await settle(ctx, tx, { variantIds: [...new Set([...ofBatch, ...variantIds])] });
    }
    const after = await findBatch(tx, ctx.shop.id, batchId);
    return { ok: true, batch: presentBatch(ctx, after ?? batch) };
  });
}

interface Plan {
  ok: true;
  after: BatchFacts;
  produced: ProducedChange[];
}

/** What the batch shall be, or why it may not. Nothing is written yet. */
function planChange(
  ctx: ShopContext,
  batch: BatchRecord,
  input: ChangeBatchBody,
  items: readonly MirroredItem[],
): Plan | { ok: false; error: ChangeBatchError } {
  const { status } = batch;
  if (input.expectedStatus !== undefined && input.expectedStatus !== status) {
    return refused({ type: "state_moved", currentStatus: status });
  }
  if (input.status !== undefined && !canMove(status, input.status)) {
    return refused({ type: "move_not_allowed", currentStatus: status, to: input.status });
  }
  const after = applyFields(batch, input);
  if (input.status === "open") after.openedAt ??= ctx.now();
  const errors = dateErrors(after, input);
  if (errors.length > 0) return refused({ type: "invalid_fields", errors });
  const produced = planProduced(batch.items, items);
  if (!produced.ok) {
    const { variantId, ...numbers } = produced;
    return refused({
      type: "below_taken",
      variantId: toGid("ProductVariant", variantId),
      requested: numbers.requested,
      produced: numbers.produced,
      taken: numbers.taken,
    });
  }
  return { ok: true, after, produced: produced.changes };
}

const FIELDS = ["place", "maker", "expiresOn", "expiryKind", "cureOn", "notes"] as const;

/** Left out: stays. Null: is cleared. An expiry date has a kind, and no date no kind. */
function applyFields(batch: BatchRecord, input: ChangeBatchBody): BatchFacts {
  const { items: _, ...facts } = batch;
  const after: BatchFacts = {
    ...facts,
    status: input.status ?? batch.status,
    place: input.place === undefined ? batch.place : input.place,
    maker: input.maker === undefined ? batch.maker : input.maker,
    cureOn: input.cureOn === undefined ? batch.cureOn : input.cureOn,
    notes: input.notes === undefined ? batch.notes : input.notes,
    expiresOn: input.expiresOn === undefined ? batch.expiresOn : input.expiresOn,
  };
  after.expiryKind =
    after.expiresOn === null ? null : (input.expiryKind ?? batch.expiryKind ?? "best_before");
  return after;
}

function dateErrors(after: BatchFacts, input: ChangeBatchBody): FieldError[] {
  const errors: FieldError[] = [];
  if (after.cureOn !== null && after.expiresOn !== null && after.cureOn > after.expiresOn) {
    const path = input.cureOn === undefined ? "expiresOn" : "cureOn";
    errors.push({ path, message: "the cure date must not be after the expiry date" });
  }
  if (input.expiryKind && after.expiresOn === null) {
    errors.push({ path: "expiryKind", message: "needs an expiry date" });
  }
  return errors;
}

async function write(
  ctx: ShopContext,
  tx: Transaction,
  { batch, plan, reason, actor }: { batch: BatchRecord; plan: Plan; reason: string | null; actor: string },
): Promise<void> {
  const at = ctx.now();
  if (!(await updateBatch(tx, ctx.shop.id, batch.status, plan.after))) {
    throw new Error(`batch ${batch.id} changed its state although its row is locked`);
  }
  const added = plan.produced.filter((change) => change.added).map((change) => change.variantId);
  await insertBatchItems(tx, ctx.shop.id, batch.id, added);
  await recordProduced(ctx, tx, batch, plan.produced, { reason, actor });
  const events = tellChanges(batch, plan).map((event) => ({
    ...event,
    id: ctx.newId(),
    batchId: batch.id,
    actor,
    reason,
    at,
  }));
  await insertBatchEvents(tx, ctx.shop.id, events);
}

/** Changed produced units are a person's act, which can be taken back as a whole. */
async function recordProduced(
  ctx: ShopContext,
  tx: Transaction,
  batch: BatchRecord,
  produced: readonly ProducedChange[],
  by: { reason: string | null; actor: string },
): Promise<void> {
  if (produced.length === 0) return;
  const shelves = await readShelves(tx, ctx.shop.id, [batch.id]);
  const remaining = new Map(batch.items.map((item) => [item.variantId, item.remaining]));
  const movements = produced.flatMap(({ movement }) => {
    if (movement === null) return [];
    const { variantId } = movement;
    const item = { batchId: batch.id, variantId, remaining: remaining.get(variantId) ?? 0 };
    return moveUnits({ ...movement, item }, shelves);
  });
  const events = produced.map(({ variantId, added, from, to }) => {
    const gid = toGid("ProductVariant", variantId);
    return added
      ? { batchId: batch.id, kind: "item_added", data: { variantId: gid, produced: to } }
      : { batchId: batch.id, kind: "produced_changed", data: { variantId: gid, from, to } };
  });
  await recordAct(ctx, tx, { kind: "produced", ...by, movements, events });
}

/** What else changed, as the timeline tells it: former and new values. */
function tellChanges(batch: BatchRecord, { after }: Plan): Pick<NewBatchEvent, "kind" | "data">[] {
  const events: Pick<NewBatchEvent, "kind" | "data">[] = [];
  const fields = FIELDS.filter((field) => batch[field] !== after[field]);
  if (fields.length > 0) {
    const changes = fields.map((field) => [field, { from: batch[field], to: after[field] }] as const);
    events.push({ kind: "fields_changed", data: { changes: Object.fromEntries(changes) } });
  }
  if (batch.status !== after.status) {
    events.push({ kind: "status_changed", data: { from: batch.status, to: after.status } });
  }
  return events;
}

function refused(error: ChangeBatchError): { ok: false; error: ChangeBatchError } {
  return { ok: false, error };
}
