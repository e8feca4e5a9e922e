import type { AllocationRules } from "./allocation-rules.ts";
import { itemOf, move, openBooks, type BatchAt, type Books } from "./books.ts";
import { skipReason, type NeededAt } from "./eligibility.ts";
import { holdingsOf, sumOf, type Holding, type LineHoldings } from "./line-holdings.ts";
import type { LineState, MovementDraft, SkipReason, StockItem } from "./settlement.types.ts";
import { shopDay } from "./shop-day.ts";
import type { ShopifyId } from "./shopify-id.ts";
import { splitByPlace, type NeededUnits } from "./split-by-place.ts";
import { lastShippedAt } from "./unknown-parcels.ts";

/** What a person can vouch for or correct; what was written off before it shipped went to nobody. */
export type CorrectableState = "promised" | "shipped" | "returned";

/** What is with the buyer first: that is where a wrong batch does harm. */
const ORDER_OF_STATES = ["shipped", "returned", "promised"] as const satisfies CorrectableState[];

export interface CorrectionInput {
  line: LineState;
  /** Null: units of the line whose batch is unknown. */
  fromBatchId: string | null;
  /** Null: the units are from the batch that was assumed. */
  toBatchId: string | null;
  units: number;
  /** Null: any, in the order shipped, returned, promised. */
  state: CorrectableState | null;
  /** The items of both batches of the line's variant, at every place. */
  stock: StockItem[];
  rules: AllocationRules;
  now: Date;
  /** IANA zone of the shop. */
  timeZone: string;
}

/** Units as they are counted for a refusal: `requested` against what is `there`. */
interface Numbers {
  requested: number;
  there: number;
}

export type CorrectionRefusal =
  /** The line has fewer units of the batch, in the state named. */
  | ({ type: "not_held" } & Numbers)
  /** The line has fewer units of the batch that are not confirmed or corrected yet. */
  | ({ type: "nothing_to_confirm" } & Numbers)
  /** Units that came back were restocked or discarded meanwhile. */
  | ({ type: "not_in_quarantine" } & Numbers)
  | { type: "other_variant" }
  /** The new batch has fewer units available. */
  | ({ type: "not_enough_units" } & Numbers)
  /** The new batch may not be promised to anybody now. */
  | { type: "not_assignable"; why: SkipReason }
  | { type: "made_after_shipping"; madeAt: Date; shippedAt: Date };

/** A draw as it shall be. A line's draws are written anew as a whole, since one may have come in between. */
export interface CorrectedRow extends BatchAt {
  /** The seq it has; null: a new one. */
  was: number | null;
  /** Whose decision record a new row shares; null: a person's correction decided. */
  splitFrom: number | null;
  seq: number;
  promised: number;
  shipped: number;
  returned: number;
  writtenOff: number;
  confidence: Holding["confidence"];
}

export type CorrectionPlan =
  | {
      ok: true;
      /** All draws of the line, in their new order. */
      rows: CorrectedRow[];
      unassigned: number;
      unassignedShipped: number;
      movements: MovementDraft[];
      /** Units by the state they were in. */
      moved: Record<CorrectableState, number>;
    }
  | { ok: false; refusal: CorrectionRefusal };

/** Units of one state that a correction takes, from one draw or (null) from those without a batch. */
interface Take {
  state: CorrectableState;
  origin: Holding | null;
  units: number;
}

/** A draw of the plan: a stored one, or one that was split off. */
interface Row extends Holding {
  was: number | null;
  splitFrom: number | null;
}

interface Working {
  held: Omit<LineHoldings, "rows"> & { rows: Row[] };
  books: Books;
  input: CorrectionInput;
}

