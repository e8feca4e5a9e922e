import type { ModelTransaction } from "#app/db/client.ts";
import { insertRulesVersion } from "#app/db/rules-versions.ts";
import { raiseRulesVersion } from "#app/db/shop-settings.ts";
import type { RulesRecord } from "#app/domain/shop-rules.ts";
import { settleWaitingJob } from "#app/jobs/definitions.ts";
import { enqueue } from "#app/jobs/enqueue.ts";
import type { ShopContext } from "./context.ts";

interface NewVersion extends Omit<RulesRecord, "shop"> {
  actor: string;
  /** Lines that wait may be served by the new rules: those of the product, or of every product when it is null. */
  servesMore: boolean;
}

/**
 * Makes a version of the rules out of a change that the caller has written, in the same transaction and under `lockRules`.
 * Nothing changes for units that have a batch (DOMAIN.md case 33); lines that wait are served by a job where they may be.
 */
export async function recordRulesVersion(
  ctx: ShopContext,
  tx: ModelTransaction,
  { actor, servesMore, ...change }: NewVersion,
): Promise<void> {
  const { version, shop } = await raiseRulesVersion(tx, ctx.shop.id);
  await insertRulesVersion(tx, ctx.shop.id, { version, at: ctx.now(), actor, rules: { shop, ...change } });
  if (!servesMore) return;
  const productId = change.product?.productId ?? null;
  const payload = { shopId: ctx.shop.id, productId };
  await enqueue(tx, settleWaitingJob, payload, { key: settleWaitingKey(payload) });
}

/** Two products' jobs are two, or the second would take the place of the first. */
export function settleWaitingKey({
  shopId,
  productId,
}: {
  shopId: string;
  productId: string | null;
}): string {
  return `settle-waiting:${shopId}:${productId ?? "all"}`;
}
