/** `replay`: past orders, at a merchant's wish. `nightly`: the check of all open orders. */
export type ImportKind = "replay" | "nightly";

/**
 * `asking`: Shopify writes the orders into a file, and the app stages it. `reading`: the staged orders are applied in the
 * order of purchase. The last three are ends.
 */
export type ImportState = "asking" | "reading" | "paused" | "done" | "failed" | "cancelled";

/** States in which an import is on its way; a shop has at most one of a kind. */
export const runningStates = ["asking", "reading", "paused"] as const satisfies readonly ImportState[];

/** Units of the orders whose state was new to the app, as they were left when their set was applied. */
export interface ImportedUnits {
  /** With a batch. */
  assigned: number;
  /** Still to ship and without a batch. */
  waiting: number;
  /** Shipped, batch unknown. */
  shippedUnknown: number;
}
