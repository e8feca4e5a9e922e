import { DEFAULT_RULES, type AllocationRules } from "./allocation-rules.ts";
import { compareBy } from "./eligibility.ts";
import type { Bucket, LineState, MovementCause, MovementDraft, StockItem } from "./settlement.types.ts";
import type { ShopifyId } from "./shopify-id.ts";

/** A batch item at one place with the units it has at this point of the plan. */
export interface ShelfItem extends StockItem {
  quarantined: number;
  writtenOff: number;
}

/** The batch items of one variant. */
export interface Shelf {
  rules: AllocationRules;
  /** What can be given out, in the order of the variant's strategy. */
  inOrder: ShelfItem[];
  /** One per batch: what it has in quarantine and written off is counted here, whatever the place. */
  byBatch: Map<string, ShelfItem>;
  /** Those that are at a location, by `placeKey`. */
  placed: Map<string, ShelfItem>;
}

/** The stock as the plan changes it and the ledger rows that say so: `move` is the only way to change either. */
export interface Books {
  shelves: Map<ShopifyId, Shelf>;
  movements: MovementDraft[];
  /** Where the movements of the line at hand begin: equal ones after this point become one row. */
  lineStart: number;
}

/** Units of a batch at a place, as an assignment or a shelf names them. */
export interface BatchAt {
  batchId: string;
  locationId: ShopifyId | null;
}

export function openBooks(stock: StockItem[], rules: ReadonlyMap<ShopifyId, AllocationRules>): Books {
  const shelves = new Map<ShopifyId, Shelf>();
  for (const item of stock) {
    let shelf = shelves.get(item.variantId);
    if (shelf === undefined) {
      shelf = {
        rules: rules.get(item.variantId) ?? DEFAULT_RULES,
        inOrder: [],
        byBatch: new Map(),
        placed: new Map(),
      };
      shelves.set(item.variantId, shelf);
    }
    const own = { ...item, quarantined: item.quarantined ?? 0, writtenOff: item.writtenOff ?? 0 };
    shelf.inOrder.push(own);
    if (own.locationId === null) shelf.byBatch.set(own.batchId, own);
    else shelf.placed.set(placeKey(own), own);
  }
  for (const shelf of shelves.values()) {
    for (const item of shelf.placed.values()) {
      if (!shelf.byBatch.has(item.batchId)) shelf.byBatch.set(item.batchId, item);
    }
    shelf.inOrder.sort(compareBy(shelf.rules.strategy));
  }
  return { shelves, movements: [], lineStart: 0 };
}

function placeKey({ batchId, locationId }: BatchAt): string {
  return `${batchId}@${locationId}`;
}

/** Movements from here on belong to another line, or to another step of the plan: they do not join those before. */
export function beginLine(books: Books): void {
  books.lineStart = books.movements.length;
}

/** What a batch has of a variant in quarantine and written off, wherever its available units are. */
export function itemOf(books: Books, variantId: ShopifyId, batchId: string): ShelfItem | undefined {
  return books.shelves.get(variantId)?.byBatch.get(batchId);
}

/** Units on the shelf of a batch at a place. */
export function availableAt(books: Books, variantId: ShopifyId, at: BatchAt): number {
  const shelf = books.shelves.get(variantId);
  const item = at.locationId === null ? shelf?.byBatch.get(at.batchId) : shelf?.placed.get(placeKey(at));
  return item?.remaining ?? 0;
}

export function rulesOf(books: Books, variantId: ShopifyId): AllocationRules {
  return books.shelves.get(variantId)?.rules ?? DEFAULT_RULES;
}

/** Moves units of a batch between two buckets on behalf of a line; available ones are those at the place named. */
export function move(
  books: Books,
  line: LineState,
  { batchId, locationId }: BatchAt,
  from: Bucket,
  to: Bucket,
  units: number,
  cause: MovementCause,
): void {
  const shelf = books.shelves.get(line.variantId);
  if (shelf !== undefined) {
    const item = shelf.byBatch.get(batchId);
    const place = locationId === null ? item : shelf.placed.get(placeKey({ batchId, locationId }));
    addTo(item, place, from, -units);
    addTo(item, place, to, units);
  }
  const fromLocationId = from === "available" ? locationId : null;
  const toLocationId = to === "available" ? locationId : null;
  const { movements } = books;
  for (let index = books.lineStart; index < movements.length; index++) {
    const same = movements[index];
    if (
      same?.batchId === batchId &&
      same.from === from &&
      same.to === to &&
      same.cause === cause &&
      same.fromLocationId === fromLocationId &&
      same.toLocationId === toLocationId
    ) {
      same.units += units;
      return;
    }
  }
  movements.push({
    batchId,
    variantId: line.variantId,
    from,
    to,
    fromLocationId,
    toLocationId,
    units,
    cause,
    orderId: line.orderId,
    lineId: line.lineId,
  });
}

function addTo(
  item: ShelfItem | undefined,
  place: ShelfItem | undefined,
  bucket: Bucket,
  units: number,
): void {
  if (bucket === "available") {
    if (place !== undefined) place.remaining += units;
  } else if (item !== undefined) {
    if (bucket === "quarantine") item.quarantined += units;
    else if (bucket === "written_off") item.writtenOff += units;
  }
}
