import type { AssignmentRefusal } from "#app/contracts/assignment-refusal.ts";
import type { CorrectAssignmentBody } from "#app/contracts/assignment.ts";
import type { OrderView } from "#app/contracts/order-view.ts";
import type { Transaction } from "#app/db/client.ts";
import { findBatch } from "#app/db/find-batch.ts";
import type { CorrectionData } from "#app/db/find-order-acts.ts";
import { lockHeads } from "#app/db/lock-heads.ts";
import { readAllocationRules, rulesFor } from "#app/db/read-allocation-rules.ts";
import { readLinesOfOrders } from "#app/db/read-line-states.ts";
import { readStockItems } from "#app/db/read-stock.ts";
import { readStoredLines, type StoredLine } from "#app/db/read-stored-lines.ts";
import { lockBatches } from "#app/db/recall-batches.ts";
import { rewriteDraws } from "#app/db/rewrite-draws.ts";
import { lockOrders, type StoredOrder } from "#app/db/store-orders.ts";
import { writeUnassigned } from "#app/db/write-settlement.ts";
import type { BatchRecord } from "#app/domain/batch-record.ts";
import { lineGid, parseLineGid } from "#app/domain/line-gid.ts";
import { planCorrection, type CorrectionPlan } from "#app/domain/plan-correction.ts";
import type { LineState } from "#app/domain/settlement.types.ts";
import { parseShopifyId, toGid, type ShopifyId } from "#app/domain/shopify-id.ts";
import type { ShopContext } from "./context.ts";
import { getOrder } from "./get-order.ts";
import { joinLateFinds } from "./join-late-finds.ts";
import { markForPublication } from "./mark-for-publication.ts";
import { recordAct } from "./record-act.ts";
import { settle } from "./settle.ts";

export type CorrectAssignmentResult =
  { ok: true; order: OrderView } | { ok: false; error: AssignmentRefusal };

const ORDER_NOT_FOUND = { type: "order_not_found" } as const;

/**
 * Records that units of a line are from the batch that was assumed (`confirmed`), or from another one (`corrected`): the
 * ledger of both batches says so, and what becomes free on the old one goes at once to the lines that wait, and an order that turns out to hold a recalled batch
 * joins its recall (DOMAIN.md cases 64, 68 and 94; `planCorrection` has the rules). Refuses, and changes nothing, with the numbers when units are not, or no longer,
 * where they would be taken from. Locks, in this order: the order, the variant's head, the two batches.
 */
export async function correctAssignment(
  ctx: ShopContext,
  orderId: string,
  input: CorrectAssignmentBody,
  actor: string,
): Promise<CorrectAssignmentResult> {
  const id = parseShopifyId("Order", orderId);
  if (id === null) return { ok: false, error: { type: "order_not_found" } };
  const refusal = await ctx.db.$transaction(async (tx) => {
    const [order] = await lockOrders(tx, ctx.shop.id, [id]);
    if (order === undefined || order.factsHash === null) return ORDER_NOT_FOUND;
    const lineId = parseLineGid(input.lineId);
    const lines = await readStoredLines(tx, ctx.shop.id, [id]);
    const stored = lines.find((each) => each.lineId === lineId);
    if (stored === undefined) return { type: "not_found", path: "lineId" } as const;
    return correctLine(ctx, tx, { order, stored, input, actor });
  });
  if (refusal !== null) return { ok: false, error: refusal };
  const order = await getOrder(ctx, orderId);
  return order === null ? { ok: false, error: ORDER_NOT_FOUND } : { ok: true, order };
}

interface Said {
  order: StoredOrder;
  stored: StoredLine;
  input: CorrectAssignmentBody;
  actor: string;
}

/** @returns what stands against it; null when it is done. */
async function correctLine(ctx: ShopContext, tx: Transaction, said: Said): Promise<AssignmentRefusal | null> {
  const { stored, input } = said;
  const { variantId } = stored;
  const variantIds = variantId === null ? [] : [variantId];
  await lockHeads(tx, ctx.shop.id, variantIds);
  const batches = [];
  await lockBatches(tx, ctx.shop.id, [input.fromBatchId ?? [], input.toBatchId ?? []].flat());
  for (const path of ["fromBatchId", "toBatchId"] as const) {
    const batchId = input[path] ?? null;
    if (batchId === null) continue;
    const batch = await findBatch(tx, ctx.shop.id, batchId);
    if (batch === null) return { type: "not_found", path };
    batches.push(batch);
  }
  const lines = await readLinesOfOrders(tx, ctx.shop.id, [stored.orderId]);
  const line = lines.find((each) => each.lineId === stored.lineId);
  if (line === undefined) return { type: "not_held", requested: input.units, there: 0 };

  const rules = await readAllocationRules(tx, ctx.shop.id, [line.variantId]);
  const plan = planCorrection({
    line,
    fromBatchId: input.fromBatchId,
    toBatchId: input.toBatchId ?? null,
    units: input.units,
    state: input.state ?? null,
    stock: await readStockItems(
      tx,
      ctx.shop.id,
      batches.map((batch) => ({ batchId: batch.id, variantId: line.variantId })),
    ),
    rules: rulesFor(rules, line.variantId),
    now: ctx.now(),
    timeZone: ctx.shop.timeZone,
  });
  if (!plan.ok) return plan.refusal;
  await write(ctx, tx, { ...said, line, plan, batches });
  return null;
}

interface Planned extends Said {
  line: LineState;
  plan: Extract<CorrectionPlan, { ok: true }>;
  batches: readonly BatchRecord[];
}

async function write(
  ctx: ShopContext,
  tx: Transaction,
  { order, stored, input, actor, line, plan, batches }: Planned,
): Promise<void> {
  const kind = input.toBatchId === undefined ? "confirmed" : "corrected";
  const named = (batchId: string | null | undefined): { id: string; code: string } | null => {
    const batch = batches.find(({ id }) => id === batchId);
    return batch === undefined ? null : { id: batch.id, code: batch.code };
  };
  const data: CorrectionData = {
    orderId: toGid("Order", line.orderId),
    orderName: order.name,
    lineId: lineGid(line.lineId, stored.set?.lineId ?? null),
    variantId: toGid("ProductVariant", line.variantId),
    units: input.units,
    states: plan.moved,
    from: named(input.fromBatchId),
    to: named(input.toBatchId),
  };
  const { movements } = plan;
  const { reason } = input;
  const events = batches.map(({ id }) => ({ batchId: id, kind: `assignment_${kind}`, data: { ...data } }));
  const actId = await recordAct(ctx, tx, { kind, actor, reason, data: { ...data }, movements, events });
  await rewriteDraws(tx, ctx.shop.id, line, plan.rows, { id: actId, at: ctx.now() });
  const { unassigned, unassignedShipped } = plan;
  if (input.fromBatchId === null) {
    await writeUnassigned(tx, ctx.shop.id, [{ ...idsOf(line), unassigned, unassignedShipped }]);
  }
  const changedOrderIds = [line.orderId];
  if (movements.length > 0) await settle(ctx, tx, { variantIds: [line.variantId], changedOrderIds });
  else await markForPublication(ctx, tx, changedOrderIds);
  await joinLateFinds(ctx, tx, [line.orderId]);
}

function idsOf({ orderId, lineId }: LineState): { orderId: ShopifyId; lineId: ShopifyId } {
  return { orderId, lineId };
}