/**
 * Plans what a person says about a line's units (DOMAIN.md cases 64 and 68): that they are from the batch they were assumed to
 * be from (`confirmed`), or from another (`corrected`). Units keep their state, so what each line holds in sum never changes.
 *
 * A correction moves the same units in both batches: back to the shelf of the old one, where they must still be, and off the
 * shelf of the new one. For what came back the ledger also takes back that it had left and returned, so that the running count
 * of returns is true in both. If the line has units of the new batch with its buyer, the other batch's jar is taken to be the
 * one that stayed: the two change places, and nothing moves on the shelf.
 *
 * Vouched units stand before the rest of the draw they were part of: they ship first and are released last. Pure; refuses with
 * the numbers and then changes nothing.
 */
export function planCorrection(input: CorrectionInput): CorrectionPlan {
  const held = holdingsOf(input.line);
  const working: Working = {
    input,
    books: openBooks(input.stock, new Map([[input.line.variantId, input.rules]])),
    held: { ...held, rows: held.rows.map((row) => ({ ...row, was: row.seq, splitFrom: null })) },
  };
  const takes = findTakes(working);
  const there = unitsOf(takes);
  if (there < input.units) {
    const type = input.toBatchId === null ? "nothing_to_confirm" : "not_held";
    return { ok: false, refusal: { type, requested: input.units, there } };
  }
  const refusal = input.toBatchId === null ? null : correct(working, takes, input.toBatchId);
  if (refusal !== null) return { ok: false, refusal };
  if (input.toBatchId === null) confirm(working, takes);
  return { ok: true, ...writesOf(working), moved: countByState(takes) };
}

/** The units meant, at most as many as asked for: what is assumed before what a person said, the newest draws first. */
function findTakes({ held, input }: Working): Take[] {
  const { fromBatchId, toBatchId, state } = input;
  const takes: Take[] = [];
  let left = input.units;
  const take = (of: CorrectableState, origin: Holding | null, there: number): void => {
    const units = Math.min(left, there);
    if (units > 0) takes.push({ state: of, origin, units });
    left -= units;
  };
  for (const of of state === null ? ORDER_OF_STATES : [state]) {
    if (fromBatchId === null) {
      take(of, null, unknownUnits(held, of));
      continue;
    }
    const own = held.rows.filter((row) => row.batchId === fromBatchId).reverse();
    for (const row of own) if (row.confidence === "assumed") take(of, row, row[of]);
    if (toBatchId === null) continue;
    for (const row of own) if (row.confidence !== "assumed") take(of, row, row[of]);
  }
  return takes;
}

function unknownUnits(held: LineHoldings, state: CorrectableState): number {
  switch (state) {
    case "shipped":
      return held.waitingShipped;
    case "promised":
      return held.waiting;
    case "returned":
      return Math.max(0, held.line.target.returned - sumOf(held, "returned"));
  }
}

function confirm({ held }: Working, takes: readonly Take[]): void {
  for (const origin of new Set(takes.map((take) => take.origin))) {
    if (origin === null) continue;
    const own = takes.filter((take) => take.origin === origin);
    if (unitsOf(own) === origin.promised + origin.shipped + origin.returned + origin.writtenOff) {
      origin.confidence = "confirmed";
      continue;
    }
    const before = held.rows[held.rows.findIndex((row) => row === origin) - 1];
    const joins =
      before?.batchId === origin.batchId &&
      before.locationId === origin.locationId &&
      before.confidence === "confirmed";
    const row = joins ? before : split(held, origin, origin, "confirmed");
    for (const { state, units } of own) {
      origin[state] -= units;
      row[state] += units;
    }
  }
}

function correct(working: Working, takes: readonly Take[], toBatchId: string): CorrectionRefusal | null {
  const { held, books, input } = working;
  const to = input.stock.find((item) => item.batchId === toBatchId);
  if (to === undefined) return { type: "other_variant" };

  if (input.fromBatchId !== null) {
    const requested = unitsOf(takes.filter((take) => take.state === "returned"));
    const there = itemOf(books, held.line.variantId, input.fromBatchId)?.quarantined ?? 0;
    if (requested > there) return { type: "not_in_quarantine", requested, there };
  }
  const fromShelf = exchangeReturned(working, takes, toBatchId);
  const left = fromShelf.filter((take) => take.state !== "promised");
  const shippedAt = lastShippedAt(input.line);
  if (left.length > 0 && to.madeAt > (shippedAt ?? input.now)) {
    return { type: "made_after_shipping", madeAt: to.madeAt, shippedAt: shippedAt ?? input.now };
  }
  let taken = 0;
  // Per state, since each place's needs are worked out from what the line holds by then.
  for (const state of ORDER_OF_STATES) {
    const own = fromShelf.filter((take) => take.state === state);
    const { there, why } = takeFromShelf(working, own, state, toBatchId);
    taken += there;
    if (there === unitsOf(own)) continue;
    return why === null || why === "sold_out"
      ? { type: "not_enough_units", requested: unitsOf(fromShelf), there: taken }
      : { type: "not_assignable", why };
  }
  return null;
}

