import { lastDayWith, type AllocationRules, type Strategy } from "./allocation-rules.ts";
import { compareBytes, compareIds } from "./compare.ts";
import type { SkipReason, StockItem } from "./settlement.types.ts";
import type { ShopifyId } from "./shopify-id.ts";

/** When and where units are needed: an instant, and the shop's calendar day at it. */
export interface NeededAt {
  at: Date;
  /** `YYYY-MM-DD`, see `shopDay`. */
  day: string;
  /** The units left the house at that instant, batch unknown; else they are to be shipped from now on. */
  shipped: boolean;
  /** The location that ships them; null: any may. */
  locationId: ShopifyId | null;
}

/** Usable through the end of its expiry date: the one answer to this for lists, allocator, labels, mails and exports. */
export function isExpired(expiresOn: string | null, day: string): boolean {
  return expiresOn !== null && day > expiresOn;
}

/** May not leave any more: its product's margin before the expiry date has begun. */
export function isStopShipped(expiresOn: string | null, day: string, stopShipDays: number): boolean {
  const last = lastDayWith(stopShipDays, expiresOn);
  return last !== null && day > last;
}

/** May not be sold before its cure date (soap cures for weeks). */
export function isCuring(cureOn: string | null, day: string): boolean {
  return cureOn !== null && day < cureOn;
}

/**
 * Why a batch item of the right variant cannot give units (DOMAIN.md section 3, "Eligible"); null when it can.
 * The state of the batch is named before its dates, because that is what a person can change.
 */
export function skipReason(item: StockItem, needed: NeededAt, rules: AllocationRules): SkipReason | null {
  if (item.status !== "open") return item.status;
  if (item.remaining <= 0) return "sold_out";
  if (item.locationId !== null && needed.locationId !== null && item.locationId !== needed.locationId) {
    return "elsewhere";
  }
  if (item.madeAt > needed.at) return needed.shipped ? "made_after_shipping" : "made_in_future";
  if (isCuring(item.cureOn, needed.day)) return "curing";
  if (isExpired(item.expiresOn, needed.day)) return "expired";
  if (isStopShipped(item.expiresOn, needed.day, rules.stopShipDays)) return "stop_shipped";
  // A promise for the future: what has left already had the shelf life it had.
  if (!needed.shipped && isStopShipped(item.expiresOn, needed.day, rules.minShelfLifeDays)) {
    return "short_shelf_life";
  }
  return null;
}

/** The order in which a strategy gives batches out; total, so that running again gives the same answer (case 19). */
export function compareBy(strategy: Strategy): (a: StockItem, b: StockItem) => number {
  return strategy === "fefo" ? compareFefo : compareFifo;
}

/** First expired, first out: by expiry date, undated batches last (case 26), then as first in, first out. */
export function compareFefo(a: StockItem, b: StockItem): number {
  if (a.expiresOn === b.expiresOn) return compareFifo(a, b);
  if (a.expiresOn === null) return 1;
  if (b.expiresOn === null) return -1;
  return a.expiresOn < b.expiresOn ? -1 : 1;
}

/**
 * First in, first out: by when the goods were made, then opened (not yet opened last), then code in byte order, then id,
 * then place (no particular one last).
 */
export function compareFifo(a: StockItem, b: StockItem): number {
  return (
    a.madeAt.getTime() - b.madeAt.getTime() ||
    compareInstants(a.openedAt, b.openedAt) ||
    compareBytes(a.code, b.code) ||
    compareBytes(a.batchId, b.batchId) ||
    comparePlaces(a.locationId, b.locationId)
  );
}

/** Units that are bound to a place go before those that could serve another one too. */
function comparePlaces(a: ShopifyId | null, b: ShopifyId | null): number {
  if (a === null || b === null) return a === b ? 0 : a === null ? 1 : -1;
  return compareIds(a, b);
}

function compareInstants(a: Date | null, b: Date | null): number {
  if (a === null || b === null) return a === b ? 0 : a === null ? 1 : -1;
  return a.getTime() - b.getTime();
}
