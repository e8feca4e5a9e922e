import type { ShopStatus } from "../../app/contracts/status.ts";
import type { DevStore } from "../dev-store/dev-store.ts";
import type { AppClient } from "./app-client.ts";
import { until } from "./until.ts";

/** Waits until every webhook has been delivered and everything that arrived is settled. */
export async function untilSettled(
  devStore: DevStore,
  client: AppClient,
  timeoutMs = 60_000,
): Promise<ShopStatus> {
  await devStore.webhooks.drain();
  return await until(
    "all deliveries and orders to be settled",
    async () => {
      const status = await client.get<ShopStatus>("/api/v1/status");
      return status.pendingDeliveries === 0 && status.pendingOrders === 0 && status;
    },
    { timeoutMs },
  );
}

export async function untilCatalogueIsThere(client: AppClient, timeoutMs = 60_000): Promise<ShopStatus> {
  return await until(
    "the catalogue to be imported",
    async () => {
      const status = await client.get<ShopStatus>("/api/v1/status");
      return status.catalogue.state === "done" && status;
    },
    { timeoutMs },
  );
}
