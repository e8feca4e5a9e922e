import type { OrderFacts } from "#app/domain/order-facts.ts";
import type { ShopifyId } from "#app/domain/shopify-id.ts";
import type { ShopIdentity } from "#app/services/context.ts";

/** What a worker process is started with, as JSON. */
export interface WorkerStart {
  databaseUrl: string;
  shop: ShopIdentity;
  workers: number;
}

/** What the test tells a worker process. */
export type ToWorker =
  { kind: "wake" } | { kind: "orders"; question: number; facts: OrderFacts[] } | { kind: "stop" };

/** What a worker process tells the test. `rounds`: how often each of its workers had something to do. */
export type FromWorker =
  | { kind: "ready" }
  | { kind: "readOrders"; question: number; orderIds: ShopifyId[] }
  | { kind: "stopped"; rounds: number[] };
