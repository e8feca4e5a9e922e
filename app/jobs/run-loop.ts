import type { Logger } from "#app/config/logger.server.ts";

/** Work that is repeated for as long as the process lives. */
export interface Loop {
  /** There may be work now: the present pause, or the next, is skipped. */
  wake(): void;
  /** Lets the round at hand finish. */
  stop(): Promise<void>;
}

const AFTER_ERROR_MS = 1_000;

/**
 * Runs rounds one after the other while they find work, and pauses when one finds none: `idleMs`, or, after half a minute
 * without work, `restMs`. A round that throws is logged and the next one waits a second.
 */
export function runLoop(options: {
  name: string;
  /** Whether there was work. */
  round: (signal: AbortSignal) => Promise<boolean>;
  idleMs: number;
  restMs: number;
  log: Logger;
}): Loop {
  const { name, round, idleMs, restMs, log } = options;
  const stopping = new AbortController();
  let skipPause = false;
  let endPause: (() => void) | undefined;
  let lastWorkAt = Date.now();

  const pause = (ms: number): Promise<void> =>
    new Promise((resolve) => {
      if (skipPause || stopping.signal.aborted) {
        resolve();
        return;
      }
      const timer = setTimeout(resolve, ms);
      endPause = () => {
        clearTimeout(timer);
        resolve();
      };
    });

  const run = async (): Promise<void> => {
    while (!stopping.signal.aborted) {
      skipPause = false;
      try {
        if (await round(stopping.signal)) {
          lastWorkAt = Date.now();
          continue;
        }
        await pause(Date.now() - lastWorkAt < 30_000 ? idleMs : restMs);
      } catch (error) {
        log.error({ err: error, loop: name }, "a round failed");
        await pause(AFTER_ERROR_MS);
      }
      endPause = undefined;
    }
  };
  const running = run();

  return {
    wake() {
      skipPause = true;
      endPause?.();
    },
    async stop() {
      stopping.abort();
      endPause?.();
      await running;
    },
  };
}
