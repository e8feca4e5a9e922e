import { findShopsToPublish } from "#app/services/find-work.ts";
import { publishOrders } from "#app/services/publish-orders.ts";
import type { WorkerDeps } from "./handler.ts";
import { runByShop } from "./run-by-shop.ts";
import type { Loop } from "./run-loop.ts";

/** Shows the batch codes of changed orders in Shopify. Nobody waits for it: an order is due a minute after it changed. */
export function startPublishLoop(deps: WorkerDeps): Loop {
  return runByShop(deps, {
    name: "batch codes in Shopify",
    findShops: findShopsToPublish,
    runSet: publishOrders,
    idleMs: 1_000,
    restMs: 2_000,
  });
}