/**
 * What came back was from the new batch, of which the buyer had units: those came back, and the buyer has kept as many of the
 * old one. @returns the takes that this does not answer.
 */
function exchangeReturned({ held, books }: Working, takes: readonly Take[], toBatchId: string): Take[] {
  const rest: Take[] = [];
  for (const take of takes) {
    let { units } = take;
    const partners =
      take.state === "returned" ? held.rows.filter((row) => row.batchId === toBatchId).reverse() : [];
    for (const partner of partners) {
      const swapped = Math.min(units, partner.shipped);
      if (swapped === 0) continue;
      units -= swapped;
      partner.shipped -= swapped;
      split(held, partner, partner, "corrected").returned += swapped;
      move(books, held.line, partner, "shipped", "quarantine", swapped, "corrected");
      if (take.origin === null) held.waitingShipped += swapped;
      else {
        take.origin.returned -= swapped;
        take.origin.shipped += swapped;
        move(books, held.line, take.origin, "quarantine", "shipped", swapped, "corrected");
      }
    }
    if (units > 0) rest.push({ ...take, units });
  }
  return rest;
}

/**
 * Gives units of one state up on the old batch and takes as many from the shelf of the new one.
 * @returns the units that were there, and why the batch may not give more
 */
function takeFromShelf(
  { held, books, input }: Working,
  takes: readonly Take[],
  state: CorrectableState,
  toBatchId: string,
): { there: number; why: SkipReason | null } {
  const requested = unitsOf(takes);
  if (requested === 0) return { there: 0, why: null };
  for (const { origin, units } of takes) giveUp(books, held, origin, state, units);

  const shelf = books.shelves.get(held.line.variantId);
  const items = shelf?.inOrder.filter((item) => item.batchId === toBatchId) ?? [];
  const draws: { locationId: ShopifyId | null; units: number }[] = [];
  let why: SkipReason | null = null;
  for (const part of splitByPlace(held, state === "promised" ? "toShip" : "shipped", requested)) {
    let needed = part.units;
    for (const item of preferPlace(items, part)) {
      const against = state === "promised" ? skipReason(item, neededNow(input, part), input.rules) : null;
      if (against !== null) why = worse(why, against);
      const took = against === null ? Math.min(needed, item.remaining) : 0;
      if (took === 0) continue;
      needed -= took;
      move(
        books,
        held.line,
        item,
        "available",
        state === "promised" ? "promised" : "shipped",
        took,
        "corrected",
      );
      if (state === "returned") {
        move(books, held.line, item, "shipped", "quarantine", took, "corrected");
      }
      draws.push({ locationId: item.locationId, units: took });
    }
  }
  const there = draws.reduce((sum, draw) => sum + draw.units, 0);
  if (there === requested) record(held, takes, state, toBatchId, draws);
  return { there, why };
}

/** The old batch has the units on its shelf, as if they had never been taken. */
function giveUp(
  books: Books,
  held: LineHoldings,
  origin: Holding | null,
  state: CorrectableState,
  units: number,
): void {
  if (origin === null) {
    if (state === "shipped") held.waitingShipped -= units;
    else if (state === "promised") held.waiting -= units;
    return;
  }
  origin[state] -= units;
  if (state === "returned") move(books, held.line, origin, "quarantine", "shipped", units, "corrected");
  const from = state === "promised" ? "promised" : "shipped";
  move(books, held.line, origin, from, "available", units, "corrected");
}

