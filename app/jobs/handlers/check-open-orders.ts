import { newId } from "#app/context.server.ts";
import { checkOpenOrders } from "#app/services/check-open-orders.ts";
import { checkOpenOrdersJob } from "../definitions.ts";
import type { JobHandler } from "../handler.ts";

export const checkOpenOrdersHandler: JobHandler<typeof checkOpenOrdersJob> = {
  job: checkOpenOrdersJob,
  run: (deps) => checkOpenOrders(deps.db, new Date(), newId),
};
