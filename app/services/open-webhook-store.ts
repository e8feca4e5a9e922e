import type { Logger } from "#app/config/logger.server.ts";
import { createDeliveryStore } from "#app/db/delivery-store.ts";
import type { DeliveryStore } from "#app/db/delivery-store.ts";
import { complianceJob } from "#app/jobs/definitions.ts";

/** Opens where webhooks are stored before they are answered. */
export function openWebhookStore(databaseUrl: string, log: Logger): DeliveryStore {
  return createDeliveryStore({
    url: databaseUrl,
    complianceJob,
    onError: (error) => log.error({ err: error }, "a connection of the webhook intake broke"),
  });
}
