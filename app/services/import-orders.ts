import { ordersSettled } from "#app/config/metrics.server.ts";
import { countImportedUnits } from "#app/db/count-imported-units.ts";
import type { ModelTransaction } from "#app/db/client.ts";
import {
  advanceImport,
  endImport,
  findOrderImport,
  lockImport,
  noteImportTrouble,
  setBulkOperation,
} from "#app/db/order-imports.ts";
import type { OrderImportRow } from "#app/db/order-imports.ts";
import { readIntakeRules } from "#app/db/read-allocation-rules.ts";
import { markOrdersForFetch } from "#app/db/order-fetch-marks.ts";
import { findKnownOrders } from "#app/db/store-orders.ts";
import type { ShopifyId } from "#app/domain/shopify-id.ts";
import { isLockConflict, isUnwritable } from "#app/db/sort-errors.ts";
import { readStagedOrders, unstageOrders } from "#app/db/staged-orders.ts";
import type { StagedOrderToApply } from "#app/db/staged-orders.ts";
import { insertSweepRun } from "#app/db/sweep-runs.ts";
import type { OrderFacts } from "#app/domain/order-facts.ts";
import { bulkOrderFacts } from "#app/shopify/bulk-orders.ts";
import { BulkFileGoneError, ShopifyAccessError, ShopifyUnavailableError } from "#app/shopify/gateway.ts";
import type { BulkProgress, ReadOrdersOptions } from "#app/shopify/gateway.ts";
import { applyEach } from "./apply-each.ts";
import { applyOrderFacts, fromShopify } from "./apply-order-facts.ts";
import type { ShopContext } from "./context.ts";
import { readApart } from "./read-apart.ts";
import { stageBulkFile } from "./stage-bulk-file.ts";

/** Orders applied in one transaction: a pause takes effect after at most these, a second or so. */
const SET_SIZE = 200;
/** Ids that one call of the gateway takes. */
const READ_AT_ONCE = 50;
const LOCK_CONFLICT_TRIES = 3;
const FIRST_LOOK_MS = 2_000;
const LONGEST_LOOK_MS = 30_000;
const BUSY_PAUSE_MS = 60_000;
const TROUBLE_PAUSE_MS = 60_000;

/** When the import is to be taken up again; null: it has ended, or a person has to act. */
type NextStep = { at: Date } | null;

/**
 * Takes an import of orders as far as it comes now: has Shopify write the orders into a file, stages the file, and applies
 * the staged orders in the order of purchase, for which the file's own order is no ground (DOMAIN.md cases 6 and 8). Each
 * set is applied and booked in one transaction, so a killed import goes on exactly where it was, and a pause or an end
 * holds from the next set on. Orders that the app knows in this state or a newer one change nothing: an import may be run
 * any number of times.
 * Of a shop of any size one set and a piece of the file are in memory; the rest is on the stage in the database.
 * @param signal fires when the worker is to stop: the set at hand is finished
 */
export async function importOrders(
  ctx: ShopContext,
  importId: string,
  signal: AbortSignal,
): Promise<NextStep> {
  const found = await findOrderImport(ctx.db, ctx.shop.id, importId);
  if (found === null) return null;
  try {
    switch (found.state) {
      case "asking":
        return await askShopify(ctx, found, signal);
      case "reading":
        return await applyStaged(ctx, found, signal);
      case "paused":
      case "done":
      case "failed":
      case "cancelled":
        return null;
    }
  } catch (error) {
    if (error instanceof ShopifyUnavailableError) {
      ctx.log.warn({ err: error, importId }, "an import of orders waits for Shopify");
      await noteImportTrouble(
        ctx.db,
        ctx.shop.id,
        importId,
        "Shopify did not answer. This goes on by itself.",
      );
      return later(ctx, TROUBLE_PAUSE_MS);
    }
    const why = sayWhyItEnds(error);
    if (why === null) throw error;
    ctx.log.warn({ err: error, importId }, "an import of orders ended");
    await fail(ctx, importId, why);
    return null;
  }
}

async function askShopify(ctx: ShopContext, found: OrderImportRow, signal: AbortSignal): Promise<NextStep> {
  if (found.bulkOperationId === null) {
    const asked = found.kind === "nightly" ? "open" : { since: found.since };
    const started = await ctx.shopify.startOrdersBulk(asked);
    if (started.outcome === "busy") {
      const busy = "Shopify is still busy with other exports of this shop. This goes on by itself.";
      await noteImportTrouble(ctx.db, ctx.shop.id, found.id, busy);
      return later(ctx, BUSY_PAUSE_MS);
    }
    await setBulkOperation(ctx.db, ctx.shop.id, found.id, started.operationId);
    return later(ctx, FIRST_LOOK_MS);
  }
  const progress = await ctx.shopify.readBulkOperation(found.bulkOperationId);
  switch (progress.state) {
    case "running": {
      const waitedMs = ctx.now().getTime() - found.startedAt.getTime();
      return later(ctx, Math.min(LONGEST_LOOK_MS, Math.max(FIRST_LOOK_MS, waitedMs / 10)));
    }
    case "failed":
      await fail(ctx, found.id, BULK_FAILURE[progress.why]);
      return null;
    case "done": {
      const staged = await stageBulkFile(ctx, found, progress, signal);
      if (staged === "interrupted") return later(ctx, 0);
      const now = await findOrderImport(ctx.db, ctx.shop.id, found.id);
      return now?.state === "reading" ? await applyStaged(ctx, now, signal) : null;
    }
  }
}

