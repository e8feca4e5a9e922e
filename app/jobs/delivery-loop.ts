import { processDeliveries } from "#app/services/process-deliveries.ts";
import { findShopsWithDeliveries } from "#app/services/find-work.ts";
import type { WorkerDeps } from "./handler.ts";
import { runLoop } from "./run-loop.ts";
import type { Loop } from "./run-loop.ts";

/**
 * Drains the stored webhooks: one set of every shop that has some, then the next round, so that no shop waits behind
 * another's backlog. Woken by the intake of the same process; across processes a poll of 100 ms finds them.
 */
export function startDeliveryLoop(deps: WorkerDeps): Loop {
  return runLoop({
    name: "deliveries",
    idleMs: 100,
    restMs: 250,
    log: deps.log,
    async round(signal) {
      let processed = 0;
      for (const shopId of await findShopsWithDeliveries(deps.db)) {
        if (signal.aborted) break;
        const ctx = await deps.contextFor(shopId);
        if (ctx !== null) processed += await processDeliveries(ctx);
      }
      return processed > 0;
    },
  });
}
