import { findRecentCodes } from "#app/db/find-recent-codes.ts";
import { findCodeNames } from "#app/db/find-variants.ts";
import { peekSequence } from "#app/db/peek-sequence.ts";
import { readShopSettings } from "#app/db/shop-settings.ts";
import { codeWarnings } from "#app/domain/batch-code-warnings.ts";
import { renderCode } from "#app/domain/batch-code.ts";
import { parseShopifyId } from "#app/domain/shopify-id.ts";
import { BATCH_CODE_SEQUENCE } from "./batch-code-sequence.ts";
import type { ShopContext } from "./context.ts";

/** How many of the latest codes a new one is compared with. */
export const CODES_COMPARED = 500;

export interface CodeAdvice {
  code: string;
  /** Sentences; a code is never refused for them. */
  warnings: string[];
}

/**
 * The code a new batch would get now, for the form's preview: nothing is reserved, and the batch may get a later number.
 * @param input.code what the merchant typed instead; then only its warnings are of use
 * @param input.variantId number or gid of the batch's first variant
 */
export async function nextBatchCode(
  ctx: ShopContext,
  input: { code?: string | null; variantId?: string | null; madeAt: Date },
): Promise<CodeAdvice> {
  const recent = await findRecentCodes(ctx.db, ctx.shop.id, CODES_COMPARED);
  const typed = input.code?.trim() ?? "";
  const code = typed === "" ? await previewCode(ctx, input.variantId ?? null, input.madeAt) : typed;
  return { code, warnings: codeWarnings(code, recent).map((warning) => warning.message) };
}

async function previewCode(ctx: ShopContext, variantText: string | null, madeAt: Date): Promise<string> {
  const variantId = variantText === null ? null : parseShopifyId("ProductVariant", variantText);
  const [settings, sequence, names] = await Promise.all([
    readShopSettings(ctx.db, ctx.shop.id),
    peekSequence(ctx.db, ctx.shop.id, BATCH_CODE_SEQUENCE),
    variantId === null ? null : findCodeNames(ctx.db, ctx.shop.id, variantId),
  ]);
  return renderCode(settings.codeTemplate, {
    product: names?.product ?? "Batch",
    sku: names?.sku ?? null,
    madeAt,
    timeZone: ctx.shop.timeZone,
    sequence,
  });
}
