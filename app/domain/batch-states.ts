import { isCuring, isExpired } from "./eligibility.ts";
import type { BatchStatus } from "./settlement.types.ts";

/**
 * Where a person may move a batch from each state (DOMAIN.md section 2; drawn in docs/state-machines.md).
 * `recalled` is entered and left by a recall alone.
 */
export const batchMoves: Readonly<Record<BatchStatus, readonly BatchStatus[]>> = {
  draft: ["open"],
  open: ["on_hold", "closed"],
  on_hold: ["open", "closed"],
  closed: ["open"],
  recalled: [],
};

/** Whether a person may move a batch so. The caller writes it with `from` in the WHERE: the batch may have moved since. */
export function canMove(from: BatchStatus, to: BatchStatus): boolean {
  return batchMoves[from].includes(to);
}

export type BatchCondition = "sold_out" | "curing" | "expired";

/**
 * What is true of a batch on a day, whatever its state. Computed and never stored: a stored flag goes stale overnight.
 * @param batch units available over all its variants, and its dates
 * @param day the shop's calendar day, `YYYY-MM-DD`
 */
export function batchConditions(
  batch: { remaining: number; cureOn: string | null; expiresOn: string | null },
  day: string,
): BatchCondition[] {
  const conditions: BatchCondition[] = [];
  if (batch.remaining === 0) conditions.push("sold_out");
  if (isCuring(batch.cureOn, day)) conditions.push("curing");
  if (isExpired(batch.expiresOn, day)) conditions.push("expired");
  return conditions;
}
