import { findDataRequestOutcome } from "#app/db/data-request-outcome.ts";
import type { ShopContext } from "./context.ts";

/**
 * The export that answers a `customers/data_request`, as JSON text for the merchant to hand on.
 * @returns null when there is no such request in this shop, it is not carried out yet, or the person was redacted since
 */
export async function readDataRequest(ctx: ShopContext, webhookId: string): Promise<string | null> {
  const sealed = await findDataRequestOutcome(ctx.db, ctx.shop.domain, webhookId);
  return sealed === null ? null : ctx.cipher.decrypt(sealed);
}
