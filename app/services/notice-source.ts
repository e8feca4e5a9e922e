export interface NoticeSource<Notice> {
  /** The next one; null when none is due. */
  take(): Promise<Notice | null>;
  /** Waits for a claim that is still under way, so that what it claims can be given back. */
  close(): Promise<void>;
}

/**
 * Hands out claimed notices one by one and claims the next set before the last is used up, so that connections do not wait
 * for the database and never more than two sets are in memory.
 */
export function noticeSource<Notice>(
  claimSet: () => Promise<Notice[]>,
  refillAt: number,
): NoticeSource<Notice> {
  const ready: Notice[] = [];
  let claiming: Promise<void> | null = null;
  let dry = false;

  const claim = (): Promise<void> =>
    (claiming ??= claimSet()
      .then((set) => {
        dry = set.length === 0;
        ready.push(...set);
      })
      .finally(() => {
        claiming = null;
      }));

  return {
    async take() {
      while (ready.length === 0 && !dry) await claim();
      const next = ready.shift() ?? null;
      // A failure of this early claim is met again, and thrown, by whoever finds nothing ready.
      if (ready.length <= refillAt && !dry) void claim().catch(() => undefined);
      return next;
    },
    async close() {
      dry = true;
      await claiming?.catch(() => undefined);
    },
  };
}
