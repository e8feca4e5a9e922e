import { isCuring, isExpired, isStopShipped } from "./eligibility.ts";
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

export type BatchCondition = "sold_out" | "curing" | "expired" | "stop_shipped";

/** What a batch's conditions are computed from. */
interface BatchOnShelf {
  cureOn: string | null;
  expiresOn: string | null;
  /** Units available of each variant, and its product's margin before the expiry date. */
  items: readonly { remaining: number; stopShipDays: number }[];
}

/**
 * What is true of a batch on a day, whatever its state. Computed and never stored: a stored flag goes stale overnight.
 * `stop_shipped`: nothing of it may leave any more though it has not expired, that is, every item that has units left is past
 * the last day that its product's margin allows. While one of several products may still leave, the batch is not; one that is
 * sold out or expired says so instead.
 * @param day the shop's calendar day, `YYYY-MM-DD`
 */
export function batchConditions({ cureOn, expiresOn, items }: BatchOnShelf, day: string): BatchCondition[] {
  const conditions: BatchCondition[] = [];
  const left = items.filter((item) => item.remaining > 0);
  const expired = isExpired(expiresOn, day);
  if (left.length === 0) conditions.push("sold_out");
  if (isCuring(cureOn, day)) conditions.push("curing");
  if (expired) conditions.push("expired");
  else if (left.length > 0 && left.every(({ stopShipDays }) => isStopShipped(expiresOn, day, stopShipDays))) {
    conditions.push("stop_shipped");
  }
  return conditions;
}
