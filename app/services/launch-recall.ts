import { createHash } from "node:crypto";
import type { LaunchedRecall, LaunchRecallBody } from "#app/contracts/recall.ts";
import type { ModelTransaction } from "#app/db/client.ts";
import { holdPeople } from "#app/db/lock-people.ts";
import { nextSequence } from "#app/db/next-sequence.ts";
import { readLedgerItems } from "#app/db/read-ledger-items.ts";
import { findUnknownBatches, markBatchesRecalled } from "#app/db/recall-batches.ts";
import { markRecallDone } from "#app/db/recall-done.ts";
import { insertRecallEvent } from "#app/db/recall-events.ts";
import { layOutScope } from "#app/db/recall-lay-out-scope.ts";
import { recordRecallScope } from "#app/db/recall-make-recipients.ts";
import {
  findNoticeShop,
  findRecallByKey,
  insertRecall,
  lockIdempotencyKey,
  saveRecallScope,
} from "#app/db/recall-rows.ts";
import type { RecallKey } from "#app/db/recall-rows.ts";
import { countLaidOutScope } from "#app/db/recall-scope.ts";
import { isUnwritable } from "#app/db/sort-errors.ts";
import { withSavepoint } from "#app/db/with-savepoint.ts";
import { recallNumber, recallSequence, recallTag } from "#app/domain/recall-number.ts";
import { shopDay } from "#app/domain/shop-day.ts";
import { compareLedger, recordComparison } from "./compare-ledger.ts";
import type { ShopContext } from "./context.ts";
import { queueRecallWork } from "./queue-recall-work.ts";
import { recordBatchRecall } from "./record-batch-recall.ts";
import { settlePending } from "./settle-pending.ts";
import { settle } from "./settle.ts";
import { withLockedBatches } from "./with-locked-batches.ts";

/** A parcel that left before the launch is better known before it; nobody is told later than this because of one. */
const SETTLE_FIRST_MS = 4_000;

export type LaunchRecallResult =
  /** `repeated`: this key and body had launched it before; nothing was done now. */
  | { outcome: "launched" | "repeated"; recall: LaunchedRecall }
  | { outcome: "key_reused"; recall: LaunchedRecall }
  | { outcome: "unknown_batches"; batchIds: string[] };

/**
 * Settles what the shop has told already, as far as that goes within seconds, then creates and launches a recall in one
 * transaction (DOMAIN.md section 4, 2 and 3): from its commit on no order can get the
 * batches, unshipped units have moved to others or wait, and everyone affected is recorded. Mails and tags follow by job.
 * Batches that another recall holds may be recalled again (case 98). A drill records the same and changes nothing else.
 */
export async function launchRecall(
  ctx: ShopContext,
  input: LaunchRecallBody,
  actor: string,
): Promise<LaunchRecallResult> {
  const batchIds = [...new Set(input.batchIds.map((id) => id.toLowerCase()))].sort();
  const requestHash = hashRequest({ ...input, batchIds });
  if (!input.drill && !(await settlePending(ctx, SETTLE_FIRST_MS))) {
    ctx.log.warn("a recall is launched before everything that the shop has told is settled");
  }
  // A drill takes nothing out of assignment, so nobody has to wait for it.
  return withLockedBatches(ctx, input.drill ? [] : batchIds, [], async (tx, variantIds) => {
    await lockIdempotencyKey(tx, ctx.shop.id, input.idempotencyKey);
    const former = await findRecallByKey(tx, ctx.shop.id, input.idempotencyKey);
    if (former !== null) {
      const outcome = former.requestHash === requestHash ? "repeated" : "key_reused";
      return { outcome, recall: toLaunched(former) };
    }
    const unknown = await findUnknownBatches(tx, ctx.shop.id, batchIds);
    if (unknown.length > 0) return { outcome: "unknown_batches", batchIds: unknown };

    const recall = await record(ctx, tx, { ...input, batchIds }, requestHash, actor);
    if (input.drill) {
      await markRecallDone(tx, ctx.shop.id, recall.id, { eventId: ctx.newId(), at: ctx.now() });
    } else {
      await takeOutOfSale(ctx, tx, recall, batchIds, variantIds, { actor, reason: input.reason });
      await queueRecallWork(tx, ctx.shop.id, recall.id);
    }
    return { outcome: "launched", recall };
  });
}

