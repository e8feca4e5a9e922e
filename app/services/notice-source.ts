/**
 * Hands out claimed notices one by one and claims the next set before the last is used up, so that connections do not wait
 * for the database and never more than two sets are in memory.
 */
export function noticeSource<Notice>(
  claimSet: () => Promise<Notice[]>,
  refillAt: number,
): () => Promise<Notice | null> {
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

  return async () => {
    while (ready.length === 0 && !dry) await claim();
    const next = ready.shift() ?? null;
    // A failure of this early claim is met again, and thrown, by whoever finds nothing ready.
    if (ready.length <= refillAt && !dry) void claim().catch(() => undefined);
    return next;
  };
}
