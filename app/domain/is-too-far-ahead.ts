const MAX_DAYS_AHEAD = 366;

/** Whether a batch is said to be made so far ahead that it must be a slip: more than a year. */
export function isTooFarAhead(madeAt: Date, now: Date): boolean {
  return madeAt.getTime() > now.getTime() + MAX_DAYS_AHEAD * 86_400_000;
}
