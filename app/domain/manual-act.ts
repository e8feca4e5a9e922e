/** What a person did to units by hand. Its movements carry its id; undoing it is an act of its own. */
export type ActKind =
  | "adjusted"
  | "produced"
  | "counted"
  | "split"
  | "merged"
  | "repaired"
  | "undone"
  // Of assignments: taken back by correcting them again.
  | "confirmed"
  | "corrected";
