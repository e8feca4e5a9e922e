import type { AssignAt } from "#app/domain/allocation-rules.ts";
import { drawsOfLine } from "./check-sums.ts";
import type { DrawState, EngineState, LineState } from "./engine-state.ts";

/** A line about which a person said which batch its units are from, and the batches that were named. */
export interface Corrected {
  orderId: number;
  lineId: number;
  /** Null: units without a batch. */
  batchIds: readonly (string | null)[];
  units: number;
}

const COLUMNS = ["promised", "shipped", "returned", "writtenOff"] as const;

/**
 * Whether everything stayed that had no reason to move: what is promised is kept while Shopify says the same of its line, and
 * what has left stays with its batch for good.
 * @param corrected what a person said in this step: what is meant by it may move
 */
export function checkStaying(
  before: EngineState,
  after: EngineState,
  corrected: Corrected | null,
): Record<string, unknown[]> {
  const lost: unknown[] = [];
  const unvouched: unknown[] = [];
  const moved: unknown[] = [];
  const recalled = new Set(after.batches.flatMap(({ id, status }) => (status === "recalled" ? [id] : [])));
  const linesAfter = new Map(after.lines.map((line) => [keyOf(line), line]));
  for (const line of before.lines) {
    const now = linesAfter.get(keyOf(line));
    if (now === undefined) throw new Error("a line is gone");
    const isCorrected = corrected?.orderId === line.orderId && corrected.lineId === line.id;
    const [had, has] = [drawsOfLine(before, line), drawsOfLine(after, now)];
    const hasSameUnits = unitsOfFacts(line) === unitsOfFacts(now);
    const isSame = factsOf(line) === factsOf(now);
    const hasLeft = now.shipped >= line.shipped && now.returned >= line.returned;
    for (const batchId of new Set(had.map((draw) => draw.batchId))) {
      if (isCorrected && corrected.batchIds.includes(batchId)) continue;
      const find = { line: now, batchId, had, has };
      const fell = (units: (draw: DrawState) => number): boolean =>
        unitsOf(has, batchId, units) < unitsOf(had, batchId, units);
      if (isSame && !recalled.has(batchId)) {
        if (COLUMNS.some((column) => fell((draw) => draw[column]))) lost.push(find);
      }
      // Not even when they are to ship from elsewhere.
      if (hasSameUnits && !recalled.has(batchId)) {
        if (fell((draw) => (draw.confidence === "assumed" ? 0 : all(draw)))) unvouched.push(find);
      }
      if (hasLeft && fell((draw) => draw.shipped + draw.returned)) moved.push(find);
    }
  }
  return {
    "a line keeps what it has while Shopify says the same of it": lost,
    "what a person has vouched for does not move by itself": unvouched,
    "shipped units stay with their batch": moved,
  };
}

function unitsOf(draws: readonly DrawState[], batchId: string, units: (draw: DrawState) => number): number {
  return draws.reduce((total, draw) => (draw.batchId === batchId ? total + units(draw) : total), 0);
}

function all(draw: DrawState): number {
  return draw.promised + draw.shipped + draw.returned + draw.writtenOff;
}

function unitsOfFacts({ promised, shipped, returned, left }: LineState): string {
  return JSON.stringify([promised, shipped, returned, left]);
}

/** What Shopify says of a line, as far as its units follow it. */
export function factsOf(line: LineState): string {
  return `${unitsOfFacts(line)} ${JSON.stringify(line.places)}`;
}

export function keyOf({ orderId, id }: LineState): string {
  return `${orderId}/${id}`;
}

/** What one unit of a set is made of. */
export type Components = readonly { variantId: number; units: number }[];

/**
 * What was settled for good when the app first saw an order or a line: changes of rules and sets touch the future only
 * (DOMAIN.md cases 33, 37, 46).
 */
export class FirstSight {
  readonly #assignAt = new Map<number, AssignAt>();
  readonly #lines = new Map<string, { tracked: boolean; components: string }>();

  /** @param sets what variants are made of now; none that is no set */
  check(after: EngineState, sets: ReadonlyMap<number, Components>): Record<string, unknown[]> {
    for (const { id, settled } of after.orders) {
      if (settled && !this.#assignAt.has(id)) this.#assignAt.set(id, after.shop.assignAt);
    }
    const paid = new Map(after.orders.map((order) => [order.id, order.paid]));
    const isTracked = new Map(after.variants.map(({ variantId, tracked }) => [variantId, tracked]));
    const broken: unknown[] = [];
    const wronglyDeferred: unknown[] = [];
    for (const line of after.lines) {
      const assignAt = this.#assignAt.get(line.orderId);
      const deferred =
        assignAt === "fulfilment" || (assignAt === "payment" && paid.get(line.orderId) === false);
      if (line.deferred !== deferred) wronglyDeferred.push({ line, assignAt });
      const components = sets.get(line.variantId) ?? [];
      const isSet = line.setLineId === null && components.length > 0;
      const seen = this.#lines.get(keyOf(line)) ?? {
        tracked: !isSet && (isTracked.get(line.variantId) ?? true),
        components: line.setLineId === null ? textOf(components) : "",
      };
      this.#lines.set(keyOf(line), seen);
      const has = after.lines
        .filter(({ orderId, setLineId }) => orderId === line.orderId && setLineId === line.id)
        .map(({ variantId, setUnits }) => ({ variantId, units: setUnits ?? 0 }));
      if (line.tracked !== seen.tracked || textOf(has) !== seen.components) broken.push({ line, has, seen });
    }
    return {
      "a line is tracked, or made up, as it was when it was first seen": broken,
      "an order gets its batches when the rules said so that it came under": wronglyDeferred,
    };
  }
}

function textOf(components: Components): string {
  return components
    .map(({ variantId, units }) => `${units} of ${variantId}`)
    .sort()
    .join(", ");
}
