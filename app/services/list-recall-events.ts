import { findRecallEvents } from "#app/db/recall-events.ts";
import type { RecallEvent } from "#app/db/recall-events.ts";
import type { ShopContext } from "./context.ts";

/** The timeline of a recall, the latest first; empty for a recall that this shop does not have. */
export function listRecallEvents(ctx: ShopContext, recallId: string): Promise<RecallEvent[]> {
  return findRecallEvents(ctx.db, ctx.shop.id, recallId);
}
