import { beginLine, move, type Books, type Shelf, type ShelfItem } from "./books.ts";
import { skipReason, type NeededAt } from "./eligibility.ts";
import type { Holding, LineHoldings } from "./line-holdings.ts";
import type { Decision, SkipReason } from "./settlement.types.ts";
import type { ShopifyId } from "./shopify-id.ts";
import { shopDay } from "./shop-day.ts";
import { unknownParcels } from "./unknown-parcels.ts";
import { missingByPlace, splitByPlace, type NeededUnits } from "./split-by-place.ts";

/** Raised whenever the same input could be answered differently: every assignment names the rule that made it. */
const RULE_VERSION = 5;

/** In a rush hundreds of batches may have sold out before a line's turn; the latest ones explain what it got. */
const SOLD_OUT_SHOWN = 5;

/** What one variant can offer to units that are still to ship from one place; the same for every line of it. */
interface Offer {
  shelf: Shelf;
  /** In the order in which they are given out. */
  eligible: ShelfItem[];
  skipped: Decision["skipped"];
  /** Eligible items before this one have sold out. */
  first: number;
}

/**
 * Gives batches to all units that wait, line by line in the order of the lines given, each taking
 * min(remaining, still needed) from every eligible batch in the order of the variant's strategy. Units that shipped with
 * batch unknown come first in their line, parcel by parcel: they left before those that are still to ship. Unshipped units of
 * a deferred line go on waiting.
 */
export function allocate(
  books: Books,
  lines: LineHoldings[],
  releasedFrom: ReadonlySet<string>,
  now: Date,
  timeZone: string,
): void {
  const offers = new Map<ShopifyId, Map<ShopifyId | null, Offer>>();
  const today = shopDay(now, timeZone);
  for (const held of lines) {
    if (held.waiting === 0 && held.waitingShipped === 0) continue;
    const shelf = books.shelves.get(held.line.variantId);
    if (shelf === undefined) continue;
    beginLine(books);
    if (held.waitingShipped > 0) {
      let left = 0;
      for (const { at, units } of unknownParcels(books, held, now)) {
        const needed = { at, day: shopDay(at, timeZone), shipped: true };
        left += drawByPlace(books, held, units, "shipped", (locationId) =>
          offerOf(shelf, releasedFrom, { ...needed, locationId }),
        );
      }
      held.waitingShipped = left;
    }
    if (held.waiting > 0 && !held.line.deferred) {
      let ofVariant = offers.get(held.line.variantId);
      if (ofVariant === undefined)
        offers.set(held.line.variantId, (ofVariant = new Map<ShopifyId | null, Offer>()));
      const shared = ofVariant;
      held.waiting = drawByPlace(books, held, held.waiting, "promised", (locationId) => {
        let offer = shared.get(locationId);
        if (offer === undefined) {
          offer = offerOf(shelf, releasedFrom, { at: now, day: today, shipped: false, locationId });
          shared.set(locationId, offer);
        }
        return offer;
      });
    }
  }
}

/**
 * Draws for each location that ships, then for what any may. Units of no particular place stand in for one location or for
 * another, so where the one they are taken to stand in for has stock and the other has none, they change over. Hence anew
 * until nothing more is to be had: a line would wait beside stock that it may have, or get it when it is settled next.
 * @returns the units that no eligible batch could give.
 */
function drawByPlace(
  books: Books,
  held: LineHoldings,
  units: number,
  column: "promised" | "shipped",
  offerAt: (locationId: ShopifyId | null) => Offer,
): number {
  const kind = column === "promised" ? "toShip" : "shipped";
  let left = units;
  const drawFor = (parts: readonly NeededUnits[]): void => {
    for (const { locationId, units: lacking } of parts) {
      const needed = Math.min(left, lacking);
      if (needed > 0) left -= needed - draw(books, held, offerAt(locationId), needed, column);
    }
  };
  drawFor(splitByPlace(held, kind, units));
  if (held.line.places === null) return left;
  for (let before = Infinity; left > 0 && left < before;) {
    before = left;
    drawFor(missingByPlace(held, kind));
  }
  return left;
}

function offerOf(shelf: Shelf, releasedFrom: ReadonlySet<string>, needed: NeededAt): Offer {
  const offer: Offer = { shelf, eligible: [], skipped: [], first: 0 };
  for (const item of shelf.inOrder) {
    const why = releasedFrom.has(item.batchId) ? "recalled" : skipReason(item, needed, shelf.rules);
    if (why === null) offer.eligible.push(item);
    else if (!isEmptiedRest(shelf, item)) offer.skipped.push(skip(item, why));
  }
  return offer;
}

/** A batch whose units are all at locations has none elsewhere; that is no reason to be told that it is sold out. */
function isEmptiedRest(shelf: Shelf, item: ShelfItem): boolean {
  if (item.remaining > 0 || item.locationId !== null || shelf.placed.size === 0) return false;
  return shelf.inOrder.some((other) => other.batchId === item.batchId && other.locationId !== null);
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

  const { strategy, version, keepWhole } = offer.shelf.rules;
  const decision: Decision = {
    rule: strategy,
    version: RULE_VERSION,
    rules: version,
    candidates: [],
    skipped: offer.skipped,
  };
  if (offer.first > 0) decision.skipped = offer.skipped.concat(lastSoldOut(offer));
  const start = keepWhole ? firstWithAll(offer, units) : offer.first;
  if (start > offer.first) decision.skipped = decision.skipped.concat(tooFew(offer, start));

  let needed = units;
  for (let index = start; index < offer.eligible.length && needed > 0; index++) {
    const item = offer.eligible[index];
    if (item === undefined || item.remaining === 0) continue;
    const available = item.remaining;
    const took = Math.min(available, needed);
    needed -= took;
    decision.candidates.push({ batchId: item.batchId, code: item.code, available, took });
    move(books, held.line, item, "available", column, took, "assigned");
    const row = rowFor(held, item, decision);
    row[column] += took;
    row.changed = true;
  }
  return needed;
}

/**
 * Where a line that shall not be mixed begins: at the first batch that has all its units, in one place or in several, else as
 * ever. The items of one batch stand side by side.
 */
function firstWithAll({ eligible, first }: Offer, units: number): number {
  let start = first;
  let there = 0;
  for (let index = first; index < eligible.length; index++) {
    const item = eligible[index];
    if (item?.batchId !== eligible[start]?.batchId) {
      start = index;
      there = 0;
    }
    there += item?.remaining ?? 0;
    if (there >= units) return start;
  }
  return first;
}

function tooFew(offer: Offer, start: number): Decision["skipped"] {
  return offer.eligible
    .slice(offer.first, start)
    .filter((item) => item.remaining > 0)
    .map((item) => skip(item, "would_mix"));
}

function lastSoldOut(offer: Offer): Decision["skipped"] {
  return offer.eligible
    .slice(Math.max(0, offer.first - SOLD_OUT_SHOWN), offer.first)
    .map((item) => skip(item, "sold_out"));
}

/**
 * A draw is a row of its own, so that seq tells the order of the draws. Only a second draw in a row from the same
 * batch and place, with nothing in between and nobody's confirmation on it, joins the row that is there.
 */
function rowFor(held: LineHoldings, { batchId, locationId }: ShelfItem, decision: Decision): Holding {
  const newest = held.rows.at(-1);
  if (newest?.batchId === batchId && newest.locationId === locationId && newest.confidence === "assumed") {
    return newest;
  }
  const row: Holding = {
    seq: (newest?.seq ?? 0) + 1,
    batchId,
    locationId,
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
