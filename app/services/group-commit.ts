/**
 * Joins what many callers want committed into one commit at a time: while one is under way the next group gathers, so groups
 * grow just as large as the database is slow, and nobody waits for a group to fill.
 */
export function groupCommit<Entry, Answer>(
  commit: (entries: Entry[]) => Promise<Answer>,
): (entry: Entry) => Promise<Answer> {
  let gathering: Waiting<Entry, Answer>[] = [];
  let running = false;

  async function run(): Promise<void> {
    running = true;
    // A turn of the loop, so that callers woken by the same answers are in the same group.
    await new Promise((resolve) => setImmediate(resolve));
    while (gathering.length > 0) {
      const group = gathering;
      gathering = [];
      try {
        const answer = await commit(group.map((waiting) => waiting.entry));
        for (const waiting of group) waiting.resolve(answer);
      } catch (error) {
        for (const waiting of group) waiting.reject(error);
      }
      await new Promise((resolve) => setImmediate(resolve));
    }
    running = false;
  }

  return (entry) =>
    new Promise<Answer>((resolve, reject) => {
      gathering.push({ entry, resolve, reject });
      if (!running) void run();
    });
}

interface Waiting<Entry, Answer> {
  entry: Entry;
  resolve: (answer: Answer) => void;
  reject: (error: unknown) => void;
}