async function applyStaged(ctx: ShopContext, found: OrderImportRow, signal: AbortSignal): Promise<NextStep> {
  let { done } = found;
  for (;;) {
    if (signal.aborted) return later(ctx, 0);
    const set = await readStagedOrders(ctx.db, ctx.shop.id, found.id, SET_SIZE);
    const outcome = await applySet(ctx, found, done, set, await factsOf(ctx, set));
    if (outcome !== "more") return null;
    done += set.length;
  }
}

/** What the file says of the orders; what it cannot say, and the app does not know, is read from Shopify singly. */
async function factsOf(
  ctx: ShopContext,
  set: readonly StagedOrderToApply[],
): Promise<{ facts: OrderFacts[]; missing: ShopifyId[]; unread: ShopifyId[] }> {
  const { tracksLocations } = await readIntakeRules(ctx.db, ctx.shop.id);
  const facts: OrderFacts[] = [];
  const unclear: StagedOrderToApply[] = [];
  const missing: ShopifyId[] = [];
  const unread: ShopifyId[] = [];
  for (const order of set) {
    const told = toldByFile(ctx, order, { places: tracksLocations });
    if (told !== null) facts.push(told);
    else if (!order.known) unclear.push(order);
  }
  for (let from = 0; from < unclear.length; from += READ_AT_ONCE) {
    const ids = unclear.slice(from, from + READ_AT_ONCE).map((order) => order.orderId);
    const read = await readApart(ctx, ids, { places: tracksLocations });
    const answered = new Set([...read.facts.map((order) => order.orderId), ...read.unread]);
    facts.push(...read.facts);
    unread.push(...read.unread);
    missing.push(...ids.filter((id) => !answered.has(id)));
  }
  return { facts, missing, unread };
}

/** Null where the file does not tell, or in a way that cannot be read: an order must not hold up those behind it. */
function toldByFile(
  ctx: ShopContext,
  { orderId, head, lines }: StagedOrderToApply,
  options: ReadOrdersOptions,
): OrderFacts | null {
  if (head === null) return null;
  try {
    return bulkOrderFacts(ctx.cipher.decrypt(head), lines, options);
  } catch (error) {
    ctx.log.error(
      { err: error, orderId: String(orderId) },
      "what a bulk file says of an order is not legible",
    );
    return null;
  }
}

async function applySet(
  ctx: ShopContext,
  found: OrderImportRow,
  done: number,
  set: readonly StagedOrderToApply[],
  { facts, missing, unread }: Awaited<ReturnType<typeof factsOf>>,
): Promise<"more" | "finished" | "left"> {
  const { id: shopId } = ctx.shop;
  let appliedAlone: ShopifyId[] | null = null;
  for (let attempt = 1; ; attempt++) {
    try {
      return await ctx.db.$transaction(async (tx) => {
        // First, so that of two workers the one that is behind waits here and then writes nothing.
        if (!(await lockImport(tx, shopId, found.id, done))) return "left";
        const applied = appliedAlone ?? (await applyOrderFacts(ctx, tx, facts.map(fromShopify))).applied;
        // Deleted there, or hidden from the app: whoever reads marked orders tells which.
        const gone = await findKnownOrders(tx, shopId, missing);
        const marks = [...gone, ...unread].map((orderId) => ({ orderId, eventAt: null }));
        await markOrdersForFetch(tx, shopId, marks, ctx.now());
        const units = await countImportedUnits(tx, shopId, applied);
        await unstageOrders(
          tx,
          shopId,
          found.id,
          set.map((order) => order.orderId),
        );
        await advanceImport(tx, shopId, found.id, { done: set.length, found: applied.length, units });
        ordersSettled.inc({ source: found.kind }, applied.length);
        if (set.length === SET_SIZE) return "more";
        await finish(ctx, tx, found.id);
        return "finished";
      });
    } catch (error) {
      if (isLockConflict(error) && attempt < LOCK_CONFLICT_TRIES) continue;
      if (!isUnwritable(error) || appliedAlone !== null) throw error;
      ctx.log.warn({ err: error, importId: found.id }, "a set of an import failed; taking it apart");
      appliedAlone = await applyEach(ctx, facts);
    }
  }
}

async function finish(ctx: ShopContext, tx: ModelTransaction, importId: string): Promise<void> {
  const at = ctx.now();
  await endImport(tx, ctx.shop.id, importId, { state: "done", error: null, at });
  const ended = await findOrderImport(tx, ctx.shop.id, importId);
  if (ended?.kind !== "nightly") return;
  const { startedAt, done: read, found } = ended;
  const run = { id: ctx.newId(), kind: "open_orders", startedAt, finishedAt: at, read, found } as const;
  await insertSweepRun(tx, ctx.shop.id, run);
}

async function fail(ctx: ShopContext, importId: string, error: string): Promise<void> {
  const end = { state: "failed", error, at: ctx.now() } as const;
  await ctx.db.$transaction((tx) => endImport(tx, ctx.shop.id, importId, end));
}

function later(ctx: ShopContext, ms: number): { at: Date } {
  return { at: new Date(ctx.now().getTime() + ms) };
}

const BULK_FAILURE: Record<Extract<BulkProgress, { state: "failed" }>["why"], string> = {
  failed: "Shopify could not put the orders together. Start again in a few minutes.",
  cancelled: "The export was cancelled in Shopify. Start again when you are ready.",
  expired:
    "Shopify took too long to put the orders together. Start again, with a later date if it happens twice.",
  denied:
    "Shopify does not let the app read these orders. Open the app’s permissions in Shopify, then start again.",
  gone: "Shopify has dropped the export. Start again.",
};

/** For errors that no repetition mends; null for the others. */
function sayWhyItEnds(error: unknown): string | null {
  if (error instanceof ShopifyAccessError) {
    return "Shopify does not let the app in. Open the app in Shopify once, then start again.";
  }
  if (error instanceof BulkFileGoneError) return BULK_FAILURE.gone;
  return null;
}
