import { availableAt, move, type Books } from "./books.ts";
import type { LineHoldings } from "./line-holdings.ts";
import type { Shipment } from "./order-facts.ts";

/**
 * Of the units that ship now, those that had left before a launch took them off the line are the recalled batch's after all
 * (DOMAIN.md section 4, 10 and 13, case 94): its jar was in the parcel. What took their place is given back by whoever
 * balances the promise. Where only some of a line had left, these count as the recalled ones: in doubt the buyer holds them.
 * Units that a person has dealt with on the shelf meanwhile are not there to come back.
 * @param units shipped now
 * @returns how many of them are the recalled batches'
 */
export function shipWhatHadLeft(books: Books, held: LineHoldings, units: number): number {
  const { shipments = [], takenOff = [], target, variantId } = held.line;
  const shippedBefore = target.shipped - units;
  let back = 0;
  for (const { batchId, units: taken, at } of takenOff) {
    let left = Math.min(units - back, taken, unitsLeftBefore(shipments, at) - shippedBefore - back);
    for (const row of held.rows) {
      if (row.batchId !== batchId || left <= 0) continue;
      const there = Math.min(left, availableAt(books, variantId, row));
      if (there <= 0) continue;
      row.shipped += there;
      row.changed = true;
      move(books, held.line, row, "available", "shipped", there, "left_before_recall");
      left -= there;
      back += there;
    }
  }
  return back;
}

function unitsLeftBefore(shipments: readonly Shipment[], instant: Date): number {
  let units = 0;
  for (const shipment of shipments) if (shipment.at < instant) units += shipment.units;
  return units;
}
