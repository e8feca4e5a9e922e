import { checkShopLedger } from "#app/services/check-shop-ledger.ts";
import { checkLedgerJob } from "../definitions.ts";
import { enqueue } from "../enqueue.ts";
import type { JobHandler } from "../handler.ts";

export const checkLedgerHandler: JobHandler<typeof checkLedgerJob> = {
  job: checkLedgerJob,
  run: async (deps, { shopId, after }) => {
    const ctx = await deps.contextFor(shopId);
    if (ctx === null) return;
    const from = after === undefined ? null : { ...after, variantId: BigInt(after.variantId) };
    const reached = await checkShopLedger(ctx, from, deps.signal);
    if (reached === null) return;
    const rest = { shopId, after: { ...reached, variantId: String(reached.variantId) } };
    await deps.db.$transaction((tx) => enqueue(tx, checkLedgerJob, rest, { key: `check-ledger:${shopId}` }));
  },
};
