import { Counter, Gauge, Histogram, Registry, collectDefaultMetrics } from "prom-client";

/** What `/metrics` shows of this process. Numbers only: no label may hold an id, an address or a name. */
export const metrics = new Registry();
collectDefaultMetrics({ register: metrics });

export const webhooksReceived = new Counter({
  name: "batchbook_webhooks_received_total",
  help: "Webhooks by what became of them",
  labelNames: ["outcome"] as const,
  registers: [metrics],
});

export const deliveriesProcessed = new Counter({
  name: "batchbook_deliveries_processed_total",
  help: "Stored webhooks that were processed, or failed and were set aside",
  labelNames: ["result"] as const,
  registers: [metrics],
});

export const settleSeconds = new Histogram({
  name: "batchbook_settle_seconds",
  help: "From a webhook's answer to its order being settled",
  buckets: [0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 60, 600],
  registers: [metrics],
});

export const ordersSettled = new Counter({
  name: "batchbook_orders_settled_total",
  help: "Orders whose new facts were settled, by where the facts came from",
  labelNames: ["source"] as const,
  registers: [metrics],
});

export const sweptOrders = new Counter({
  name: "batchbook_swept_orders_total",
  help: "Orders that a sweep read, and those of them that webhooks had missed",
  labelNames: ["found"] as const,
  registers: [metrics],
});

export const jobsRun = new Counter({
  name: "batchbook_jobs_total",
  help: "Background jobs by name and result",
  labelNames: ["job", "result"] as const,
  registers: [metrics],
});

export const ordersPublished = new Counter({
  name: "batchbook_orders_published_total",
  help: "Orders whose batch codes were due to be shown in Shopify, by what became of them",
  labelNames: ["result"] as const,
  registers: [metrics],
});

export const ledgerItemsChecked = new Counter({
  name: "batchbook_ledger_items_checked_total",
  help: "Batch items counted anew from their ledger, and those of them that differed: any of these is an alarm",
  labelNames: ["result"] as const,
  registers: [metrics],
});

/** A number that is read from the database when somebody looks. */
export function registerBacklog(
  read: () => Promise<{ deliveries: number; orders: number; mails: number; publications: number }>,
): void {
  const backlog = new Gauge({
    name: "batchbook_backlog",
    help: "Stored webhooks not processed, orders to be read from Shopify, notices to be sent, orders to be shown in Shopify",
    labelNames: ["kind"] as const,
    registers: [metrics],
    async collect() {
      const counts = await read();
      backlog.set({ kind: "deliveries" }, counts.deliveries);
      backlog.set({ kind: "orders" }, counts.orders);
      backlog.set({ kind: "mails" }, counts.mails);
      backlog.set({ kind: "publications" }, counts.publications);
    },
  });
}
