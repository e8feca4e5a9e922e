import { itemOf, move, rulesOf, type Books } from "./books.ts";
import { shipWhatHadLeft } from "./left-before-recall.ts";
import { shift, sumOf, type Holding, type LineHoldings } from "./line-holdings.ts";
import type { PlaceUnits } from "./order-facts.ts";
import type { MovementCause } from "./settlement.types.ts";
import type { ShopifyId } from "./shopify-id.ts";
import { lastShippedAt } from "./unknown-parcels.ts";
import { lackingByPlace, missingByPlace, placesOf, surplusAt, unitsFrom } from "./split-by-place.ts";

/**
 * Moves what a line holds to what it should hold, by DOMAIN.md section 3's table and "Within a line". Afterwards:
 * - promised units + waiting units = `target.promised`;
 * - shipped units + units shipped with batch unknown = `target.shipped` − `target.returned`;
 * - returned ≤ `target.returned` and written off ≤ `target.leftWithoutRestock`: the rest never had a batch.
 *
 * State, not deltas: which facts led from one to the other is not known, only where the line stood (`settled`) and
 * where it stands. Every step below therefore also works backwards, for facts that Shopify withdraws.
 */
export function moveHoldings(books: Books, held: LineHoldings): void {
  const { target, settled } = held.line;
  const returned = sumOf(held, "returned");
  const writtenOff = sumOf(held, "writtenOff");
  const returnedUnknown = Math.max(0, (settled?.returned ?? 0) - returned);
  const leftUnheld = Math.max(0, (settled?.leftWithoutRestock ?? 0) - writtenOff);

  let toShip = target.shipped - sumOf(held, "shipped") - held.waitingShipped - returned - returnedUnknown;
  const toReturn = target.returned - returned - returnedUnknown;
  const toWriteOff = target.leftWithoutRestock - writtenOff - leftUnheld;

  if (toWriteOff < 0) withdrawRemovals(books, held, -toWriteOff);
  if (toReturn < 0) {
    const neverShipped = Math.min(-toReturn, Math.max(0, -toShip));
    withdrawReturns(books, held, -toReturn, neverShipped);
    toShip += neverShipped;
  }
  if (toShip > 0) ship(books, held, toShip);
  if (toReturn > 0) takeReturns(books, held, toReturn);
  if (toShip < 0) cancelFulfilments(books, held, -toShip);
  balancePromise(books, held, Math.max(0, toWriteOff));
  followPlaces(books, held);
}

/**
 * What had left before its batch was recalled goes first, back to that batch. Then assigned units ship before unassigned ones,
 * the oldest assignment's first; what was never counted ships unassigned. Where it is known which location shipped, the units
 * that were taken from there go first, then those of no particular place. Units that another location is still to ship have
 * not left.
 */
function ship(books: Books, held: LineHoldings, units: number): void {
  let left = units - shipWhatHadLeft(books, held, units);
  const notFromThere: PlaceUnits[] = [];
  for (const { locationId, units: fresh } of newlyShipped(held)) {
    const here = Math.min(left, fresh);
    const moved = shift(books, held, here, "promised", "shipped", "oldest_first", "shipped", (row) => {
      return row.locationId === locationId;
    });
    left -= moved;
    if (moved < here) notFromThere.push({ locationId, units: here - moved });
  }
  left -= shift(books, held, left, "promised", "shipped", "oldest_first", "shipped", (row) => {
    return row.locationId === null;
  });
  for (const { locationId, units: missing } of notFromThere) {
    const swapped = giveBackForPlace(books, held, locationId, Math.min(missing, left));
    held.waitingShipped += swapped;
    left -= swapped;
  }
  left -= shiftSpare(books, held, left, "shipped", "oldest_first", "shipped");
  const leaving = Math.max(0, sumOf(held, "promised") - held.line.target.promised);
  left -= shift(books, held, Math.min(left, leaving), "promised", "shipped", "oldest_first", "shipped");
  held.waitingShipped += left;
}

/** What each location has shipped since the line was settled last; where that is not known, what it lacks of all it shipped. */
function newlyShipped(held: LineHoldings): PlaceUnits[] {
  const shipped = held.line.places?.shipped ?? [];
  const before = held.line.settled?.shippedFrom ?? null;
  if (before === null) return lackingByPlace(held, shipped, "shipped");
  return moreThan(before, shipped);
}

