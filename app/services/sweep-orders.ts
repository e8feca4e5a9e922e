import { ordersSettled, sweptOrders } from "#app/config/metrics.server.ts";
import { readIntakeRules } from "#app/db/read-allocation-rules.ts";
import { insertSweepRun } from "#app/db/sweep-runs.ts";
import { advanceSweep, readSweepState } from "#app/db/sweep-state.ts";
import type { ModelTransaction } from "#app/db/client.ts";
import type { OrderFacts } from "#app/domain/order-facts.ts";
import type { ShopifyId } from "#app/domain/shopify-id.ts";
import { applyOrderFacts, fromShopify } from "./apply-order-facts.ts";
import type { ShopContext } from "./context.ts";

/** Shopify's search lags behind its stamps, and clocks differ: each sweep looks this far behind the last. */
const OVERLAP_MS = 300_000;
/** What changed less long ago than this may still have its webhook on the way: settling it is no find. */
const WEBHOOK_GRACE_MS = 120_000;

export interface SweepResult {
  /** Orders read from Shopify. */
  read: number;
  /** Of those, orders whose state webhooks should have brought by now and had not. */
  found: number;
  /** False: the sweep was asked to stop half-way; the next one goes on from there. */
  isComplete: boolean;
}

/**
 * Asks Shopify for the orders that changed since the last sweep and settles what webhooks missed (cases 7 and 8), page by
 * page in the order of their changes; what a page brought is kept with the place it reached, so a sweep that is killed
 * goes on from there. The first one begins shortly before the app was installed: older orders are history. What it
 * found is kept for the merchant to see.
 */
export async function sweepOrders(ctx: ShopContext, signal?: AbortSignal): Promise<SweepResult> {
  const startedAt = ctx.now();
  const { tracksLocations } = await readIntakeRules(ctx.db, ctx.shop.id);
  const { sweptTo, installedAt } = await readSweepState(ctx.db, ctx.shop.id);
  const since = new Date((sweptTo ?? installedAt).getTime() - OVERLAP_MS);
  const result: SweepResult = { read: 0, found: 0, isComplete: false };

  let after: string | null = null;
  do {
    if (signal?.aborted === true) {
      await ctx.db.$transaction((tx) => recordRun(ctx, tx, startedAt, result));
      return result;
    }
    const page = await ctx.shopify.readOrdersUpdatedSince(since, after, { places: tracksLocations });
    await ctx.db.$transaction(async (tx) => {
      const { applied } = await applyOrderFacts(ctx, tx, page.items.map(fromShopify));
      const reached = page.items.at(-1)?.updatedAt;
      if (reached !== undefined) await advanceSweep(tx, ctx.shop.id, reached);
      result.read += page.items.length;
      result.found += missedOf(page.items, applied, ctx.now()).length;
      ordersSettled.inc({ source: "sweep" }, applied.length);
    });
    after = page.next;
  } while (after !== null);

  await ctx.db.$transaction(async (tx) => {
    await advanceSweep(tx, ctx.shop.id, startedAt);
    await recordRun(ctx, tx, startedAt, result);
  });
  sweptOrders.inc({ found: "missed" }, result.found);
  sweptOrders.inc({ found: "known" }, result.read - result.found);
  ctx.log.info({ since, read: result.read, missed: result.found }, "orders were swept");
  return { ...result, isComplete: true };
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
