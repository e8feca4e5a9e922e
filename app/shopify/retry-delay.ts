const FIRST_DELAY_MS = 300;
const LONGEST_DELAY_MS = 10_000;

/** How long to wait after the n-th failure in a row: doubling, and spread so that callers do not come back together. */
export function retryDelayMs(failures: number, random: () => number = Math.random): number {
  const full = Math.min(LONGEST_DELAY_MS, FIRST_DELAY_MS * 2 ** (failures - 1));
  return Math.round(full * (0.5 + random() / 2));
}
