import type { FieldError } from "#app/contracts/problem.ts";
import { parseShopifyId, type ShopifyId } from "#app/domain/shopify-id.ts";

export type ReadVariants<Item> =
  | { ok: true; items: (Omit<Item, "variantId"> & { variantId: ShopifyId })[] }
  | { ok: false; error: { type: "invalid_fields"; errors: FieldError[] } };

/** Reads the variants that a person named in a batch; those that are not in it are wrong fields, by their place. */
export function readVariantsOfBatch<Item extends { variantId: string }>(
  batch: { items: readonly { variantId: ShopifyId }[] },
  items: readonly Item[],
  path: string,
): ReadVariants<Item> {
  const known = new Set(batch.items.map((item) => item.variantId));
  const read: (Omit<Item, "variantId"> & { variantId: ShopifyId })[] = [];
  const errors: FieldError[] = [];
  items.forEach((item, index) => {
    const variantId = parseShopifyId("ProductVariant", item.variantId);
    if (variantId !== null && known.has(variantId)) read.push({ ...item, variantId });
    else errors.push({ path: `${path}.${index}.variantId`, message: "is not in this batch" });
  });
  return errors.length === 0
    ? { ok: true, items: read }
    : { ok: false, error: { type: "invalid_fields", errors } };
}
