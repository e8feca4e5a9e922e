import { listReadyDataRequests } from "#app/db/list-data-requests.ts";
import type { DataRequestRow } from "#app/db/list-data-requests.ts";
import type { ShopContext } from "./context.ts";

/** An export is kept for sixty days, and few buyers ask: more than this at once is not expected. */
const MOST_SHOWN = 100;

/** Buyers' requests for their data (`customers/data_request`) whose export the merchant can download and hand on. */
export async function listDataRequests(ctx: ShopContext): Promise<DataRequestRow[]> {
  return listReadyDataRequests(ctx.db, ctx.shop.domain, MOST_SHOWN);
}