/** By how much the second list has more units at a location than the first. */
function moreThan(before: readonly PlaceUnits[], after: readonly PlaceUnits[]): PlaceUnits[] {
  return after.map(({ locationId, units }) => {
    const had = before.find((place) => place.locationId === locationId)?.units ?? 0;
    return { locationId, units: Math.max(0, units - had) };
  });
}

/**
 * Moves promised units that no location is to ship from where they were taken. All are, where places are not known.
 * @returns the units moved
 */
function shiftSpare(
  books: Books,
  held: LineHoldings,
  units: number,
  to: "shipped" | "writtenOff" | "shelf",
  order: "oldest_first" | "newest_first",
  cause: MovementCause,
  only: (row: Holding) => boolean = () => true,
): number {
  const { places } = held.line;
  if (places === null) return shift(books, held, units, "promised", to, order, cause, only);
  let left = units;
  for (const row of order === "oldest_first" ? held.rows : held.rows.toReversed()) {
    if (left === 0) break;
    const here = Math.min(left, Math.max(0, spareAt(held, row.locationId, places.toShip)));
    left -= shift(books, held, here, "promised", to, order, cause, (each) => each === row && only(each));
  }
  return units - left;
}

function spareAt(held: LineHoldings, locationId: ShopifyId | null, toShip: readonly PlaceUnits[]): number {
  if (locationId !== null) return surplusAt(held, locationId, toShip, "toShip");
  const standingIn = missingByPlace(held, "toShip").reduce((sum, { units }) => sum + units, 0);
  return unitsFrom(held, null, "toShip") - standingIn;
}

/**
 * Units that were promised at one location and left from another cannot have been the same ones: they go back, as far as
 * the location that shipped has units to show for them (`allocate` gives those next). A person's word is not taken back.
 * @returns the units given back
 */
function giveBackForPlace(books: Books, held: LineHoldings, shippedFrom: ShopifyId, units: number): number {
  const { variantId } = held.line;
  const shippedAt = lastShippedAt(held.line);
  let there = 0;
  for (const item of books.shelves.get(variantId)?.inOrder ?? []) {
    if (item.locationId !== null && item.locationId !== shippedFrom) continue;
    if (item.status === "open" && (shippedAt === null || item.madeAt <= shippedAt)) there += item.remaining;
  }
  return shiftSpare(books, held, Math.min(units, there), "shelf", "newest_first", "relocated", (row) => {
    return row.locationId !== null && row.locationId !== shippedFrom && row.confidence === "assumed";
  });
}

/**
 * Units whose batch is unknown come back first: they shipped last, and while it is in doubt which jar came back, the
 * buyer keeps the known one and stays in the scope of its batch. Then the newest shipped assignment's.
 */
function takeReturns(books: Books, held: LineHoldings, units: number): void {
  const unknown = Math.min(held.waitingShipped, units);
  held.waitingShipped -= unknown;
  const before = held.rows.map((row) => row.returned);
  shift(books, held, units - unknown, "shipped", "returned", "newest_first", "returned");
  if (!rulesOf(books, held.line.variantId).skipQuarantine) return;
  for (const [index, row] of held.rows.entries()) {
    const back = row.returned - (before[index] ?? 0);
    // What may not be sold any more is for a person to look at, whatever the shop does with the rest.
    if (back > 0 && itemOf(books, held.line.variantId, row.batchId)?.status === "open") {
      move(books, held.line, row, "quarantine", "available", back, "restock");
    }
  }
}

/**
 * The reverse of shipping: units are promised again, on the batch they had; those whose batch is unknown first, so that the
 * buyer keeps the known ones. Where it is known which location's fulfilment is gone, its units go first, and those of no
 * particular place before another location's.
 */
function cancelFulfilments(books: Books, held: LineHoldings, units: number): void {
  let left = units;
  const { places, settled } = held.line;
  const before = settled?.shippedFrom ?? [];
  for (const { locationId, units: fewer } of moreThan(places?.shipped ?? [], before)) {
    let here = Math.min(left, fewer);
    const unknownThere = Math.max(0, -surplusAt(held, locationId, before, "shipped"));
    const forgotten = Math.min(held.waitingShipped, unknownThere, here);
    held.waitingShipped -= forgotten;
    left -= forgotten;
    here -= forgotten;
    left -= shift(books, held, here, "shipped", "promised", "newest_first", "fulfilment_cancelled", (row) => {
      return row.locationId === locationId;
    });
  }
  const unknown = Math.min(held.waitingShipped, left);
  held.waitingShipped -= unknown;
  left -= unknown;
  if (places !== null) {
    left -= shift(books, held, left, "shipped", "promised", "newest_first", "fulfilment_cancelled", (row) => {
      return row.locationId === null;
    });
  }
  shift(books, held, left, "shipped", "promised", "newest_first", "fulfilment_cancelled");
}

