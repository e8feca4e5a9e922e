import { bucketDeltas } from "#app/domain/bucket-deltas.ts";
import { DEFAULT_RULES, type AllocationRules } from "#app/domain/allocation-rules.ts";
import { planCorrection, type CorrectionInput, type CorrectionPlan } from "#app/domain/plan-correction.ts";
import { planSettlement } from "#app/domain/plan-settlement.ts";
import { shelfDeltas } from "#app/domain/shelf-deltas.ts";
import { recount } from "#app/domain/recount.ts";
import type {
  LineState,
  LineTarget,
  MovementDraft,
  SettlementPlan,
  StockItem,
} from "#app/domain/settlement.types.ts";

interface Item extends StockItem {
  produced: number;
  promised: number;
  shipped: number;
  quarantined: number;
  writtenOff: number;
  returned: number;
}

/** What the database is to the engine, in memory and with its constraints: stock, lines, ledger. */
export class SettlementWorld {
  readonly items: Item[] = [];
  /** Of the items' available units, those that are at a location. */
  readonly shelves: { batchId: string; variantId: bigint; locationId: bigint; remaining: number }[] = [];
  readonly lines: LineState[] = [];
  readonly ledger: MovementDraft[] = [];
  readonly rules = new Map<bigint, AllocationRules>();
  now: Date;
  timeZone: string;

  constructor(now: Date, timeZone = "UTC") {
    this.now = now;
    this.timeZone = timeZone;
  }

  produce(item: StockItem): void {
    this.items.push({
      ...item,
      remaining: 0,
      produced: 0,
      promised: 0,
      shipped: 0,
      quarantined: 0,
      writtenOff: 0,
      returned: 0,
    });
    if (item.remaining > 0) this.post(item, "outside", "available", item.remaining, "produced");
  }

  /** A person's movement of stock. */
  post(
    item: { batchId: string; variantId: bigint },
    from: MovementDraft["from"],
    to: MovementDraft["to"],
    units: number,
    cause: MovementDraft["cause"],
  ): void {
    const { batchId, variantId } = item;
    this.#record([{ batchId, variantId, from, to, units, cause, orderId: null, lineId: null }]);
  }

  /** Puts available units of a batch at a location. */
  place(batchId: string, locationId: bigint, units: number): void {
    const { variantId } = this.item(batchId);
    const movement = {
      batchId,
      variantId,
      units,
      cause: "transferred",
      orderId: null,
      lineId: null,
    } as const;
    this.#record([{ ...movement, from: "available", to: "available", toLocationId: locationId }]);
  }

  /** Available units of a batch at a location; null: at no particular one. */
  at(batchId: string, locationId: bigint | null): number {
    const own = this.shelves.filter((shelf) => shelf.batchId === batchId);
    const placed = own.filter((shelf) => locationId === null || shelf.locationId === locationId);
    const units = placed.reduce((sum, shelf) => sum + shelf.remaining, 0);
    return locationId === null ? this.item(batchId).remaining - units : units;
  }

  item(batchId: string): Item {
    const item = this.items.find((candidate) => candidate.batchId === batchId);
    if (item === undefined) throw new Error(`no batch ${batchId}`);
    return item;
  }

  /** New facts of a line; a line that is unknown is added first. */
  state(line: LineState, target: LineTarget): void {
    if (!this.lines.includes(line)) this.lines.push(line);
    line.target = target;
  }

  settle(releaseFrom: string[] = []): SettlementPlan {
    const plan = planSettlement({
      lines: structuredClone(this.lines),
      stock: this.#stock(),
      rules: this.rules,
      releaseFrom,
      now: this.now,
      timeZone: this.timeZone,
    });
    this.#record(plan.movements);
    for (const { orderId, lineId, variantId, created, decision, ...row } of plan.assignments) {
      const line = this.#line(orderId, lineId);
      const at = line.assignments.findIndex((existing) => existing.seq === row.seq);
      if (created !== (at === -1))
        throw new Error(`seq ${row.seq} of line ${lineId} is ${created ? "taken" : "unknown"}`);
      if (created && decision === null) throw new Error("a new assignment says why it was made");
      if (line.variantId !== variantId) throw new Error("an assignment is of its line's variant");
      if (created) line.assignments.push(row);
      else line.assignments[at] = row;
    }
    for (const { orderId, lineId, unassigned, unassignedShipped } of plan.lines) {
      Object.assign(this.#line(orderId, lineId), { unassigned, unassignedShipped });
    }
    for (const line of this.lines) {
      const { returned, leftWithoutRestock } = line.target;
      line.settled = { returned, leftWithoutRestock, shippedFrom: line.places?.shipped ?? null };
    }
    return plan;
  }

  /** What a person says about a line's units; what is free afterwards is not settled yet. */
  correct(
    line: LineState,
    said: Pick<CorrectionInput, "fromBatchId" | "toBatchId" | "units" | "state">,
  ): CorrectionPlan {
    const plan = planCorrection({
      ...said,
      line: structuredClone(line),
      stock: structuredClone(
        this.items.filter(
          ({ batchId, variantId }) =>
            variantId === line.variantId && (batchId === said.fromBatchId || batchId === said.toBatchId),
        ),
      ),
      rules: this.rules.get(line.variantId) ?? DEFAULT_RULES,
      now: this.now,
      timeZone: this.timeZone,
    });
    if (!plan.ok) return plan;
    this.#record(plan.movements);
    line.assignments = plan.rows.map(({ was: _was, splitFrom: _splitFrom, ...row }) => row);
    Object.assign(line, { unassigned: plan.unassigned, unassignedShipped: plan.unassignedShipped });
    return plan;
  }

  /** Throws unless all sums agree: the mass balance, the ledger, the lines' holdings and Shopify's facts. */
  check(): void {
    for (const item of this.items) this.#checkItem(item);
    for (const line of this.lines) this.#checkLine(line);
  }

  /** As the database gives it: what is at no particular place, and what is at each location. */
  #stock(): StockItem[] {
    return this.items.flatMap((item) => {
      const own = this.shelves.filter(
        (shelf) => shelf.batchId === item.batchId && shelf.variantId === item.variantId,
      );
      const placed = own.reduce((sum, shelf) => sum + shelf.remaining, 0);
      const { quarantined: _quarantined, writtenOff: _writtenOff, ...bare } = structuredClone(item);
      return [
        { ...structuredClone(item), remaining: item.remaining - placed },
        ...own.map(({ locationId, remaining }) => ({ ...bare, locationId, remaining })),
      ];
    });
  }