async function record(
  ctx: ShopContext,
  tx: ModelTransaction,
  input: LaunchRecallBody,
  requestHash: string,
  actor: string,
): Promise<LaunchedRecall> {
  const { batchIds, ring, drill, reason, hazard, instructions, notice } = input;
  const at = ctx.now();
  const numbering = { drill, day: shopDay(at, ctx.shop.timeZone) };
  const number = recallNumber(numbering, await nextSequence(tx, ctx.shop.id, recallSequence(numbering)));
  const id = ctx.newId();
  const tag = recallTag(number);
  await insertRecall(tx, ctx.shop.id, {
    id,
    number,
    drill,
    tag,
    ring,
    reason,
    hazard,
    instructions,
    remedies: input.remedies,
    subject: notice.subject,
    body: notice.body,
    idempotencyKey: input.idempotencyKey,
    requestHash,
    createdBy: actor,
    launchedAt: at,
    batchIds,
  });

  const startedMs = performance.now();
  await holdPeople(tx, ctx.shop.id);
  const shop = await findNoticeShop(tx, ctx.shop.id);
  await layOutScope(tx, ctx.shop.id, batchIds, ring);
  const { groups, affected } = await countLaidOutScope(tx, ctx.shop.id, batchIds);
  const recorded = await recordRecallScope(tx, ctx.shop.id, {
    recallId: id,
    number,
    drill,
    shopLocale: shop.locale,
    messageDomain: ctx.shop.domain,
    at,
    joins: false,
  });
  const scopeMs = Math.round(performance.now() - startedMs);
  await saveRecallScope(tx, ctx.shop.id, id, { groups, scopeMs });
  await insertRecallEvent(tx, ctx.shop.id, {
    id: ctx.newId(),
    recallId: id,
    at,
    kind: "launched",
    actor,
    reason,
    data: { ring, affected: { ...affected }, recorded: { ...recorded }, scopeMs },
  });
  return { id, number, tag, status: "active" };
}

async function takeOutOfSale(
  ctx: ShopContext,
  tx: ModelTransaction,
  recall: LaunchedRecall,
  batchIds: string[],
  variantIds: bigint[],
  by: { actor: string; reason: string },
): Promise<void> {
  const moved = await markBatchesRecalled(tx, ctx.shop.id, batchIds);
  await recordBatchRecall(ctx, tx, recall, moved, by);
  await releaseUnshipped(ctx, tx, batchIds, variantIds);
}

/**
 * Nobody is told later because of a broken sum: where the unshipped units of a variant cannot be moved, the recall is
 * launched all the same, the alarm of that batch item says so (DOMAIN.md case 41), and its repair moves them.
 */
async function releaseUnshipped(
  ctx: ShopContext,
  tx: ModelTransaction,
  batchIds: string[],
  variantIds: bigint[],
): Promise<void> {
  try {
    await withSavepoint(tx, () => settle(ctx, tx, { variantIds, releaseFrom: batchIds }));
  } catch (error) {
    if (!isUnwritable(error)) throw error;
    if (variantIds.length > 1) {
      for (const variantId of variantIds) await releaseUnshipped(ctx, tx, batchIds, [variantId]);
      return;
    }
    ctx.log.error(
      { err: error, variantId: String(variantIds[0]) },
      "unshipped units of a recalled batch could not be taken off their orders",
    );
    for (const batchId of batchIds) {
      const items = await readLedgerItems(tx, ctx.shop.id, { batchId });
      await recordComparison(ctx, tx, items.map(compareLedger));
    }
  }
}

/** Equal for equal requests: the order of batches and remedies does not matter, and the key is not part of it. */
function hashRequest(input: LaunchRecallBody): string {
  const { batchIds, ring, drill, reason, hazard, instructions, remedies, notice } = input;
  const canonical = JSON.stringify([
    batchIds,
    ring,
    drill,
    reason,
    hazard,
    instructions,
    [...new Set(remedies)].sort(),
    notice.subject,
    notice.body,
  ]);
  return createHash("sha256").update(canonical).digest("base64url");
}

function toLaunched({ id, number, tag, status }: RecallKey): LaunchedRecall {
  return { id, number, tag, status };
}
