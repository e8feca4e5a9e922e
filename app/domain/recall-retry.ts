const FIRST_DELAY_MS = 2_000;
const LONGEST_DELAY_MS = 60 * 60 * 1_000;
const LONGEST_OUTAGE_DELAY_MS = 5 * 60 * 1_000;

/** With the doubling delays below, the last try of a refused notice is about a day after the first. */
export const MAX_NOTICE_TRIES = 36;

/** How often a notice may be handed over without an answer: a second copy beats none, a third helps nobody (DOMAIN.md section 4, 6). */
export const MAX_UNCERTAIN = 2;

/** When a notice that the server refused for now is tried again: after 2 s, 4 s, 8 s … an hour; null when it has been tried enough. */
export function retryRefused(tries: number, now: Date): Date | null {
  return tries >= MAX_NOTICE_TRIES ? null : later(tries, LONGEST_DELAY_MS, now);
}

/** When a notice is tried again that found no server. Never given up: an outage is not the buyer's fault. */
export function retryUnavailable(tries: number, now: Date): Date {
  return later(tries, LONGEST_OUTAGE_DELAY_MS, now);
}

function later(tries: number, longestMs: number, now: Date): Date {
  const doubled = FIRST_DELAY_MS * 2 ** Math.min(Math.max(tries, 1) - 1, 30);
  return new Date(now.getTime() + Math.min(doubled, longestMs));
}
