import { findReroutedOrdersJob } from "../definitions.ts";
import type { JobHandler } from "../handler.ts";
import { findReroutedOrders } from "#app/services/find-rerouted-orders.ts";

export const findReroutedOrdersHandler: JobHandler<typeof findReroutedOrdersJob> = {
  job: findReroutedOrdersJob,
  async run(deps, payload) {
    const ctx = await deps.contextFor(payload.shopId);
    if (ctx !== null) await findReroutedOrders(ctx, payload.fulfilmentOrderIds.map(BigInt));
  },
};