function neededNow({ now, timeZone }: CorrectionInput, { locationId }: NeededUnits): NeededAt {
  return { at: now, day: shopDay(now, timeZone), shipped: false, locationId };
}

/** Units at the place that ships, or shipped, them; then those at no particular place; then the others, in their order. */
function preferPlace<Item extends BatchAt>(items: readonly Item[], { locationId }: NeededUnits): Item[] {
  const rank = (item: Item): number =>
    item.locationId === locationId ? 0 : item.locationId === null ? 1 : 2;
  return [...items].sort((a, b) => rank(a) - rank(b));
}

/** A batch without units somewhere is only the reason when there is no other. */
function worse(why: SkipReason | null, against: SkipReason): SkipReason {
  return why === null || why === "sold_out" ? against : why;
}

/** Puts what was drawn into new rows, each before the draw whose units it replaces; what had no batch comes last. */
function record(
  held: Working["held"],
  takes: readonly Take[],
  state: CorrectableState,
  toBatchId: string,
  draws: { locationId: ShopifyId | null; units: number }[],
): void {
  const queue = draws.map((draw) => ({ ...draw }));
  for (const { origin, units } of takes) {
    let left = units;
    while (left > 0) {
      const draw = queue[0];
      if (draw === undefined) throw new Error("fewer units were drawn than were taken");
      const part = Math.min(left, draw.units);
      const at = { batchId: toBatchId, locationId: draw.locationId };
      const row = ownSplit(held, origin, at) ?? split(held, origin, at, "corrected");
      row[state] += part;
      draw.units -= part;
      left -= part;
      if (draw.units === 0) queue.shift();
    }
  }
}

/** The row that this very correction has made already, for units of another state. */
function ownSplit(held: Working["held"], origin: Holding | null, at: BatchAt): Row | undefined {
  const index = origin === null ? held.rows.length : held.rows.findIndex((row) => row === origin);
  for (let before = index - 1; held.rows[before]?.was === null; before--) {
    const row = held.rows[before];
    if (row?.batchId === at.batchId && row.locationId === at.locationId && row.splitFrom === null) return row;
  }
  return undefined;
}

/** A new row before the one named, or (null) at the end. */
function split(
  held: Working["held"],
  origin: Holding | null,
  { batchId, locationId }: BatchAt,
  confidence: "confirmed" | "corrected",
): Row {
  const row: Row = {
    ...{ seq: 0, was: null, batchId, locationId },
    ...{ promised: 0, shipped: 0, returned: 0, writtenOff: 0 },
    ...{ created: true, changed: true, decision: null, confidence },
    splitFrom: confidence === "confirmed" ? (origin?.seq ?? null) : null,
  };
  const index = origin === null ? held.rows.length : held.rows.findIndex((each) => each === origin);
  held.rows.splice(index, 0, row);
  return row;
}

function unitsOf(takes: readonly Take[]): number {
  return takes.reduce((sum, take) => sum + take.units, 0);
}

function countByState(takes: readonly Take[]): Record<CorrectableState, number> {
  const moved = { promised: 0, shipped: 0, returned: 0 };
  for (const { state, units } of takes) moved[state] += units;
  return moved;
}

function writesOf({ held, books }: Working): {
  rows: CorrectedRow[];
  unassigned: number;
  unassignedShipped: number;
  movements: MovementDraft[];
} {
  const rows = held.rows.map((row, index) => ({
    was: row.was,
    splitFrom: row.splitFrom,
    seq: index + 1,
    batchId: row.batchId,
    locationId: row.locationId,
    promised: row.promised,
    shipped: row.shipped,
    returned: row.returned,
    writtenOff: row.writtenOff,
    confidence: row.confidence,
  }));
  return {
    rows,
    unassigned: held.waiting + held.waitingShipped,
    unassignedShipped: held.waitingShipped,
    movements: books.movements,
  };
}
