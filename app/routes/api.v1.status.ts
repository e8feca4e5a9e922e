import { endpoint, noQuery, reads, sends } from "#app/contracts/endpoint.ts";
import { shopStatus as contract } from "#app/contracts/status.ts";
import { shopStatus } from "#app/services/shop-status.ts";
import { authenticateAdmin } from "#app/shopify.server.ts";

const api = endpoint(authenticateAdmin, {
  GET: reads(noQuery, async ({ ctx }) => sends(contract, await shopStatus(ctx))),
});

export const loader = api.loader;
export const action = api.action;
