import type { LineUnits, Shipment } from "./order-facts.ts";

/**
 * What Shopify says about one order line, in words that both of its APIs can be put into. The REST body of a webhook
 * and the answer of the Admin API are mapped to this, and `readUnits` alone does the arithmetic.
 */
export interface LineReading {
  /** Ordered units, removed ones included. */
  quantity: number;
  /** Ordered minus removed minus refunded; null where the source does not say, and then no edit is inferred. */
  currentQuantity: number | null;
  /**
   * Units that no fulfilment has taken yet: `fulfillable_quantity` of a REST line, or the remaining quantities of the
   * line's open fulfilment orders added up. Null where the source does not say.
   */
  unfulfilled: number | null;
  /** Fulfilment orders are exact; `fulfillable_quantity` counts some units twice and hides which ones were removed. */
  unfulfilledIsExact: boolean;
  /** Every fulfilment that holds units of this line and was neither cancelled nor failed. */
  fulfilments: FulfilmentReading[];
  /** Every refund of units of this line. A refund of money alone has none. */
  refunds: RefundReading[];
  orderCancelled: boolean;
  /** Shopify calls the whole line fulfilled. */
  fulfilled: boolean;
}

export interface FulfilmentReading {
  units: number;
  /** `shipped`: status success. `under_way`: pending or open, so still promised. */
  state: "shipped" | "under_way";
  /** A carrier reports on the parcel and has not reported its delivery. */
  inTransit: boolean;
  createdAt: Date;
}

export type RestockType = "cancel" | "return" | "no_restock" | "legacy_restock";

export interface RefundReading {
  units: number;
  restockType: RestockType;
  createdAt: Date;
}

export interface UnitsReading {
  units: LineUnits;
  /** When the first successful fulfilment of this line was made; null while none was. */
  shippedAt: Date | null;
  shipments: Shipment[];
  /** The reading cannot tell whether removed units had shipped: the line's fulfilment orders can. */
  doubt: "ask_shopify" | null;
}

/**
 * How many units of a line are promised, shipped, returned, cancelled or left without restock
 * (DOMAIN.md section 3, "Reading an order body"). Always: promised + shipped + cancelled + left = max(quantity, shipped),
 * and returned ≤ shipped. Where facts leave a doubt whether the buyer has a unit, the buyer has it.
 */
export function readUnits(line: LineReading): UnitsReading {
  const sent = countFulfilments(line.fulfilments);
  const refunded = splitRefunds(line, sent.shipped);

  const edited =
    line.currentQuantity === null ? 0 : Math.max(0, line.quantity - line.currentQuantity - refunded.total);
  const neverSent = Math.max(0, line.quantity - sent.shipped);
  const cancelled = Math.min(neverSent, refunded.cancelled + edited);
  const open = neverSent - cancelled;

  const finished = line.orderCancelled || line.fulfilled;
  const promised = finished
    ? 0
    : Math.min(open, unitsToShip(line, sent.underWay, open, refunded.notRestocked));

  return {
    units: {
      promised,
      shipped: sent.shipped,
      inTransit: Math.min(sent.inTransit, sent.shipped - refunded.returned),
      returned: refunded.returned,
      cancelled,
      leftWithoutRestock: open - promised,
    },
    shippedAt: sent.shipments[0]?.at ?? null,
    shipments: sent.shipments,
    doubt:
      !finished && !line.unfulfilledIsExact && open > 0 && sent.shipped > 0 && refunded.notRestocked > 0
        ? "ask_shopify"
        : null,
  };
}

function unitsToShip(line: LineReading, underWay: number, open: number, notRestocked: number): number {
  return line.unfulfilled === null ? Math.max(0, open - notRestocked) : line.unfulfilled + underWay;
}

function countFulfilments(fulfilments: FulfilmentReading[]): {
  shipped: number;
  underWay: number;
  inTransit: number;
  shipments: Shipment[];
} {
  let shipped = 0;
  let underWay = 0;
  let inTransit = 0;
  const parcels: Shipment[] = [];
  for (const fulfilment of fulfilments) {
    if (fulfilment.state === "under_way") {
      underWay += fulfilment.units;
      continue;
    }
    if (fulfilment.units === 0) continue;
    shipped += fulfilment.units;
    parcels.push({ at: fulfilment.createdAt, units: fulfilment.units });
    if (fulfilment.inTransit) inTransit += fulfilment.units;
  }
  return { shipped, underWay, inTransit, shipments: shipmentsOf(parcels) };
}

/** What left at one instant left together, from however many places: one shipment for each instant, earliest first. */
export function shipmentsOf(parcels: readonly Shipment[]): Shipment[] {
  const unitsAt = new Map<number, number>();
  for (const { at, units } of parcels) unitsAt.set(at.getTime(), (unitsAt.get(at.getTime()) ?? 0) + units);
  return [...unitsAt].sort(([a], [b]) => a - b).map(([at, units]) => ({ at: new Date(at), units }));
}

/**
 * A `return` brings back at most what was shipped; a `legacy_restock`, which does not say whether the goods had left,
 * at most what was shipped before it. What is above that never left, so it was cancelled.
 */
function splitRefunds(
  line: LineReading,
  shipped: number,
): { total: number; returned: number; cancelled: number; notRestocked: number } {
  let total = 0;
  let returned = 0;
  let cancelled = 0;
  let notRestocked = 0;
  const inTurn = [...line.refunds].sort((a, b) => a.createdAt.getTime() - b.createdAt.getTime());
  for (const refund of inTurn) {
    total += refund.units;
    switch (refund.restockType) {
      case "cancel":
        cancelled += refund.units;
        break;
      case "no_restock":
        notRestocked += refund.units;
        break;
      case "return":
      case "legacy_restock": {
        const had =
          refund.restockType === "return" ? shipped : shippedBefore(line.fulfilments, refund.createdAt);
        const back = Math.max(0, Math.min(refund.units, had - returned));
        returned += back;
        cancelled += refund.units - back;
        break;
      }
    }
  }
  return { total, returned, cancelled, notRestocked };
}

function shippedBefore(fulfilments: FulfilmentReading[], instant: Date): number {
  let units = 0;
  for (const fulfilment of fulfilments) {
    if (fulfilment.state === "shipped" && fulfilment.createdAt < instant) units += fulfilment.units;
  }
  return units;
}
