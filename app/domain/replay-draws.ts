import { allocate } from "./allocate.ts";
import type { AllocationRules } from "./allocation-rules.ts";
import { openBooks } from "./books.ts";
import { compareIds } from "./compare.ts";
import { holdingsOf } from "./line-holdings.ts";
import type { StockItem } from "./settlement.types.ts";
import type { ShopifyId } from "./shopify-id.ts";

export interface BatchUnits {
  batchId: string;
  units: number;
}

/** What a line was given at one instant. */
export interface PastDraw {
  orderId: ShopifyId;
  lineId: ShopifyId;
  placedAt: Date;
  /** When it was assigned. */
  at: Date;
  /** When the line shipped, if it has. */
  shippedAt: Date | null;
  /** What it holds of that now, by batch. */
  got: BatchUnits[];
}

export interface ReplayedDraw {
  draw: PastDraw;
  /** What it would have been given. */
  wouldGet: BatchUnits[];
  /** Units that no batch would have had. */
  wouldWait: number;
}

/**
 * Gives out again, by other rules, what lines of one variant were given: in the order in which they were given it and, at one
 * instant, in the order of demand; each as of that instant, from batches that were made and opened by then, out of the stock as
 * it was before the first of these draws. Holds, places and what was written off meanwhile are not replayed.
 * @param stock what there is of the variant now, one item per batch; a batch of a draw may be missing only when nothing of it
 *   is to be given out again
 */
export function replayDraws(
  draws: readonly PastDraw[],
  stock: readonly StockItem[],
  rules: AllocationRules,
  timeZone: string,
): ReplayedDraw[] {
  const [first] = stock;
  if (first === undefined) return [];
  const { variantId } = first;
  const openedBy = firstUse(draws);
  const before = giveBack(draws, stock);
  const books = openBooks(before, new Map([[variantId, rules]]));
  return [...draws].sort(compareDraws).map((draw) => {
    for (const item of books.shelves.get(variantId)?.inOrder ?? []) {
      const opened = earlier(item.openedAt, openedBy.get(item.batchId) ?? null);
      item.status = opened !== null && opened <= draw.at ? "open" : "draft";
    }
    const units = unitsIn(draw.got);
    const shipped = draw.shippedAt !== null && draw.shippedAt <= draw.at;
    const held = holdingsOf({
      ...{ orderId: draw.orderId, lineId: draw.lineId, variantId, placedAt: draw.placedAt },
      target: {
        promised: shipped ? 0 : units,
        shipped: shipped ? units : 0,
        returned: 0,
        leftWithoutRestock: 0,
      },
      ...{ settled: null, shippedAt: draw.shippedAt, deferred: false, places: null, assignments: [] },
      ...{ unassigned: units, unassignedShipped: shipped ? units : 0 },
    });
    allocate(books, [held], new Set(), draw.at, timeZone);
    return {
      draw,
      wouldGet: held.rows.map((row) => ({ batchId: row.batchId, units: row.promised + row.shipped })),
      wouldWait: held.waiting + held.waitingShipped,
    };
  });
}

export interface Change {
  draw: PastDraw;
  /** Units of one batch that it has not; null: units that would have waited. */
  batchId: string | null;
  units: number;
}

/** Where a replay differs from what was: which draw would have had units of which batch that it has not. */
export function changesOf(replayed: readonly ReplayedDraw[]): Change[] {
  return replayed.flatMap(({ draw, wouldGet, wouldWait }) => {
    const changes: Change[] = [];
    for (const { batchId, units } of wouldGet) {
      const more = units - unitsIn(draw.got.filter((got) => got.batchId === batchId));
      if (more > 0) changes.push({ draw, batchId, units: more });
    }
    if (wouldWait > 0) changes.push({ draw, batchId: null, units: wouldWait });
    return changes;
  });
}

/** The stock before the draws. */
function giveBack(draws: readonly PastDraw[], stock: readonly StockItem[]): StockItem[] {
  const drawn = new Map<string, number>();
  for (const { batchId, units } of draws.flatMap((draw) => draw.got)) {
    drawn.set(batchId, (drawn.get(batchId) ?? 0) + units);
  }
  return stock.map((item) => ({ ...item, remaining: item.remaining + (drawn.get(item.batchId) ?? 0) }));
}

/** A batch that was opened again later gave units before that. */
function firstUse(draws: readonly PastDraw[]): Map<string, Date> {
  const first = new Map<string, Date>();
  for (const { at, got } of draws) {
    for (const { batchId } of got) {
      const known = first.get(batchId);
      if (known === undefined || at < known) first.set(batchId, at);
    }
  }
  return first;
}

function earlier(a: Date | null, b: Date | null): Date | null {
  if (a === null || b === null) return a ?? b;
  return a < b ? a : b;
}

function compareDraws(a: PastDraw, b: PastDraw): number {
  return (
    a.at.getTime() - b.at.getTime() ||
    a.placedAt.getTime() - b.placedAt.getTime() ||
    compareIds(a.orderId, b.orderId) ||
    compareIds(a.lineId, b.lineId)
  );
}

function unitsIn(list: readonly BatchUnits[]): number {
  return list.reduce((sum, { units }) => sum + units, 0);
}
