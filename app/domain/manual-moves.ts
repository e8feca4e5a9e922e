import type { Bucket, MovementCause } from "./settlement.types.ts";

/** What a person does to the units of a batch by hand. */
export type ManualMove = Extract<
  MovementCause,
  "count_up" | "count_down" | "breakage" | "sample" | "tester" | "gift" | "restock" | "discard"
>;

/**
 * Where the units of a manual move come from and go to. A count that finds more units brings them in from outside; one
 * that misses some writes them off, so that what was produced stays what was produced.
 */
export const MANUAL_MOVES: Readonly<Record<ManualMove, { from: Bucket; to: Bucket }>> = {
  count_up: { from: "outside", to: "available" },
  count_down: { from: "available", to: "written_off" },
  breakage: { from: "available", to: "written_off" },
  sample: { from: "available", to: "written_off" },
  tester: { from: "available", to: "written_off" },
  gift: { from: "available", to: "written_off" },
  restock: { from: "quarantine", to: "available" },
  discard: { from: "quarantine", to: "written_off" },
};
