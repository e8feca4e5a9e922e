const FIRST_MS = 5_000;
const LONGEST_MS = 3_600_000;

/** How long to wait before the next try, in milliseconds: 5 s, doubled with every failure, at most an hour. */
export function retryDelayMs(failures: number): number {
  return Math.min(LONGEST_MS, FIRST_MS * 2 ** Math.max(0, failures - 1));
}
