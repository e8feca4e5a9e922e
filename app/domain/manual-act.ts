/** What a person did to units by hand. Its movements carry its id; undoing it is an act of its own. */
export type ActKind =
  | "adjusted"
  | "produced"
  | "counted"
  | "split"
  | "merged"
  | "repaired"
  | "transferred"
  | "undone"
  // Of assignments: taken back by correcting them again.
  | "confirmed"
  | "corrected";

const UNDOABLE: ReadonlySet<string> = new Set<ActKind>([
  "adjusted",
  "produced",
  "counted",
  "split",
  "merged",
]);

/** Whether an act of this kind can be taken back. An undo cannot: what it took back is done again instead. */
export function isUndoable(kind: string): boolean {
  return UNDOABLE.has(kind);
}

/** Whether an act moved units from one batch to another. */
export function isTransfer(kind: string): boolean {
  return kind === "split" || kind === "merged";
}
