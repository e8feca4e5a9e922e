import { endpoint, noQuery, reads, sends } from "#app/contracts/endpoint.ts";
import { recallNotFound } from "#app/contracts/recall-answers.ts";
import { recall } from "#app/contracts/recall.ts";
import { isOurId } from "#app/domain/our-id.ts";
import { getRecall } from "#app/services/get-recall.ts";
import { authenticateAdmin } from "#app/shopify.server.ts";

const api = endpoint(authenticateAdmin, {
  GET: reads(noQuery, async ({ ctx, params }) => {
    const id = params["id"] ?? "";
    const found = isOurId(id) ? await getRecall(ctx, id) : null;
    return found === null ? recallNotFound() : sends(recall, found);
  }),
});

export const loader = api.loader;
export const action = api.action;
