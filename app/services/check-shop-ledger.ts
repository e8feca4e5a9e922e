import { readLedgerItems } from "#app/db/read-ledger-items.ts";
import type { ShopifyId } from "#app/domain/shopify-id.ts";
import { compareLedger, recordComparison } from "./compare-ledger.ts";
import type { ShopContext } from "./context.ts";

/** Items whose ledgers one statement sums up: short enough to hold up nobody, many enough to be quick. */
const ITEMS_AT_ONCE = 200;

/** The last item that was checked. */
export interface LedgerPlace {
  batchId: string;
  variantId: ShopifyId;
}

/**
 * Counts every batch item of the shop anew from its ledger, slice by slice, and raises an alarm for each that differs
 * (DOMAIN.md case 41). Locks and repairs nothing.
 * @returns where to go on when asked to stop half-way; null when all are checked
 */
export async function checkShopLedger(
  ctx: ShopContext,
  after: LedgerPlace | null,
  signal?: AbortSignal,
): Promise<LedgerPlace | null> {
  let place = after;
  for (;;) {
    const slice = await readLedgerItems(ctx.db, ctx.shop.id, { after: place, limit: ITEMS_AT_ONCE });
    await ctx.db.$transaction((tx) => recordComparison(ctx, tx, slice.map(compareLedger)));
    const last = slice.at(-1);
    if (last === undefined || slice.length < ITEMS_AT_ONCE) return null;
    place = { batchId: last.batchId, variantId: last.variantId };
    if (signal?.aborted === true) return place;
  }
}
