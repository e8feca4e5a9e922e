import { ordersSettled } from "#app/config/metrics.server.ts";
import { clearFetchMarks, leaseOrdersToFetch, postponeFetch } from "#app/db/order-fetch-marks.ts";
import type { OrderToFetch } from "#app/db/order-fetch-marks.ts";
import { readIntakeRules } from "#app/db/read-allocation-rules.ts";
import { isConnectionError } from "#app/db/sort-errors.ts";
import { readScopes } from "#app/db/read-scopes.ts";
import type { OrderFacts } from "#app/domain/order-facts.ts";
import { ShopifyAccessError } from "#app/shopify/gateway.ts";
import { applyOrderFacts, fromShopify } from "./apply-order-facts.ts";
import type { ShopContext } from "./context.ts";
import { deleteOrders } from "./delete-orders.ts";
import { retryDelayMs } from "./retry-delay.ts";

/** As many as one answer of Shopify holds. */
const SET_SIZE = 50;
/** Longer than a throttled read takes; a killed worker's orders are read again after it. */
const LEASE_MS = 60_000;
const NO_ACCESS_PAUSE_MS = 600_000;
const DAY_MS = 86_400_000;
/** Shopify tells of an order some time before all of it can be read: until then an absent answer says nothing. */
const ABSENT_MS = 60_000;
const FRESH_MS = 3_600_000;
/** Without `read_all_orders` Shopify shows orders of 60 days; a day of margin for where its day begins. */
const VISIBLE_DAYS = 59;

/**
 * Reads a set of marked orders from Shopify, outside any transaction, and settles what it says. Orders that Shopify does
 * not have any more are deleted ones. A mark that was set again meanwhile stays.
 * @param options.graceMs leaves younger marks for a while: the order's own webhook, which mostly follows, makes the read needless
 * @returns how many orders were taken up; 0: none was waiting
 */
export async function fetchOrders(ctx: ShopContext, { graceMs = 0 } = {}): Promise<number> {
  const now = ctx.now();
  const leased = await leaseOrdersToFetch(ctx.db, ctx.shop.id, {
    now,
    markedBefore: new Date(now.getTime() - graceMs),
    until: new Date(now.getTime() + LEASE_MS),
    limit: SET_SIZE,
  });
  if (leased.length === 0) return 0;
  try {
    const { tracksLocations } = await readIntakeRules(ctx.db, ctx.shop.id);
    const orderIds = leased.map((order) => order.orderId);
    const facts = await ctx.shopify.readOrders(orderIds, { places: tracksLocations });
    await settleOrTakeApart(ctx, leased, facts);
  } catch (error) {
    await postpone(ctx, leased, error);
  }
  return leased.length;
}

/** An order that cannot be settled waits alone: whoever was read with it would be read with it again, and never be settled. */
async function settleOrTakeApart(
  ctx: ShopContext,
  leased: readonly OrderToFetch[],
  facts: readonly OrderFacts[],
): Promise<void> {
  try {
    await settleFetched(ctx, leased, facts);
  } catch (error) {
    if (leased.length === 1 || isConnectionError(error)) throw error;
    ctx.log.warn({ err: error, orders: leased.length }, "a set of orders failed; taking it apart");
    for (const order of leased) {
      const own = facts.filter(({ orderId }) => orderId === order.orderId);
      await settleOrTakeApart(ctx, [order], own).catch((failure: unknown) => postpone(ctx, [order], failure));
    }
  }
}

async function settleFetched(
  ctx: ShopContext,
  leased: readonly OrderToFetch[],
  facts: readonly OrderFacts[],
): Promise<void> {
  const given = new Set(facts.map((order) => order.orderId));
  const missing = leased.filter((order) => !given.has(order.orderId));
  await ctx.db.$transaction(async (tx) => {
    const { applied } = await applyOrderFacts(ctx, tx, facts.map(fromShopify));
    await clearFetchMarks(
      tx,
      ctx.shop.id,
      leased.filter((order) => given.has(order.orderId)),
    );
    ordersSettled.inc({ source: "fetch" }, applied.length);
  });
  if (missing.length === 0) return;

  const { fresh, gone, hidden } = await sortMissing(ctx, missing);
  if (fresh.length > 0) {
    const retryAt = new Date(ctx.now().getTime() + ABSENT_MS);
    const problem = "Shopify does not have this order yet";
    await postponeFetch(ctx.db, ctx.shop.id, fresh, { retryAt, problem });
  }
  await ctx.db.$transaction(async (tx) => {
    await deleteOrders(
      ctx,
      tx,
      gone.map((order) => order.orderId),
    );
  });
  // Apart: order rows come before heads, which the deletions hold.
  await ctx.db.$transaction((tx) =>
    clearFetchMarks(tx, ctx.shop.id, hidden, "Shopify does not show this order to the app"),
  );
}

/**
 * An order that the app may not see, or that was made a moment ago, looks like a deleted one, and must not be taken for it:
 * buyers hold its goods, and deleted is for good.
 */
async function sortMissing(
  ctx: ShopContext,
  missing: readonly OrderToFetch[],
): Promise<Record<"fresh" | "gone" | "hidden", OrderToFetch[]>> {
  const now = ctx.now().getTime();
  const isFresh = ({ processedAt, requestedAt }: OrderToFetch): boolean =>
    now - requestedAt.getTime() < ABSENT_MS &&
    (processedAt === null || now - processedAt.getTime() < FRESH_MS);
  const old = missing.filter((order) => !isFresh(order));
  const seesAll = (await readScopes(ctx.db, ctx.shop.id)).includes("read_all_orders");
  const visibleFrom = now - VISIBLE_DAYS * DAY_MS;
  const isVisible = ({ processedAt }: OrderToFetch): boolean =>
    seesAll || (processedAt !== null && processedAt.getTime() > visibleFrom);
  return {
    fresh: missing.filter(isFresh),
    gone: old.filter(isVisible),
    hidden: old.filter((order) => !isVisible(order)),
  };
}

async function postpone(ctx: ShopContext, leased: readonly OrderToFetch[], error: unknown): Promise<void> {
  const failures = Math.max(...leased.map((order) => order.attempts)) + 1;
  const delayMs = error instanceof ShopifyAccessError ? NO_ACCESS_PAUSE_MS : retryDelayMs(failures);
  ctx.log.warn({ err: error, orders: leased.length, delayMs }, "orders could not be read from Shopify");
  await postponeFetch(ctx.db, ctx.shop.id, leased, {
    retryAt: new Date(ctx.now().getTime() + delayMs),
    problem: error instanceof Error ? error.message.slice(0, 500) : "unknown error",
  });
}
