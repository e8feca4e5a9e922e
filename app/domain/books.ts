import type { LineState, MovementCause, MovementDraft, Bucket, StockItem } from "./settlement.types.ts";
import type { ShopifyId } from "./shopify-id.ts";
import { compareFifo } from "./eligibility.ts";

/** A batch item with the units it has at this point of the plan. */
export interface ShelfItem extends StockItem {
  quarantined: number;
  writtenOff: number;
}

/** The batch items of one variant, first in first out. */
export interface Shelf {
  fifo: ShelfItem[];
  byBatch: Map<string, ShelfItem>;
}

/** The stock as the plan changes it and the ledger rows that say so: `move` is the only way to change either. */
export interface Books {
  shelves: Map<ShopifyId, Shelf>;
  movements: MovementDraft[];
  /** Where the movements of the line at hand begin: equal ones after this point become one row. */
  lineStart: number;
}

export function openBooks(stock: StockItem[]): Books {
  const shelves = new Map<ShopifyId, Shelf>();
  for (const item of stock) {
    let shelf = shelves.get(item.variantId);
    if (shelf === undefined) {
      shelf = { fifo: [], byBatch: new Map() };
      shelves.set(item.variantId, shelf);
    }
    const own = { ...item, quarantined: item.quarantined ?? 0, writtenOff: item.writtenOff ?? 0 };
    shelf.fifo.push(own);
    shelf.byBatch.set(item.batchId, own);
  }
  for (const shelf of shelves.values()) shelf.fifo.sort(compareFifo);
  return { shelves, movements: [], lineStart: 0 };
}

/** Movements from here on belong to another line, or to another step of the plan: they do not join those before. */
export function beginLine(books: Books): void {
  books.lineStart = books.movements.length;
}

export function itemOf(books: Books, variantId: ShopifyId, batchId: string): ShelfItem | undefined {
  return books.shelves.get(variantId)?.byBatch.get(batchId);
}

/** Moves units of a batch between two buckets on behalf of a line. */
export function move(
  books: Books,
  line: LineState,
  batchId: string,
  from: Bucket,
  to: Bucket,
  units: number,
  cause: MovementCause,
): void {
  const item = itemOf(books, line.variantId, batchId);
  if (item !== undefined) {
    addTo(item, from, -units);
    addTo(item, to, units);
  }
  const { movements } = books;
  for (let index = books.lineStart; index < movements.length; index++) {
    const same = movements[index];
    if (same?.batchId === batchId && same.from === from && same.to === to && same.cause === cause) {
      same.units += units;
      return;
    }
  }
  movements.push({
    batchId,
    variantId: line.variantId,
    from,
    to,
    units,
    cause,
    orderId: line.orderId,
    lineId: line.lineId,
  });
}

function addTo(item: ShelfItem, bucket: Bucket, units: number): void {
  if (bucket === "available") item.remaining += units;
  else if (bucket === "quarantine") item.quarantined += units;
  else if (bucket === "written_off") item.writtenOff += units;
}
