/** docs/state-machines.md draws this table. */
export type RecallStatus = "draft" | "active" | "paused" | "closed" | "revoked";

export type RecallMove = "launch" | "pause" | "resume" | "close" | "revoke";

interface Move {
  from: readonly RecallStatus[];
  to: RecallStatus;
  /** A drill sends nothing, so there is nothing to pause or to take back. */
  forDrill: boolean;
}

/** DOMAIN.md section 4: `draft → active ⇄ paused → closed`; `draft | active | paused → revoked`; a drill: `draft → active → closed`. */
export const recallMoves: Readonly<Record<RecallMove, Move>> = {
  launch: { from: ["draft"], to: "active", forDrill: true },
  pause: { from: ["active"], to: "paused", forDrill: false },
  resume: { from: ["paused"], to: "active", forDrill: false },
  close: { from: ["active", "paused"], to: "closed", forDrill: true },
  revoke: { from: ["draft", "active", "paused"], to: "revoked", forDrill: false },
};

/** A recall in one of these keeps its batches out of assignment; a closed one does so for good. */
export const holdingStatuses: readonly RecallStatus[] = ["active", "paused", "closed"];

export function canMoveRecall(recall: { status: RecallStatus; drill: boolean }, move: RecallMove): boolean {
  const { from, forDrill } = recallMoves[move];
  return from.includes(recall.status) && (forDrill || !recall.drill);
}
