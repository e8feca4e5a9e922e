import { endpoint, noQuery, reads, sends } from "#app/contracts/endpoint.ts";
import { order } from "#app/contracts/order.ts";
import { problemResponse } from "#app/contracts/problem.ts";
import { getOrder } from "#app/services/get-order.ts";
import { authenticateAdmin } from "#app/shopify.server.ts";

const api = endpoint(authenticateAdmin, {
  GET: reads(noQuery, async ({ ctx, params }) => {
    const found = await getOrder(ctx, params["orderId"] ?? "");
    return found === null
      ? problemResponse("not_found", "This shop has no such order, or it has not been settled yet.")
      : sends(order, found);
  }),
});

export const loader = api.loader;
export const action = api.action;
