import type { ShopContext } from "#app/services/context.ts";
import type { WorkerDeps } from "./handler.ts";
import { runLoop } from "./run-loop.ts";
import type { Loop } from "./run-loop.ts";

/** Drains the work of shops, every shop at its own pace: one that Shopify throttles holds up no other. */
export function runByShop(
  deps: WorkerDeps,
  options: {
    name: string;
    findShops: (db: WorkerDeps["db"]) => Promise<string[]>;
    /** One set of the shop's work; how much that was, 0: none is left. */
    runSet: (ctx: ShopContext) => Promise<number>;
    idleMs: number;
    restMs: number;
  },
): Loop {
  const { name, findShops, runSet, idleMs, restMs } = options;
  const underWay = new Map<string, Promise<void>>();

  const drain = async (shopId: string, signal: AbortSignal): Promise<void> => {
    try {
      const ctx = await deps.contextFor(shopId);
      while (ctx !== null && !signal.aborted) {
        if ((await runSet(ctx)) === 0) break;
      }
    } catch (error) {
      deps.log.error({ err: error, shopId, loop: name }, "a shop's work failed");
    } finally {
      underWay.delete(shopId);
    }
  };

  const loop = runLoop({
    ...{ name, idleMs, restMs, log: deps.log },
    async round(signal) {
      for (const shopId of await findShops(deps.db)) {
        if (!underWay.has(shopId)) underWay.set(shopId, drain(shopId, signal));
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
