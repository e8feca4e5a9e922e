import { processDeliveries } from "#app/services/process-deliveries.ts";
import { findShopsWithDeliveries } from "#app/services/find-work.ts";
import type { WorkerDeps } from "./handler.ts";
import { runLoop } from "./run-loop.ts";
import type { Loop } from "./run-loop.ts";

/** Then a shop whose round failed has its turn again. */
const AFTER_ERROR_MS = 1_000;

/**
 * Drains the stored webhooks: one set of every shop that has some, then the next round, so that no shop waits behind
 * another's backlog, nor behind one whose round fails. Woken by the intake of the same process; across processes a poll of 100 ms finds them.
 */
export function startDeliveryLoop(deps: WorkerDeps): Loop {
  const restingUntil = new Map<string, number>();

  /** @returns how many deliveries were taken up */
  const drain = async (shopId: string): Promise<number> => {
    if ((restingUntil.get(shopId) ?? 0) > Date.now()) return 0;
    restingUntil.delete(shopId);
    try {
      const ctx = await deps.contextFor(shopId);
      return ctx === null ? 0 : await processDeliveries(ctx);
    } catch (error) {
      restingUntil.set(shopId, Date.now() + AFTER_ERROR_MS);
      deps.log.error({ err: error, shopId }, "processing a shop's webhooks failed");
      return 0;
    }
  };

  return runLoop({
    name: "deliveries",
    idleMs: 100,
    restMs: 250,
    log: deps.log,
    async round(signal) {
      let processed = 0;
      for (const shopId of await findShopsWithDeliveries(deps.db)) {
        if (signal.aborted) break;
        processed += await drain(shopId);
      }
      return processed > 0;
    },
  });
}
