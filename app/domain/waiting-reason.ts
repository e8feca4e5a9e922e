import type { AllocationRules } from "./allocation-rules.ts";
import { skipReason, type NeededAt } from "./eligibility.ts";
import type { SkipReason, StockItem } from "./settlement.types.ts";

/** `no_batch`: no batch of the variant has units at all. */
export type WaitingReason = SkipReason | "no_batch" | "awaiting_payment" | "awaiting_fulfilment";

/** What a person can do something about comes first: lift the hold, open the batch, wait for the day. */
const BY_REMEDY: readonly SkipReason[] = [
  "on_hold",
  "draft",
  "curing",
  "made_in_future",
  "elsewhere",
  "closed",
  "short_shelf_life",
  "stop_shipped",
  "expired",
  "made_after_shipping",
  "recalled",
];

/**
 * Why a line's units have no batch (DOMAIN.md case 15), as of now: computed and not stored, for a day changes it.
 * @param stock the batch items of the line's variant that have units available
 * @returns null when a batch could serve the line, so that it is about to be settled
 */
export function waitingReason(
  stock: readonly StockItem[],
  needed: NeededAt,
  rules: AllocationRules,
): WaitingReason | null {
  const found = new Set(stock.map((item) => skipReason(item, needed, rules)));
  if (found.has(null)) return null;
  return BY_REMEDY.find((reason) => found.has(reason)) ?? "no_batch";
}
