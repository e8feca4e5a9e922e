import { compareBytes } from "./compare.ts";
import type { SkipReason, StockItem } from "./settlement.types.ts";

/** When units are needed: an instant, and the shop's calendar day at it. */
export interface NeededAt {
  at: Date;
  /** `YYYY-MM-DD`, see `shopDay`. */
  day: string;
  /** The units left the house at that instant, batch unknown; else they are to be shipped from now on. */
  shipped: boolean;
}

/** Usable through the end of its expiry date: the one answer to this for lists, allocator, labels, mails and exports. */
export function isExpired(expiresOn: string | null, day: string): boolean {
  return expiresOn !== null && day > expiresOn;
}

/** May not be sold before its cure date (soap cures for weeks). */
export function isCuring(cureOn: string | null, day: string): boolean {
  return cureOn !== null && day < cureOn;
}

/**
 * Why a batch item of the right variant cannot give units (DOMAIN.md section 3, "Eligible"); null when it can.
 * The state of the batch is named before its dates, because that is what a person can change.
 */
export function skipReason(item: StockItem, needed: NeededAt): SkipReason | null {
  if (item.status !== "open") return item.status;
  if (item.remaining <= 0) return "sold_out";
  if (item.madeAt > needed.at) return needed.shipped ? "made_after_shipping" : "made_in_future";
  if (isCuring(item.cureOn, needed.day)) return "curing";
  if (isExpired(item.expiresOn, needed.day)) return "expired";
  return null;
}

/**
 * First in, first out: by when the goods were made, then opened (not yet opened last), then code in byte order, then id.
 * A total order, so that running again gives the same answer (case 19).
 */
export function compareFifo(a: StockItem, b: StockItem): number {
  return (
    a.madeAt.getTime() - b.madeAt.getTime() ||
    compareInstants(a.openedAt, b.openedAt) ||
    compareBytes(a.code, b.code) ||
    compareBytes(a.batchId, b.batchId)
  );
}

function compareInstants(a: Date | null, b: Date | null): number {
  if (a === null || b === null) return a === b ? 0 : a === null ? 1 : -1;
  return a.getTime() - b.getTime();
}
