import { isOf } from "./check-sums.ts";
import type {
  BatchState,
  DrawState,
  EngineState,
  LineState,
  MovementState,
  VariantRules,
} from "./engine-state.ts";

const DAY_MS = 86_400_000;

/** When units are needed: from now on, or when they left with their batch unknown. */
interface Needed {
  at: number;
  shipped: boolean;
}

/** Which locations may give a line its units: all, or these beside those that are at no particular one. */
type Reach = "all" | ReadonlySet<number>;

/**
 * Whether what was assigned in a step, and what still waits after it, is what DOMAIN.md section 3 says, by a reckoning of its
 * own: the ledger is played again, so that each draw is judged by the stock of its moment.
 */
export function checkAssigning(
  before: EngineState,
  after: EngineState,
  now: number,
): Record<string, unknown[]> {
  const judge = new Judge(before, after, now);
  return {
    "only batches that may be given out are": judge.ineligible,
    "units are drawn where they ship from": judge.elsewhere,
    "no batch is passed over": judge.passedOver,
    "a line stays whole where one batch has all of it": judge.mixed,
    "nobody is served before those who wait longer": judge.overtaken,
    "nobody waits beside stock": judge.waitingBesideStock(),
  };
}

class Judge {
  readonly ineligible: unknown[] = [];
  readonly elsewhere: unknown[] = [];
  readonly passedOver: unknown[] = [];
  readonly mixed: unknown[] = [];
  readonly overtaken: unknown[] = [];
  readonly #after: EngineState;
  readonly #now: number;
  readonly #batches: Map<string, BatchState>;
  readonly #rules: Map<number, VariantRules>;
  readonly #stock: Stock;

  constructor(before: EngineState, after: EngineState, now: number) {
    this.#after = after;
    this.#now = now;
    this.#batches = new Map(after.batches.map((batch) => [batch.id, batch]));
    this.#rules = new Map(after.variants.map((rules) => [rules.variantId, rules]));
    this.#stock = new Stock(before);
    let draw: MovementState[] = [];
    for (const movement of after.movements) {
      const first = draw[0];
      const goesOn =
        movement.cause === "assigned" &&
        first?.orderId === movement.orderId &&
        first.lineId === movement.lineId &&
        first.to === movement.to;
      if (!goesOn) {
        this.#judge(draw);
        draw = [];
      }
      if (movement.cause === "assigned") draw.push(movement);
      else this.#stock.apply(movement);
    }
    this.#judge(draw);
  }

