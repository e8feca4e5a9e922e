import { badCursor, endpoint, reads, sends } from "#app/contracts/endpoint.ts";
import { recallNotFound, toRecipient } from "#app/contracts/recall-answers.ts";
import { listRecipientsQuery, recipientPage } from "#app/contracts/recall.ts";
import { isOurId } from "#app/domain/our-id.ts";
import { listRecipients } from "#app/services/list-recipients.ts";
import { authenticateAdmin } from "#app/shopify.server.ts";

const api = endpoint(authenticateAdmin, {
  GET: reads(listRecipientsQuery, async ({ ctx, params, input }) => {
    const id = params["id"] ?? "";
    if (!isOurId(id)) return recallNotFound();
    if (input.after !== undefined && !isOurId(input.after)) return badCursor();
    const page = await listRecipients(ctx, id, input);
    return page === null
      ? recallNotFound()
      : sends(recipientPage, { items: page.items.map(toRecipient), nextCursor: page.nextCursor });
  }),
});

export const loader = api.loader;
export const action = api.action;
