import type { Transaction } from "#app/db/client.ts";
import { lockHeads } from "#app/db/lock-heads.ts";
import { readAllocationRules, rulesFor } from "#app/db/read-allocation-rules.ts";
import type { WaitingScope } from "#app/db/read-line-states.ts";
import { readLinesOfOrders, readLinesPromisedFrom, readWaitingLines } from "#app/db/read-line-states.ts";
import { readAvailableStock, readStockItems } from "#app/db/read-stock.ts";
import { readVariantsOfOrders } from "#app/db/read-stored-lines.ts";
import { together } from "#app/db/together.ts";
import { writeAssignments, writeMovements, writeUnassigned } from "#app/db/write-settlement.ts";
import type { AllocationRules } from "#app/domain/allocation-rules.ts";
import { skipReason } from "#app/domain/eligibility.ts";
import { planSettlement } from "#app/domain/plan-settlement.ts";
import { releasableUnits } from "#app/domain/releasable-units.ts";
import type { LineState, SettlementPlan, StockItem } from "#app/domain/settlement.types.ts";
import { shopDay } from "#app/domain/shop-day.ts";
import type { ShopifyId } from "#app/domain/shopify-id.ts";
import type { ShopContext } from "./context.ts";
import { markForPublication } from "./mark-for-publication.ts";

export interface SettleInput {
  /** Orders whose lines may hold something else than they should. */
  orderIds?: readonly ShopifyId[];
  /** Variants whose stock changed: their waiting lines compete for it. */
  variantIds: readonly ShopifyId[];
  /** Batches whose unshipped units, of the variants named, are taken off their lines first (a recall's launch). */
  releaseFrom?: readonly string[];
  /** Orders whose holdings the caller has changed itself: Shopify is to show those too. Marked with the rest, in one pass. */
  changedOrderIds?: readonly ShopifyId[];
}

/**
 * Makes holdings agree with the orders' facts and serves waiting lines from the stock there is, by the rules of DOMAIN.md
 * section 3. Called in the transaction that changed stock or facts; takes the heads of the variants itself, so a caller
 * that changes stock locks them (`lockHeads`) before it reads. Running it twice changes nothing.
 * @throws a CHECK violation when a bucket would fall below zero: a broken sum is never clamped
 */
export async function settle(ctx: ShopContext, tx: Transaction, input: SettleInput): Promise<void> {
  const orderIds = input.orderIds ?? [];
  const releaseFrom = input.releaseFrom ?? [];
  const ofOrders = await readVariantsOfOrders(tx, ctx.shop.id, orderIds);
  const variantIds = [...new Set([...input.variantIds, ...ofOrders])];
  await lockHeads(tx, ctx.shop.id, variantIds);

  const touched = await readLinesOfOrders(tx, ctx.shop.id, orderIds);
  const known = new Set(touched.map(lineKey));
  const heads = new Set(variantIds);
  for (const line of await readLinesPromisedFrom(tx, ctx.shop.id, releaseFrom)) {
    if (heads.has(line.variantId) && !known.has(lineKey(line))) touched.push(line);
  }
  const plan = await planLocked(ctx, tx, { touched, variantIds, releaseFrom });
  await writeUnassigned(tx, ctx.shop.id, plan.lines);
  await writeHoldings(ctx, tx, plan);
  await markForPublication(ctx, tx, [...ordersOf(plan), ...(input.changedOrderIds ?? [])]);
}

export interface LockedInput {
  /** Lines whose holdings may have to change. */
  touched: readonly LineState[];
  /** The locked variants: at least those of the touched lines. */
  variantIds: readonly ShopifyId[];
  releaseFrom: readonly string[];
}

/** Reads the stock and the waiting lines of locked variants and plans what changes. Writes nothing. */
export async function planLocked(
  ctx: ShopContext,
  tx: Transaction,
  { touched, variantIds, releaseFrom }: LockedInput,
): Promise<SettlementPlan> {
  const now = ctx.now();
  const rules = await readAllocationRules(tx, ctx.shop.id, variantIds);
  const stock = await readAvailableStock(tx, ctx.shop.id, variantIds);
  await addDrawnItems(ctx, tx, stock, touched);
  const waiting = await readWaitingLines(tx, ctx.shop.id, waitingScopes(ctx, now, stock, rules, touched), [
    ...new Set(touched.map((line) => line.orderId)),
  ]);
  await addDrawnItems(ctx, tx, stock, waiting);
  return planSettlement({
    lines: [...touched, ...waiting],
    stock,
    rules,
    releaseFrom: [...releaseFrom],
    now,
    timeZone: ctx.shop.timeZone,
  });
}

