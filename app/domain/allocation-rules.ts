import { addDays } from "./add-days.ts";

/** FIFO: what was made first leaves first. FEFO: what expires first leaves first. */
export type Strategy = "fifo" | "fefo";

/** When an order's units get their batches: as it is placed, as it is paid, or as it is shipped. */
export type AssignAt = "creation" | "payment" | "fulfilment";

/** What the batches of one variant are given out by: the shop's rules with those of its product laid over them. */
export interface AllocationRules {
  strategy: Strategy;
  /** Days before the expiry date on which a batch may leave for the last time. */
  stopShipDays: number;
  /** Days that must be left until the expiry date when units are promised: what buyers were promised, not a danger. */
  minShelfLifeDays: number;
  /** Take a line's units from one batch where one has them all, also when an older one has some. */
  keepWhole: boolean;
  /** What comes back is on the shelf again at once. */
  skipQuarantine: boolean;
  /** Raised with every change of a rule: an assignment names the version that made it. */
  version: number;
}

/** What a shop has that never changed a rule. */
export const DEFAULT_RULES: AllocationRules = {
  strategy: "fifo",
  stopShipDays: 0,
  minShelfLifeDays: 0,
  keepWhole: false,
  skipQuarantine: false,
  version: 1,
};

/** The last day on which so many days are left until the expiry date; null when it has none. Both `YYYY-MM-DD`. */
export function lastDayWith(daysLeft: number, expiresOn: string | null): string | null {
  return expiresOn === null || daysLeft === 0 ? expiresOn : addDays(expiresOn, -daysLeft);
}
