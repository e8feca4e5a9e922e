import type {
  AssignmentState,
  LineState,
  LineTarget,
  PlanInput,
  StockItem,
} from "#app/domain/settlement.types.ts";

export const SOAP = 101n;
export const CANDLE = 202n;

/** Noon UTC of a day of March 2026; `march(31)` is the last, and hours may be added. */
export function march(day: number, hours = 12): Date {
  return new Date(Date.UTC(2026, 2, day, hours));
}

export function aTarget(over: Partial<LineTarget> = {}): LineTarget {
  return { promised: 0, shipped: 0, returned: 0, leftWithoutRestock: 0, ...over };
}

/** An open batch item of soap with 10 units, made on the first of March. */
export function aStockItem(over: Partial<StockItem> & { batchId: string }): StockItem {
  return {
    variantId: SOAP,
    locationId: null,
    code: over.batchId,
    status: "open",
    madeAt: march(1),
    openedAt: march(1),
    cureOn: null,
    expiresOn: null,
    remaining: 10,
    quarantined: 0,
    writtenOff: 0,
    ...over,
  };
}

export function anAssignment(over: Partial<AssignmentState> & { batchId: string }): AssignmentState {
  return {
    ...{ seq: 1, locationId: null, promised: 0, shipped: 0, returned: 0, writtenOff: 0 },
    confidence: "assumed",
    ...over,
  };
}

/** A new line of soap, ordered on the tenth of March, that holds nothing. */
export function aLine(over: Partial<LineState> = {}): LineState {
  return {
    orderId: 1n,
    lineId: 11n,
    variantId: SOAP,
    placedAt: march(10),
    target: aTarget(),
    settled: null,
    shippedAt: null,
    deferred: false,
    places: null,
    assignments: [],
    unassigned: 0,
    unassignedShipped: 0,
    ...over,
  };
}

/** A set to plan on the twentieth of March, in a shop at UTC. */
export function aPlanInput(over: Partial<PlanInput> = {}): PlanInput {
  return {
    ...{ lines: [], stock: [], rules: new Map(), releaseFrom: [] },
    ...{ now: march(20), timeZone: "UTC" },
    ...over,
  };
}
