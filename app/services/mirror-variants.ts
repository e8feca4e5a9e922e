import type { BatchRefusalOf } from "#app/contracts/batch-refusal.ts";
import type { FieldError } from "#app/contracts/problem.ts";
import { findKnownVariants } from "#app/db/find-variants.ts";
import { upsertCatalogue } from "#app/db/upsert-catalogue.ts";
import { parseShopifyId } from "#app/domain/shopify-id.ts";
import type { ShopifyId } from "#app/domain/shopify-id.ts";
import { ShopifyAccessError, ShopifyUnavailableError } from "#app/shopify/gateway.ts";
import type { ShopContext } from "./context.ts";

/** What a form says of a variant. */
interface Named {
  variantId: string;
}

/** The same of a variant that is mirrored. */
type Mirrored<Item extends Named> = Omit<Item, "variantId"> & { variantId: ShopifyId };

export type MirroredItem = Mirrored<{ variantId: string; produced: number }>;

export type MirrorVariantsResult<Item extends Named> =
  | { ok: true; items: Mirrored<Item>[] }
  | { ok: false; error: BatchRefusalOf<"invalid_fields" | "shopify_unavailable"> };

/**
 * Makes sure that the variants that a form names are mirrored: what is not known yet (the catalogue is still being
 * imported, or the product is new) is read from Shopify. One that Shopify has not either is a field error.
 * @param path the list's name in the form, for its field errors
 */
export async function mirrorVariants<Item extends Named>(
  ctx: ShopContext,
  items: readonly Item[],
  path = "items",
): Promise<MirrorVariantsResult<Item>> {
  const wanted = items.map((item) => ({
    item,
    variantId: parseShopifyId("ProductVariant", item.variantId),
  }));
  const ids = wanted.flatMap(({ variantId }) => (variantId === null ? [] : [variantId]));
  if (wanted.length === 0) return { ok: true, items: [] };
  let known = await findKnownVariants(ctx.db, ctx.shop.id, ids);
  const missing = ids.filter((id) => !known.has(id));
  if (missing.length > 0) {
    if (!(await fetchVariants(ctx, missing))) return { ok: false, error: { type: "shopify_unavailable" } };
    known = await findKnownVariants(ctx.db, ctx.shop.id, ids);
  }
  const mirrored: Mirrored<Item>[] = [];
  const errors: FieldError[] = [];
  wanted.forEach(({ item, variantId }, index) => {
    if (variantId !== null && known.has(variantId)) mirrored.push({ ...item, variantId });
    else {
      errors.push({
        path: `${path}.${index}.variantId`,
        message: "Shopify has no such variant in this shop",
      });
    }
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
    ctx.log.warn({ err: error, variants: variantIds.length }, "variants of a form could not be read");
    return false;
  }
}
