import { setTimeout as delay } from "node:timers/promises";
import type { BulkRecord, OrdersAsked, ShopifyGateway } from "#app/shopify/gateway.ts";

/** All records of a file that Shopify was asked for; empty when it found nothing. */
export async function fileOf(gateway: ShopifyGateway, asked: OrdersAsked): Promise<BulkRecord[]> {
  const started = await gateway.startOrdersBulk(asked);
  if (started.outcome === "busy") throw new Error("the dev store is busy");
  for (;;) {
    const progress = await gateway.readBulkOperation(started.operationId);
    if (progress.state === "failed") throw new Error(`the bulk operation came to nothing: ${progress.why}`);
    if (progress.state === "done") {
      const records: BulkRecord[] = [];
      if (progress.url === null) return records;
      for await (const record of gateway.readBulkFile(progress.url)) records.push(record);
      return records;
    }
    await delay(10);
  }
}
