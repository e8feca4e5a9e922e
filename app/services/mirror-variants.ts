import type { BatchRefusalOf } from "#app/contracts/batch-refusal.ts";
import type { FieldError } from "#app/contracts/problem.ts";
import { findKnownVariants } from "#app/db/find-variants.ts";
import { upsertCatalogue } from "#app/db/upsert-catalogue.ts";
import { parseShopifyId } from "#app/domain/shopify-id.ts";
import type { ShopifyId } from "#app/domain/shopify-id.ts";
import { ShopifyAccessError, ShopifyUnavailableError } from "#app/shopify/gateway.ts";
import type { ShopContext } from "./context.ts";

/** An item of a form whose variant is mirrored. */
export interface MirroredItem {
  variantId: ShopifyId;
  produced: number;
}

export type MirrorVariantsResult =
  | { ok: true; items: MirroredItem[] }
  | { ok: false; error: BatchRefusalOf<"invalid_fields" | "shopify_unavailable"> };

/**
 * Makes sure that the variants of a batch's items are mirrored: what is not known yet (the catalogue is still being
 * imported, or the product is new) is read from Shopify. One that Shopify has not either is a field error.
 */
export async function mirrorVariants(
  ctx: ShopContext,
  items: readonly { variantId: string; produced: number }[],
): Promise<MirrorVariantsResult> {
  const wanted = items.map(({ variantId, produced }) => ({
    variantId: parseShopifyId("ProductVariant", variantId),
    produced,
  }));
  const ids = wanted.flatMap((item) => (item.variantId === null ? [] : [item.variantId]));
  if (wanted.length === 0) return { ok: true, items: [] };
  let known = await findKnownVariants(ctx.db, ctx.shop.id, ids);
  const missing = ids.filter((id) => !known.has(id));
  if (missing.length > 0) {
    if (!(await fetchVariants(ctx, missing))) return { ok: false, error: { type: "shopify_unavailable" } };
    known = await findKnownVariants(ctx.db, ctx.shop.id, ids);
  }
  const mirrored: MirroredItem[] = [];
  const errors: FieldError[] = [];
  wanted.forEach(({ variantId, produced }, index) => {
    if (variantId !== null && known.has(variantId)) mirrored.push({ variantId, produced });
    else
      errors.push({ path: `items.${index}.variantId`, message: "Shopify has no such variant in this shop" });
  });
  return errors.length === 0
    ? { ok: true, items: mirrored }
    : { ok: false, error: { type: "invalid_fields", errors } };
}

/** @returns false when Shopify could not be asked */
async function fetchVariants(ctx: ShopContext, variantIds: ShopifyId[]): Promise<boolean> {
  try {
    const variants = await ctx.shopify.readVariants(variantIds);
    await ctx.db.$transaction((tx) => upsertCatalogue(tx, ctx.shop.id, variants));
    return true;
  } catch (error) {
    if (!(error instanceof ShopifyUnavailableError || error instanceof ShopifyAccessError)) throw error;
    ctx.log.warn({ err: error, variants: variantIds.length }, "variants of a new batch could not be read");
    return false;
  }
}
