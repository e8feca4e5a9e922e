import { move, type Books } from "./books.ts";
import type { AssignmentState, Bucket, Decision, LineState, MovementCause } from "./settlement.types.ts";

/** An assignment as the plan changes it. */
export interface Holding extends AssignmentState {
  created: boolean;
  changed: boolean;
  decision: Decision | null;
}

/** What a line holds, as the plan changes it. */
export interface LineHoldings {
  line: LineState;
  /** By seq. */
  rows: Holding[];
  /** Units without a batch that are still to ship. */
  waiting: number;
  /** Units without a batch that the buyer has. */
  waitingShipped: number;
}

export type Column = "promised" | "shipped" | "returned" | "writtenOff";

const BUCKET_OF: Record<Column, Bucket> = {
  promised: "promised",
  shipped: "shipped",
  returned: "quarantine",
  writtenOff: "written_off",
};

export function holdingsOf(line: LineState): LineHoldings {
  return {
    line,
    rows: line.assignments.map((row) => ({ ...row, created: false, changed: false, decision: null })),
    waiting: line.unassigned - line.unassignedShipped,
    waitingShipped: line.unassignedShipped,
  };
}

export function sumOf(held: LineHoldings, column: Column): number {
  let units = 0;
  for (const row of held.rows) units += row[column];
  return units;
}

/**
 * Moves up to so many of a line's units from one column of their assignments to another, or back to the shelf,
 * going through the assignments, or some of them only, from the oldest or from the newest.
 * @returns the units moved.
 */
export function shift(
  books: Books,
  held: LineHoldings,
  units: number,
  from: Column,
  to: Column | "shelf",
  order: "oldest_first" | "newest_first",
  cause: MovementCause,
  only: (row: Holding) => boolean = () => true,
): number {
  let left = units;
  for (let step = 0; step < held.rows.length && left > 0; step++) {
    const row = held.rows[order === "oldest_first" ? step : held.rows.length - 1 - step];
    if (row === undefined || row[from] === 0 || !only(row)) continue;
    const moved = Math.min(left, row[from]);
    row[from] -= moved;
    if (to !== "shelf") row[to] += moved;
    row.changed = true;
    move(books, held.line, row, BUCKET_OF[from], to === "shelf" ? "available" : BUCKET_OF[to], moved, cause);
    left -= moved;
  }
  return units - left;
}
