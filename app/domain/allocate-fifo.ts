import { beginLine, move, type Books, type Shelf, type ShelfItem } from "./books.ts";
import { skipReason, type NeededAt } from "./eligibility.ts";
import type { Holding, LineHoldings } from "./line-holdings.ts";
import type { Decision, SkipReason } from "./settlement.types.ts";
import type { ShopifyId } from "./shopify-id.ts";
import { shopDay } from "./shop-day.ts";

/** Raised whenever the same input could be answered differently: every assignment names the rule that made it. */
const RULE_VERSION = 1;

/** In a rush hundreds of batches may have sold out before a line's turn; the latest ones explain what it got. */
const SOLD_OUT_SHOWN = 5;

/** What one variant can offer to units that are still to ship; the same for every line of it. */
interface Offer {
  eligible: ShelfItem[];
  skipped: Decision["skipped"];
  /** Eligible items before this one have sold out. */
  first: number;
}

/**
 * Gives batches to all units that wait, line by line in the order of the lines given, each taking
 * min(remaining, still needed) from every eligible batch, first in first out. Units that shipped with batch unknown
 * come first in their line: they left before those that are still to ship.
 */
export function allocateFifo(
  books: Books,
  lines: LineHoldings[],
  releasedFrom: ReadonlySet<string>,
  now: Date,
  timeZone: string,
): void {
  const offers = new Map<ShopifyId, Offer>();
  const neededNow: NeededAt = { at: now, day: shopDay(now, timeZone), shipped: false };
  for (const held of lines) {
    if (held.waiting === 0 && held.waitingShipped === 0) continue;
    const shelf = books.shelves.get(held.line.variantId);
    if (shelf === undefined) continue;
    beginLine(books);
    if (held.waitingShipped > 0) {
      const at = held.line.shippedAt ?? now;
      const offer = offerOf(shelf, releasedFrom, { at, day: shopDay(at, timeZone), shipped: true });
      held.waitingShipped = draw(books, held, offer, held.waitingShipped, "shipped");
    }
    if (held.waiting > 0) {
      let offer = offers.get(held.line.variantId);
      if (offer === undefined) {
        offer = offerOf(shelf, releasedFrom, neededNow);
        offers.set(held.line.variantId, offer);
      }
      held.waiting = draw(books, held, offer, held.waiting, "promised");
    }
  }
}

function offerOf(shelf: Shelf, releasedFrom: ReadonlySet<string>, needed: NeededAt): Offer {
  const offer: Offer = { eligible: [], skipped: [], first: 0 };
  for (const item of shelf.fifo) {
    const why = releasedFrom.has(item.batchId) ? "recalled" : skipReason(item, needed);
    if (why === null) offer.eligible.push(item);
    else offer.skipped.push(skip(item, why));
  }
  return offer;
}

function skip(item: ShelfItem, why: SkipReason): Decision["skipped"][number] {
  return { batchId: item.batchId, code: item.code, why };
}

/** @returns the units that no eligible batch could give. */
function draw(
  books: Books,
  held: LineHoldings,
  offer: Offer,
  units: number,
  column: "promised" | "shipped",
): number {
  while ((offer.eligible[offer.first]?.remaining ?? 1) === 0) offer.first++;
  if (offer.first >= offer.eligible.length) return units;

  const decision: Decision = { rule: "fifo", version: RULE_VERSION, candidates: [], skipped: offer.skipped };
  if (offer.first > 0) decision.skipped = offer.skipped.concat(lastSoldOut(offer));

  let needed = units;
  for (let index = offer.first; index < offer.eligible.length && needed > 0; index++) {
    const item = offer.eligible[index];
    if (item === undefined || item.remaining === 0) continue;
    const available = item.remaining;
    const took = Math.min(available, needed);
    needed -= took;
    decision.candidates.push({ batchId: item.batchId, code: item.code, available, took });
    move(books, held.line, item.batchId, "available", column, took, "assigned");
    const row = rowFor(held, item.batchId, decision);
    row[column] += took;
    row.changed = true;
  }
  return needed;
}

function lastSoldOut(offer: Offer): Decision["skipped"] {
  return offer.eligible
    .slice(Math.max(0, offer.first - SOLD_OUT_SHOWN), offer.first)
    .map((item) => skip(item, "sold_out"));
}

/**
 * A draw is a row of its own, so that seq tells the order of the draws. Only a second draw in a row from the same
 * batch, with nothing in between and nobody's confirmation on it, joins the row that is there.
 */
function rowFor(held: LineHoldings, batchId: string, decision: Decision): Holding {
  const newest = held.rows.at(-1);
  if (newest?.batchId === batchId && newest.confidence === "assumed") return newest;
  const row: Holding = {
    seq: (newest?.seq ?? 0) + 1,
    batchId,
    promised: 0,
    shipped: 0,
    returned: 0,
    writtenOff: 0,
    confidence: "assumed",
    created: true,
    changed: true,
    decision,
  };
  held.rows.push(row);
  return row;
}
