import { beat, unlockSilentWorkers } from "#app/services/worker-heartbeat.ts";
import type { WorkerDeps } from "./handler.ts";
import { runLoop } from "./run-loop.ts";
import type { Loop } from "./run-loop.ts";

const BEAT_MS = 3_000;

/** Says that this worker lives, and frees the jobs of those that have been silent: a killed worker keeps them for hours. */
export function startHeartbeat(deps: WorkerDeps): Loop {
  return runLoop({
    name: "heartbeat",
    idleMs: BEAT_MS,
    restMs: BEAT_MS,
    log: deps.log,
    async round() {
      await beat(deps.db, deps.workerId);
      const freed = await unlockSilentWorkers(deps.db);
      if (freed.length > 0) deps.log.warn({ workers: freed }, "freed the jobs of workers that fell silent");
      return false;
    },
  });
}
