/**
 * How sure it must be that somebody has units of the batches. Each ring includes the one before (DOMAIN.md section 4, 13).
 * `certain`: confirmed or corrected by a person. `probable`: also what FIFO assumed. `possible`: also units that may have
 * been swapped at the packing table.
 */
export type RecallRing = "certain" | "probable" | "possible";

export interface RecallCounts {
  units: number;
  orders: number;
  /** Addresses; where there is none, customers, else orders. */
  buyers: number;
}

/**
 * The groups share no unit. `withGoods` and `inTransit` together are the affected; `noContact` is the part of the affected
 * that has no e-mail address.
 */
export interface RecallScopeGroups {
  withGoods: RecallCounts;
  inTransit: RecallCounts;
  notShipped: RecallCounts;
  returned: RecallCounts;
  onShelf: RecallCounts;
  noContact: RecallCounts;
}

export interface RecallScope {
  groups: RecallScopeGroups;
  affected: RecallCounts;
}

/** What counts as "near the change-over" between a batch and its neighbours: whichever of the two is wider. */
export const CHANGE_OVER_UNITS = 10;
export const CHANGE_OVER_HOURS = 24;
