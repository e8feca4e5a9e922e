import { fetchOrders } from "#app/services/fetch-orders.ts";
import { FETCH_GRACE_MS, findShopsToFetch } from "#app/services/find-work.ts";
import type { WorkerDeps } from "./handler.ts";
import { runLoop } from "./run-loop.ts";
import type { Loop } from "./run-loop.ts";

/** Reads marked orders from Shopify, every shop at its own pace: one that is throttled holds up no other. */
export function startFetchLoop(deps: WorkerDeps): Loop {
  const underWay = new Map<string, Promise<void>>();

  const fetchAll = async (shopId: string, signal: AbortSignal): Promise<void> => {
    try {
      const ctx = await deps.contextFor(shopId);
      while (ctx !== null && !signal.aborted) {
        if ((await fetchOrders(ctx, { graceMs: FETCH_GRACE_MS })) === 0) break;
      }
    } catch (error) {
      deps.log.error({ err: error, shopId }, "reading orders from Shopify failed");
    } finally {
      underWay.delete(shopId);
    }
  };

  const loop = runLoop({
    name: "order fetch",
    idleMs: 250,
    restMs: 500,
    log: deps.log,
    async round(signal) {
      for (const shopId of await findShopsToFetch(deps.db)) {
        if (!underWay.has(shopId)) underWay.set(shopId, fetchAll(shopId, signal));
      }
      return false;
    },
  });
  return {
    wake: () => loop.wake(),
    stop: async () => {
      await loop.stop();
      await Promise.all(underWay.values());
    },
  };
}