/** Writes a plan's draws and movements; the lines' own numbers, and that Shopify is to show them, are the caller's. */
export async function writeHoldings(ctx: ShopContext, tx: Transaction, plan: SettlementPlan): Promise<void> {
  const at = ctx.now();
  await together(
    writeMovements(tx, ctx.shop.id, plan.movements, { actor: "system", reason: null, at }),
    writeAssignments(tx, ctx.shop.id, at, plan.assignments),
  );
}

/** Whose holdings a plan changes. */
export function ordersOf(plan: SettlementPlan): Set<ShopifyId> {
  return new Set(plan.assignments.map((write) => write.orderId));
}

export function lineKey(line: { orderId: ShopifyId; lineId: ShopifyId }): string {
  return `${line.orderId}/${line.lineId}`;
}

interface CountedScope extends WaitingScope {
  placedUnits: Map<ShopifyId, number>;
}

/**
 * Where waiting lines have something to hope for. Most sets touch variants with a long queue and no stock, or stock and
 * no queue; reading neither keeps the cost of an order independent of how many wait.
 */
function waitingScopes(
  ctx: ShopContext,
  now: Date,
  stock: readonly StockItem[],
  rules: ReadonlyMap<ShopifyId, AllocationRules>,
  touched: readonly LineState[],
): WaitingScope[] {
  const scopes = new Map<ShopifyId, CountedScope>();
  const scopeOf = (variantId: ShopifyId): CountedScope => {
    let scope = scopes.get(variantId);
    if (scope === undefined) {
      scope = {
        ...{ variantId, promisableUnits: 0, anywhereUnits: 0, oldestMadeAt: null },
        placedUnits: new Map<ShopifyId, number>(),
      };
      scopes.set(variantId, scope);
    }
    return scope;
  };

  const releasable = new Map<ShopifyId, number>();
  for (const line of touched) {
    const units = releasableUnits(line, rulesFor(rules, line.variantId));
    if (units > 0) releasable.set(line.variantId, (releasable.get(line.variantId) ?? 0) + units);
  }
  for (const [variantId, units] of releasable) {
    const scope = scopeOf(variantId);
    scope.promisableUnits += units;
    scope.anywhereUnits += units;
  }

  const needed = { at: now, day: shopDay(now, ctx.shop.timeZone), shipped: false, locationId: null };
  for (const item of stock) {
    const givesUnits = item.remaining > 0 || releasable.has(item.variantId);
    if (item.status !== "open" || !givesUnits) continue;
    const scope = scopeOf(item.variantId);
    if (skipReason(item, needed, rulesFor(rules, item.variantId)) === null) {
      scope.promisableUnits += item.remaining;
      if (item.locationId === null) scope.anywhereUnits += item.remaining;
      else {
        const { placedUnits } = scope;
        placedUnits.set(item.locationId, (placedUnits.get(item.locationId) ?? 0) + item.remaining);
      }
    }
    if (scope.oldestMadeAt === null || item.madeAt < scope.oldestMadeAt) scope.oldestMadeAt = item.madeAt;
  }
  return [...scopes.values()];
}

/** Adds the batch items that lines draw on and that have nothing available, so that the first read left them out. */
async function addDrawnItems(
  ctx: ShopContext,
  tx: Transaction,
  stock: StockItem[],
  lines: readonly LineState[],
): Promise<void> {
  const read = new Set(stock.map((item) => `${item.batchId}/${item.variantId}`));
  const missing = new Map<string, { batchId: string; variantId: ShopifyId }>();
  for (const { variantId, assignments } of lines) {
    for (const { batchId } of assignments) {
      const key = `${batchId}/${variantId}`;
      if (!read.has(key)) missing.set(key, { batchId, variantId });
    }
  }
  stock.push(...(await readStockItems(tx, ctx.shop.id, [...missing.values()])));
}
