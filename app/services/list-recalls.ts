import { findRecalls } from "#app/db/find-recalls.ts";
import type { RecallFilter, RecallSummary } from "#app/db/find-recalls.ts";
import { isOurId } from "#app/domain/our-id.ts";
import type { ShopContext } from "./context.ts";

export interface RecallPage {
  items: RecallSummary[];
  /** For the next call's `after`; null on the last page. */
  nextCursor: string | null;
}

/** Recalls and drills, the latest first; with `batchId` those of one batch. A cursor that is none gives an empty page. */
export async function listRecalls(
  ctx: ShopContext,
  query: RecallFilter & { limit?: number; after?: string | undefined } = {},
): Promise<RecallPage> {
  const { limit = 50, after, ...filter } = query;
  if (after !== undefined && !isOurId(after)) return { items: [], nextCursor: null };
  const rows = await findRecalls(ctx.db, ctx.shop.id, filter, { after: after ?? null, limit: limit + 1 });
  const items = rows.slice(0, limit);
  return { items, nextCursor: rows.length > limit ? (items.at(-1)?.id ?? null) : null };
}