/**
 * Shrinking demand comes off the unassigned first, so only what is promised above the target leaves. What Shopify
 * restocked goes back to its batch, from the newest assignment; what it did not is written off, for a person to review.
 */
function balancePromise(books: Books, held: LineHoldings, toWriteOff: number): void {
  const { target } = held.line;
  const promised = sumOf(held, "promised");
  const leaving = Math.max(0, promised - target.promised);
  const lost = Math.min(leaving, toWriteOff);
  leave(books, held, leaving - lost, "shelf", "released");
  leave(books, held, lost, "writtenOff", "removed_without_restock");
  held.waiting = Math.max(0, target.promised - promised);
}

/** From the newest assignment, but first what no location is to ship from where it is, unless a person has vouched for it. */
function leave(
  books: Books,
  held: LineHoldings,
  units: number,
  to: "writtenOff" | "shelf",
  cause: MovementCause,
): void {
  const spare =
    held.line.places === null
      ? 0
      : shiftSpare(books, held, units, to, "newest_first", cause, (row) => row.confidence === "assumed");
  shift(books, held, units - spare, "promised", to, "newest_first", cause);
}

/**
 * Where Shopify ships a line's units from somewhere else than they were taken from (a fulfilment order that moved), they go
 * back and wait for units of the right place. Those that a person has vouched for stay where they are.
 */
function followPlaces(books: Books, held: LineHoldings): void {
  const { places } = held.line;
  if (places === null) return;
  const lacking = lackingByPlace(held, places.toShip, "toShip").reduce((sum, { units }) => sum + units, 0);
  let toMove = lacking - held.waiting;
  for (const locationId of placesOf(held)) {
    const excess = surplusAt(held, locationId, places.toShip, "toShip");
    if (toMove <= 0 || excess <= 0) continue;
    const there = Math.min(excess, toMove);
    const moved = shift(books, held, there, "promised", "shelf", "newest_first", "relocated", (row) => {
      return row.locationId === locationId && row.confidence === "assumed";
    });
    held.waiting += moved;
    toMove -= moved;
  }
}

/** Units were not removed after all: the line gets them back, unless a person has dealt with them meanwhile. */
function withdrawRemovals(books: Books, held: LineHoldings, units: number): void {
  let left = units;
  for (const row of held.rows) {
    const withdrawn = Math.min(left, row.writtenOff);
    if (withdrawn === 0) continue;
    const there = Math.min(withdrawn, itemOf(books, held.line.variantId, row.batchId)?.writtenOff ?? 0);
    row.writtenOff -= withdrawn;
    row.promised += there;
    row.changed = true;
    if (there > 0) {
      move(books, held.line, row, "written_off", "promised", there, "removed_without_restock");
    }
    left -= withdrawn;
  }
}

/**
 * Units did not come back after all. Those whose fulfilment is gone too stay in quarantine, where a person decides;
 * the others are with the buyer again: from quarantine, or, once inspected and gone from there, with batch unknown.
 */
function withdrawReturns(books: Books, held: LineHoldings, units: number, neverShipped: number): void {
  let toForget = neverShipped;
  let left = units;
  for (const row of held.rows) {
    const withdrawn = Math.min(left, row.returned);
    if (withdrawn === 0) continue;
    const forgotten = Math.min(toForget, withdrawn);
    const back = withdrawn - forgotten;
    const there = Math.min(back, itemOf(books, held.line.variantId, row.batchId)?.quarantined ?? 0);
    row.returned -= withdrawn;
    row.shipped += there;
    row.changed = true;
    if (there > 0) move(books, held.line, row, "quarantine", "shipped", there, "returned");
    held.waitingShipped += back - there;
    toForget -= forgotten;
    left -= withdrawn;
  }
  // What is left had come back with its batch unknown.
  held.waitingShipped += left - toForget;
}
