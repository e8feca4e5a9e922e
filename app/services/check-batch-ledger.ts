import type { LedgerCheck } from "#app/contracts/manual-acts.ts";
import { findBatch } from "#app/db/find-batch.ts";
import { readLedgerItems } from "#app/db/read-ledger-items.ts";
import { isOurId } from "#app/domain/our-id.ts";
import { compareLedger, presentCheck, recordComparison } from "./compare-ledger.ts";
import type { ShopContext } from "./context.ts";

/**
 * Counts a batch anew from its ledger and says where what is stored differs (DOMAIN.md case 41). Repairs nothing; a
 * difference stays as an alarm. Null when the shop has no such batch.
 */
export async function checkBatchLedger(ctx: ShopContext, batchId: string): Promise<LedgerCheck | null> {
  if (!isOurId(batchId)) return null;
  return ctx.db.$transaction(async (tx) => {
    if ((await findBatch(tx, ctx.shop.id, batchId)) === null) return null;
    const compared = (await readLedgerItems(tx, ctx.shop.id, { batchId })).map(compareLedger);
    await recordComparison(ctx, tx, compared);
    return presentCheck(compared);
  });
}
