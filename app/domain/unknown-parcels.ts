import { itemOf, type Books } from "./books.ts";
import type { LineHoldings } from "./line-holdings.ts";
import type { Shipment } from "./order-facts.ts";
import type { LineState } from "./settlement.types.ts";

/** When the last of a line's shipped units left; null: none did, or it is not known. */
export function lastShippedAt({ shipments, shippedAt }: LineState): Date | null {
  return shipments?.at(-1)?.at ?? shippedAt;
}

/**
 * When the units of a line left whose batch is unknown, earliest first: only a batch that was made by then may fill them.
 * Each unit that has a batch is taken to have left in the first parcel after the batch was made: what leaves open which units
 * were without one leaves open that they left last, and the buyer may hold what was made until then.
 */
export function unknownParcels(books: Books, held: LineHoldings, now: Date): Shipment[] {
  const { line, rows, waitingShipped } = held;
  if (line.shipments === undefined || line.shipments.length < 2) {
    return [{ at: line.shippedAt ?? now, units: waitingShipped }];
  }
  const parcels = line.shipments.map((parcel) => ({ ...parcel }));
  const known = rows
    .map((row) => ({
      madeAt: itemOf(books, line.variantId, row.batchId)?.madeAt.getTime() ?? 0,
      units: row.shipped + row.returned,
    }))
    .sort((a, b) => a.madeAt - b.madeAt);
  for (const { madeAt, units } of known) {
    const left = takeFrom(parcels, units, ({ at }) => at.getTime() >= madeAt);
    // A person may have said what dates do not allow.
    takeFrom(parcels, left, () => true);
  }
  const unknown: Shipment[] = [];
  let left = waitingShipped;
  for (const parcel of parcels.reverse()) {
    const units = Math.min(left, parcel.units);
    if (units > 0) unknown.unshift({ at: parcel.at, units });
    left -= units;
  }
  if (left > 0) unknown.unshift({ at: line.shippedAt ?? now, units: left });
  return unknown;
}

/** @returns the units that were not there */
function takeFrom(parcels: Shipment[], units: number, from: (parcel: Shipment) => boolean): number {
  let left = units;
  for (const parcel of parcels) {
    if (left === 0 || !from(parcel)) continue;
    const part = Math.min(left, parcel.units);
    parcel.units -= part;
    left -= part;
  }
  return left;
}
