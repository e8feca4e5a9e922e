import { fetchOrders } from "#app/services/fetch-orders.ts";
import { FETCH_GRACE_MS, findShopsToFetch } from "#app/services/find-work.ts";
import type { WorkerDeps } from "./handler.ts";
import { runByShop } from "./run-by-shop.ts";
import type { Loop } from "./run-loop.ts";

/** Reads marked orders from Shopify. */
export function startFetchLoop(deps: WorkerDeps): Loop {
  return runByShop(deps, {
    name: "order fetch",
    findShops: findShopsToFetch,
    runSet: (ctx) => fetchOrders(ctx, { graceMs: FETCH_GRACE_MS }),
    idleMs: 250,
    restMs: 500,
  });
}
