import type { WhatIf, WhatIfBatch, WhatIfBody } from "#app/contracts/what-if.ts";
import type { Transaction } from "#app/db/client.ts";
import { findPastDraws, type PastDrawRecord } from "#app/db/find-past-draws.ts";
import { readAllocationRules, rulesFor } from "#app/db/read-allocation-rules.ts";
import { readAvailableStock, readStockItems } from "#app/db/read-stock.ts";
import { findVariantsOfBatches } from "#app/db/recall-batches.ts";
import { compareBytes } from "#app/domain/compare.ts";
import { isOurId } from "#app/domain/our-id.ts";
import { changesOf, replayDraws, type Change } from "#app/domain/replay-draws.ts";
import type { StockItem } from "#app/domain/settlement.types.ts";
import { toGid, type ShopifyId } from "#app/domain/shopify-id.ts";
import type { ShopContext } from "./context.ts";

const DAYS_LOOKED_AT = 60;
const LINES_LOOKED_AT = 2_000;
const DAY_MS = 86_400_000;

/**
 * Which orders would have got which batch if the variants of a batch had been given out by other rules (`replayDraws`): over
 * the last 60 days and at most the latest 2,000 lines. Reads only. @returns null when the shop has no such batch
 */
export async function whatIf(ctx: ShopContext, batchId: string, body: WhatIfBody): Promise<WhatIf | null> {
  if (!isOurId(batchId)) return null;
  const since = new Date(ctx.now().getTime() - DAYS_LOOKED_AT * DAY_MS);
  return ctx.db.$transaction(
    async (tx) => {
      const variantIds = await findVariantsOfBatches(tx, ctx.shop.id, [batchId]);
      if (variantIds.length === 0) return null;
      const found = await findPastDraws(tx, ctx.shop.id, variantIds, { since, limit: LINES_LOOKED_AT + 1 });
      const draws = found.slice(0, LINES_LOOKED_AT);
      const stock = await readStockBehind(ctx, tx, variantIds, draws);
      const rules = await readAllocationRules(tx, ctx.shop.id, variantIds);

      const replay = (over: Partial<WhatIfBody>): Change[] =>
        variantIds.flatMap((variantId) => {
          const own = { ...rulesFor(rules, variantId), ...over };
          const ofVariant = (of: { variantId: ShopifyId }): boolean => of.variantId === variantId;
          return changesOf(
            replayDraws(draws.filter(ofVariant), stock.filter(ofVariant), own, ctx.shop.timeZone),
          );
        });
      const { strategy, stopShipDays, keepWhole } = body;
      const changes = replay({
        strategy,
        ...(stopShipDays === undefined ? {} : { stopShipDays }),
        ...(keepWhole === undefined ? {} : { keepWhole }),
      });
      return {
        since: since.toISOString(),
        lines: draws.length,
        cut: found.length > draws.length,
        differAnyway: ordersIn(replay({})),
        orders: ordersIn(changes),
        batches: group(changes, draws, stock, batchId),
      };
    },
    // One state of everything: between two reads an order may be settled.
    { isolationLevel: "RepeatableRead" },
  );
}

/** What is available of the variants, and the batches of the draws whatever they have left, wherever it is. */
async function readStockBehind(
  ctx: ShopContext,
  tx: Transaction,
  variantIds: readonly ShopifyId[],
  draws: readonly PastDrawRecord[],
): Promise<StockItem[]> {
  const drawn = new Map(
    draws.flatMap(({ variantId, got }) =>
      got.map(({ batchId }) => [`${batchId}/${variantId}`, { batchId, variantId }] as const),
    ),
  );
  const read = [
    ...(await readAvailableStock(tx, ctx.shop.id, variantIds)).filter(
      ({ batchId, variantId }) => !drawn.has(`${batchId}/${variantId}`),
    ),
    ...(await readStockItems(tx, ctx.shop.id, [...drawn.values()])),
  ];
  const together = new Map<string, StockItem>();
  for (const item of read) {
    const key = `${item.batchId}/${item.variantId}`;
    const remaining = (together.get(key)?.remaining ?? 0) + item.remaining;
    together.set(key, { ...item, locationId: null, remaining });
  }
  return [...together.values()];
}

/** The batch that was asked about first, the others by code, those that would have waited last; orders by number. */
function group(
  changes: readonly Change[],
  draws: readonly PastDrawRecord[],
  stock: readonly StockItem[],
  askedFor: string,
): WhatIfBatch[] {
  const codes = new Map(stock.map((item) => [item.batchId, item.code]));
  const names = new Map(draws.map((draw) => [draw.orderId, draw.orderName]));
  const groups = new Map<string | null, Map<ShopifyId, Change[]>>();
  for (const change of changes) {
    const orders = groups.get(change.batchId) ?? new Map<ShopifyId, Change[]>();
    orders.set(change.draw.orderId, [...(orders.get(change.draw.orderId) ?? []), change]);
    groups.set(change.batchId, orders);
  }
  const rank = (id: string | null): number => (id === askedFor ? 0 : id === null ? 2 : 1);
  return [...groups]
    .map(([id, orders]) => ({
      id,
      code: id === null ? null : (codes.get(id) ?? null),
      orders: [...orders].map(([orderId, own]) => ({
        id: toGid("Order", orderId),
        name: names.get(orderId) ?? "",
        units: own.reduce((sum, { units }) => sum + units, 0),
        has: heldBy(own, codes),
      })),
    }))
    .sort((a, b) => rank(a.id) - rank(b.id) || compareBytes(a.code ?? "", b.code ?? ""));
}

function heldBy(
  changes: readonly Change[],
  codes: ReadonlyMap<string, string>,
): { code: string; units: number }[] {
  const held = new Map<string, number>();
  for (const { batchId, units } of changes.flatMap((change) => change.draw.got)) {
    const code = codes.get(batchId) ?? "";
    held.set(code, (held.get(code) ?? 0) + units);
  }
  return [...held].map(([code, units]) => ({ code, units }));
}

function ordersIn(changes: readonly Change[]): number {
  return new Set(changes.map(({ draw }) => draw.orderId)).size;
}
