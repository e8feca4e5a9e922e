import { ordersSettled, sweptOrders } from "#app/config/metrics.server.ts";
import { markOrdersForFetch } from "#app/db/order-fetch-marks.ts";
import { readIntakeRules } from "#app/db/read-allocation-rules.ts";
import { isConnectionError } from "#app/db/sort-errors.ts";
import { insertSweepRun } from "#app/db/sweep-runs.ts";
import { advanceSweep, readSweepState } from "#app/db/sweep-state.ts";
import type { ModelTransaction } from "#app/db/client.ts";
import { compareIds } from "#app/domain/compare.ts";
import type { OrderFacts } from "#app/domain/order-facts.ts";
import type { ShopifyId } from "#app/domain/shopify-id.ts";
import { applyEach } from "./apply-each.ts";
import { applyOrderFacts, fromShopify } from "./apply-order-facts.ts";
import type { ShopContext } from "./context.ts";
import { readApart } from "./read-apart.ts";

/** Shopify's search lags behind its stamps, and clocks differ: each sweep looks this far behind the last. */
const OVERLAP_MS = 300_000;
/** What changed less long ago than this may still have its webhook on the way: settling it is no find. */
const WEBHOOK_GRACE_MS = 120_000;
/**
 * Orders that are read before any of them is settled: more than a shop has in the days that an app is away. They are all in
 * memory, some kilobytes each.
 */
const ORDERS_AT_ONCE = 2_000;
/** Orders settled in one transaction, which holds the heads of their variants. */
const SET_SIZE = 50;

export interface SweepResult {
  /** Orders read from Shopify. */
  read: number;
  /** Of those, orders whose state webhooks should have brought by now and had not. */
  found: number;
  /** False: the sweep was asked to stop half-way; the next one goes on from there. */
  isComplete: boolean;
}

/**
 * Asks Shopify for the orders that changed since the last sweep and settles what webhooks missed (cases 7 and 8). Shopify
 * gives them in the order of their changes; they are settled in the order of purchase, so that after days without webhooks
 * whoever bought first is served first. The place that was reached is kept each time: a sweep that is killed goes on from there, and
 * reads again what it had read and not settled. The first one begins shortly before the app was installed: older orders are
 * history. What it found is kept for the merchant to see.
 */
export async function sweepOrders(
  ctx: ShopContext,
  signal?: AbortSignal,
  ordersAtOnce = ORDERS_AT_ONCE,
): Promise<SweepResult> {
  const startedAt = ctx.now();
  const { sweptTo, installedAt } = await readSweepState(ctx.db, ctx.shop.id);
  const since = new Date((sweptTo ?? installedAt).getTime() - OVERLAP_MS);
  const result: SweepResult = { read: 0, found: 0, isComplete: false };

  for (let after: string | null = null; ;) {
    const changed = await readChanged(ctx, { since, after, ordersAtOnce }, signal);
    if (changed === null || !(await settleInOrderOfPurchase(ctx, changed.orders, result, signal))) {
      await ctx.db.$transaction((tx) => recordRun(ctx, tx, startedAt, result));
      return result;
    }
    const reached = changed.orders.at(-1)?.updatedAt;
    if (reached !== undefined) await ctx.db.$transaction((tx) => advanceSweep(tx, ctx.shop.id, reached));
    if (changed.next === null) break;
    after = changed.next;
  }

  await ctx.db.$transaction(async (tx) => {
    await advanceSweep(tx, ctx.shop.id, startedAt);
    await recordRun(ctx, tx, startedAt, result);
  });
  sweptOrders.inc({ found: "missed" }, result.found);
  sweptOrders.inc({ found: "known" }, result.read - result.found);
  ctx.log.info({ since, read: result.read, missed: result.found }, "orders were swept");
  return { ...result, isComplete: true };
}

/** Pages of changed orders until there are enough of them; null when the sweep was asked to stop meanwhile. */
async function readChanged(
  ctx: ShopContext,
  from: { since: Date; after: string | null; ordersAtOnce: number },
  signal?: AbortSignal,
): Promise<{ orders: OrderFacts[]; next: string | null } | null> {
  const { tracksLocations } = await readIntakeRules(ctx.db, ctx.shop.id);
  const orders: OrderFacts[] = [];
  let next = from.after;
  do {
    if (signal?.aborted === true) return null;
    const page = await ctx.shopify.findOrdersUpdatedSince(from.since, next);
    const { facts, unread } = await readApart(ctx, page.items, { places: tracksLocations });
    orders.push(...facts);
    // Each on its own from here on, so that they do not hold up the sweep.
    const marks = unread.map((orderId) => ({ orderId, eventAt: null }));
    await ctx.db.$transaction((tx) => markOrdersForFetch(tx, ctx.shop.id, marks, ctx.now()));
    next = page.next;
  } while (next !== null && orders.length < from.ordersAtOnce);
  return { orders, next };
}

/** Adds to the result. @returns false when the sweep was asked to stop before all were settled */
async function settleInOrderOfPurchase(
  ctx: ShopContext,
  changed: readonly OrderFacts[],
  result: SweepResult,
  signal?: AbortSignal,
): Promise<boolean> {
  const orders = [...changed].sort(comparePurchase);
  for (let from = 0; from < orders.length; from += SET_SIZE) {
    if (from > 0 && signal?.aborted === true) return false;
    const set = orders.slice(from, from + SET_SIZE);
    const applied = await applySet(ctx, set);
    result.read += set.length;
    result.found += missedOf(set, applied, ctx.now()).length;
    ordersSettled.inc({ source: "sweep" }, applied.length);
  }
  return true;
}

/** @returns orders whose facts were new to the app */
async function applySet(ctx: ShopContext, set: readonly OrderFacts[]): Promise<ShopifyId[]> {
  try {
    return await ctx.db.$transaction(async (tx) => {
      return (await applyOrderFacts(ctx, tx, set.map(fromShopify))).applied;
    });
  } catch (error) {
    if (isConnectionError(error)) throw error;
    return applyEach(ctx, set);
  }
}

function comparePurchase(a: OrderFacts, b: OrderFacts): number {
  return a.processedAt.getTime() - b.processedAt.getTime() || compareIds(a.orderId, b.orderId);
}

function missedOf(read: readonly OrderFacts[], applied: readonly ShopifyId[], now: Date): OrderFacts[] {
  const isNew = new Set(applied);
  return read.filter(
    (order) => isNew.has(order.orderId) && order.updatedAt.getTime() < now.getTime() - WEBHOOK_GRACE_MS,
  );
}

async function recordRun(
  ctx: ShopContext,
  tx: ModelTransaction,
  startedAt: Date,
  { read, found }: SweepResult,
): Promise<void> {
  const run = { id: ctx.newId(), kind: "recent", startedAt, finishedAt: ctx.now(), read, found } as const;
  await insertSweepRun(tx, ctx.shop.id, run);
}