  #checkItem(item: Item): void {
    const own = (entry: { batchId: string; variantId: bigint }): boolean =>
      entry.batchId === item.batchId && entry.variantId === item.variantId;
    const counted = recount(this.ledger.filter(own));
    for (const bucket of Object.keys(counted) as (keyof typeof counted)[]) {
      if (counted[bucket] < 0) throw new Error(`${item.batchId}: ${bucket} is ${counted[bucket]}`);
      equal(counted[bucket], item[bucket], `${item.batchId}: ${bucket} by the ledger`);
    }
    const placed = this.shelves.filter((shelf) => shelf.batchId === item.batchId);
    const atLocations = placed.reduce((sum, shelf) => sum + shelf.remaining, 0);
    if (atLocations > item.remaining)
      throw new Error(`${item.batchId}: ${atLocations} at locations of ${item.remaining}`);
    let promised = 0;
    let shipped = 0;
    for (const line of this.lines) {
      for (const row of line.assignments) {
        if (row.batchId !== item.batchId || line.variantId !== item.variantId) continue;
        promised += row.promised;
        shipped += row.shipped;
      }
    }
    equal(promised, item.promised, `${item.batchId}: promised to lines`);
    equal(shipped, item.shipped, `${item.batchId}: shipped to buyers`);
  }

  #checkLine({ lineId, target, assignments, unassigned, unassignedShipped }: LineState): void {
    let promised = unassigned - unassignedShipped;
    let withBuyer = unassignedShipped;
    let returned = 0;
    let writtenOff = 0;
    for (const row of assignments) {
      if (Math.min(row.promised, row.shipped, row.returned, row.writtenOff) < 0)
        throw new Error("negative column");
      promised += row.promised;
      withBuyer += row.shipped;
      returned += row.returned;
      writtenOff += row.writtenOff;
    }
    equal(promised, target.promised, `line ${lineId}: promised and waiting`);
    equal(withBuyer, target.shipped - target.returned, `line ${lineId}: with the buyer`);
    if (returned > target.returned)
      throw new Error(`line ${lineId}: ${returned} returned of ${target.returned}`);
    if (writtenOff > target.leftWithoutRestock) throw new Error(`line ${lineId}: too many written off`);
  }

  #line(orderId: bigint, lineId: bigint): LineState {
    const line = this.lines.find((candidate) => candidate.orderId === orderId && candidate.lineId === lineId);
    if (line === undefined) throw new Error(`no line ${lineId}`);
    return line;
  }

  #record(movements: MovementDraft[]): void {
    for (const movement of movements) {
      const { from, to, fromLocationId = null, toLocationId = null } = movement;
      const isMove = from !== to || (from === "available" && fromLocationId !== toLocationId);
      if (movement.units <= 0 || !isMove) throw new Error("a movement moves units");
    }
    this.ledger.push(...movements);
    for (const { remaining, ...at } of shelfDeltas(movements)) {
      let shelf = this.shelves.find(
        ({ batchId, variantId, locationId }) =>
          batchId === at.batchId && variantId === at.variantId && locationId === at.locationId,
      );
      if (shelf === undefined) this.shelves.push((shelf = { ...at, remaining: 0 }));
      shelf.remaining += remaining;
      if (shelf.remaining < 0) throw new Error(`${at.batchId}: ${shelf.remaining} at ${at.locationId}`);
    }
    for (const delta of bucketDeltas(movements)) {
      const item = this.items.find(
        (candidate) => candidate.batchId === delta.batchId && candidate.variantId === delta.variantId,
      );
      if (item === undefined) throw new Error(`no item ${delta.batchId}`);
      for (const bucket of [
        "produced",
        "remaining",
        "promised",
        "shipped",
        "quarantined",
        "writtenOff",
        "returned",
      ] as const) {
        item[bucket] += delta[bucket];
        if (item[bucket] < 0) throw new Error(`${item.batchId}: ${bucket} falls to ${item[bucket]}`);
      }
    }
  }
}

function equal(actual: number, expected: number, what: string): void {
  if (actual !== expected) throw new Error(`${what}: ${actual}, not ${expected}`);
}
