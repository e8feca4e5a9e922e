import { findCodeNames } from "#app/db/find-variants.ts";
import { nextSequence } from "#app/db/next-sequence.ts";
import { readShopSettings } from "#app/db/shop-settings.ts";
import { renderCode } from "#app/domain/batch-code.ts";
import type { ShopifyId } from "#app/domain/shopify-id.ts";
import { BATCH_CODE_SEQUENCE } from "./batch-code-sequence.ts";
import type { ShopContext } from "./context.ts";

/**
 * A fresh code by the shop's template. It takes its number at once and outside of any transaction: two callers never get
 * one, nobody waits for another's batch, and a batch that is then refused leaves a gap. A code typed in by hand may still
 * be equal: the caller tries again.
 * @param variantId the batch's first variant, mirrored
 */
export async function makeBatchCode(ctx: ShopContext, variantId: ShopifyId, madeAt: Date): Promise<string> {
  const [settings, names, sequence] = await Promise.all([
    readShopSettings(ctx.db, ctx.shop.id),
    findCodeNames(ctx.db, ctx.shop.id, variantId),
    nextSequence(ctx.db, ctx.shop.id, BATCH_CODE_SEQUENCE),
  ]);
  if (names === null) throw new Error(`variant ${variantId} is not mirrored`);
  return renderCode(settings.codeTemplate, { ...names, madeAt, timeZone: ctx.shop.timeZone, sequence });
}