  /** What one line drew at one go. */
  #judge(draw: readonly MovementState[]): void {
    const [first] = draw;
    if (first === undefined) return;
    const line = this.#after.lines.find(
      ({ orderId, id }) => orderId === first.orderId && id === first.lineId,
    );
    if (line === undefined) throw new Error("a movement is of a line that is not there");
    const isShipped = first.to === "shipped";
    const needed = isShipped ? this.#whenShipped(line) : [{ at: this.#now, shipped: false }];
    const reach = this.#reachOf(line, isShipped ? "shipped" : "toShip");
    const [only, another] = needed;
    if (this.#after.shop.keepWhole && reach !== "several" && only !== undefined && another === undefined) {
      this.#judgeWhole(draw, line, only, reach);
    }
    for (const movement of draw) {
      const why = needed.map((each) => this.#against(movement.batchId, movement.variantId, each));
      if (why.every((each) => each !== null)) this.ineligible.push({ why, movement });
      const { fromLocationId } = movement;
      if (fromLocationId !== null && reach !== "several" && reach !== "all" && !reach.has(fromLocationId)) {
        this.elsewhere.push({ movement, places: line.places });
      }
      if (!this.#after.shop.keepWhole) this.#judgeOrder(movement, needed, reach);
      if (!isShipped) this.#judgeTurn(movement, line);
      this.#stock.apply(movement);
    }
  }

  /** Which of several parcels a unit was in cannot be told: what would have done for all of them may not be passed over. */
  #judgeOrder(movement: MovementState, needed: readonly Needed[], reach: Reach | "several"): void {
    const { batchId, variantId, fromLocationId } = movement;
    // Of several places it is not known which one these units are for, but for those that were taken there.
    const near = reach === "several" ? new Set(fromLocationId === null ? [] : [fromLocationId]) : reach;
    const got = this.#batches.get(batchId);
    for (const other of this.#batches.values()) {
      if (got === undefined || needed.some((each) => this.#against(other.id, variantId, each) !== null))
        continue;
      const isBefore = this.#compare(other, got, variantId) < 0;
      const units = this.#stock.within(other.id, variantId, near);
      if (isBefore && units > 0) this.passedOver.push({ movement, passedOver: other.code, units });
      // Within a batch what is bound to a place goes before what could serve another.
      const placed = this.#stock.atPlaces(other.id, variantId, near);
      if (other.id === batchId && fromLocationId === null && placed > 0) {
        this.passedOver.push({ movement, passedOver: `${other.code} at its place`, units: placed });
      }
    }
  }

  #judgeWhole(draw: readonly MovementState[], line: LineState, needed: Needed, reach: Reach): void {
    const [first] = draw;
    if (first === undefined) return;
    const { variantId } = first;
    const lacking = needed.shipped ? line.unassignedShipped : line.unassigned - line.unassignedShipped;
    const units = draw.reduce((total, part) => total + part.units, lacking);
    const eligible = [...this.#batches.values()]
      .filter(({ id }) => this.#against(id, variantId, needed) === null)
      .sort((a, b) => this.#compare(a, b, variantId));
    const whole = eligible.find(({ id }) => this.#stock.within(id, variantId, reach) >= units);
    if (whole !== undefined && draw.some(({ batchId }) => batchId !== whole.id)) {
      this.mixed.push({ draw, whole: whole.code, units });
    }
    if (whole === undefined) {
      const inTurn = eligible.filter(({ id }) => this.#stock.within(id, variantId, reach) > 0);
      const got = [...new Set(draw.map(({ batchId }) => batchId))];
      const due = inTurn.slice(0, got.length).map(({ id }) => id);
      if (got.join() !== due.join()) this.passedOver.push({ draw, due: inTurn.map(({ code }) => code) });
    }
  }

  #judgeTurn(movement: MovementState, line: LineState): void {
    const { fromLocationId, variantId } = movement;
    for (const other of this.#after.lines) {
      if (other.variantId !== variantId || !waits(other) || this.#compareDemand(other, line) >= 0) continue;
      const reach = this.#reachOf(other, "toShip");
      const serves =
        fromLocationId === null || reach === "all" || (reach !== "several" && reach.has(fromLocationId));
      if (serves) this.overtaken.push({ movement, waits: other });
    }
  }

  waitingBesideStock(): unknown[] {
    return this.#after.lines.flatMap((line) => [
      ...(waits(line) ? this.#besides(line, { at: this.#now, shipped: false }) : []),
      ...(line.unassignedShipped > 0 ? this.#besides(line, ...this.#whenShipped(line)) : []),
    ]);
  }

  #besides(line: LineState, ...needed: Needed[]): unknown[] {
    const { variantId } = line;
    const shipped = needed.some((each) => each.shipped);
    const reach = this.#reachOf(line, shipped ? "shipped" : "toShip");
    return [...this.#batches.values()].flatMap((batch) => {
      const inTime = needed.length === 1 ? needed : needed.filter(({ at }) => at >= batch.madeAt);
      if (inTime.length === 0) return [];
      if (inTime.some((each) => this.#against(batch.id, variantId, each) !== null)) return [];
      if (needed.length > 1 && this.#roomFor(line, batch.madeAt) <= 0) return [];
      const near = reach === "several" ? this.#surelyNeededFrom(line, shipped) : reach;
      const units = this.#stock.within(batch.id, variantId, near);
      return units > 0 ? [{ line, batch: batch.code, units, needed }] : [];
    });
  }

  #whenShipped({ shippedAt, shipments }: LineState): Needed[] {
    if (shipments === null) return [{ at: shippedAt ?? this.#now, shipped: true }];
    return shipments.map(({ at }) => ({ at: Date.parse(at), shipped: true }));
  }

  /** How many more units of a line can be of a batch made then: what left since then beyond what must have left since then. */
  #roomFor(line: LineState, madeAt: number): number {
    const known = this.#after.draws
      .filter(({ orderId, lineId }) => orderId === line.orderId && lineId === line.id)
      .map((draw) => ({
        madeAt: this.#batches.get(draw.batchId)?.madeAt ?? 0,
        units: draw.shipped + draw.returned,
      }));
    const since = [madeAt, ...known.map((draw) => draw.madeAt)].filter((instant) => instant <= madeAt);
    const rooms = since.map((instant) => {
      const left = (line.shipments ?? []).filter(({ at }) => Date.parse(at) >= instant);
      const later = known.filter((draw) => draw.madeAt >= instant);
      return sumOfUnits(left) - sumOfUnits(later);
    });
    return Math.min(...rooms);
  }

  /** Of several places those that must have been meant: the others together lack fewer units than the line does. */
  #surelyNeededFrom(line: LineState, shipped: boolean): Set<number> {
    const places = line.places?.[shipped ? "shipped" : "toShip"] ?? [];
    const own = this.#after.draws.filter(
      ({ orderId, lineId }) => orderId === line.orderId && lineId === line.id,
    );
    const lackingAt = (locationId: string, units: number): number =>
      Math.max(0, units - unitsFrom(own, Number(locationId), shipped));
    const lacking = shipped ? line.unassignedShipped : line.unassigned - line.unassignedShipped;
    const near = new Set<number>();
    for (const { locationId } of places) {
      const others = places.filter((place) => place.locationId !== locationId);
      const elsewhere = others.reduce((total, place) => total + lackingAt(place.locationId, place.units), 0);
      if (lacking > elsewhere) near.add(Number(locationId));
    }
    return near;
  }

  /** `several`: which of them a unit is for cannot be told from outside. */
  #reachOf(line: LineState, kind: "toShip" | "shipped"): Reach | "several" {
    const [first, second] = line.places?.[kind] ?? [];
    if (first === undefined || !this.#after.shop.tracksLocations) return "all";
    const units = kind === "toShip" ? line.promised : line.shipped;
    return second === undefined && first.units >= units ? new Set([Number(first.locationId)]) : "several";
  }

  /** Why a batch may not give units; null: it may. */
  #against(batchId: string, variantId: number, { at, shipped }: Needed): string | null {
    const batch = this.#batches.get(batchId);
    const rules = this.#rules.get(variantId);
    if (batch === undefined || rules === undefined) return "is not there";
    if (!this.#after.items.some((item) => isOf(item, { batchId, variantId }))) return "has no such variant";
    if (batch.status !== "open") return batch.status;
    if (batch.madeAt > at) return "made later";
    const day = dayOf(at);
    if (batch.cureOn !== null && day < batch.cureOn) return "curing";
    const daysLeft = shipped ? rules.stopShipDays : Math.max(rules.stopShipDays, rules.minShelfLifeDays);
    if (batch.expiresOn !== null && dayOf(at + daysLeft * DAY_MS) > batch.expiresOn) return "too old";
    return null;
  }

  #compare(a: BatchState, b: BatchState, variantId: number): number {
    const expiry = (batch: BatchState): string => batch.expiresOn ?? "9999";
    const isFefo = this.#rules.get(variantId)?.strategy === "fefo";
    if (isFefo && expiry(a) !== expiry(b)) return expiry(a) < expiry(b) ? -1 : 1;
    const key = (batch: BatchState): string =>
      [pad(batch.madeAt), pad(batch.openedAt ?? Infinity), batch.code, batch.id].join(" ");
    return key(a) === key(b) ? 0 : key(a) < key(b) ? -1 : 1;
  }

  #compareDemand(a: LineState, b: LineState): number {
    const placedAt = (line: LineState): number =>
      this.#after.orders.find(({ id }) => id === line.orderId)?.placedAt ?? 0;
    return placedAt(a) - placedAt(b) || a.orderId - b.orderId || a.id - b.id;
  }
}

/** Available units by place, as they are moved. */
class Stock {
  readonly #units = new Map<string, number>();

  constructor({ items, shelves }: EngineState) {
    for (const { batchId, variantId, remaining } of items) this.#add(batchId, variantId, null, remaining);
    for (const { batchId, variantId, locationId, remaining } of shelves) {
      this.#add(batchId, variantId, null, -remaining);
      this.#add(batchId, variantId, locationId, remaining);
    }
  }

  apply({ batchId, variantId, from, fromLocationId, to, toLocationId, units }: MovementState): void {
    if (from === "available") this.#add(batchId, variantId, fromLocationId, -units);
    if (to === "available") this.#add(batchId, variantId, toLocationId, units);
  }

  /** What a batch has for somebody who can take it from there. */
  within(batchId: string, variantId: number, reach: Reach): number {
    return (this.#units.get(`${batchId}/${variantId}/`) ?? 0) + this.atPlaces(batchId, variantId, reach);
  }

  atPlaces(batchId: string, variantId: number, reach: Reach): number {
    const prefix = `${batchId}/${variantId}/`;
    let total = 0;
    for (const [key, units] of this.#units) {
      const place = key.startsWith(prefix) ? key.slice(prefix.length) : "";
      if (place !== "" && (reach === "all" || reach.has(Number(place)))) total += units;
    }
    return total;
  }

  #add(batchId: string, variantId: number, locationId: number | null, units: number): void {
    const key = `${batchId}/${variantId}/${locationId ?? ""}`;
    this.#units.set(key, (this.#units.get(key) ?? 0) + units);
  }
}

function sumOfUnits(parts: readonly { units: number }[]): number {
  return parts.reduce((total, { units }) => total + units, 0);
}

function waits(line: LineState): boolean {
  return line.tracked && !line.deferred && line.unassigned > line.unassignedShipped;
}

function unitsFrom(draws: readonly DrawState[], locationId: number, shipped: boolean): number {
  return draws
    .filter((draw) => draw.locationId === locationId)
    .reduce((units, draw) => units + (shipped ? draw.shipped + draw.returned : draw.promised), 0);
}

function dayOf(at: number): string {
  return new Date(at).toISOString().slice(0, 10);
}

function pad(instant: number): string {
  return instant === Infinity ? "~" : String(instant).padStart(15, "0");
}
