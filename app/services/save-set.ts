import type { ProductRefusal, SaveSetBody } from "#app/contracts/product.ts";
import type { FieldError } from "#app/contracts/problem.ts";
import type { ModelTransaction } from "#app/db/client.ts";
import { findProduct } from "#app/db/find-products.ts";
import { findSetVariants } from "#app/db/find-set-variants.ts";
import type { VariantName } from "#app/db/find-set-variants.ts";
import { readSetComponents } from "#app/db/read-set-components.ts";
import { lockRules } from "#app/db/shop-settings.ts";
import { writeSetComponents } from "#app/db/write-set-components.ts";
import { productRulesOf } from "#app/domain/shop-rules.ts";
import type { RecordedComponent } from "#app/domain/shop-rules.ts";
import { parseShopifyId } from "#app/domain/shopify-id.ts";
import type { ShopifyId } from "#app/domain/shopify-id.ts";
import type { ShopContext } from "./context.ts";
import { mirrorVariants } from "./mirror-variants.ts";
import { recordRulesVersion } from "./record-rules-version.ts";

export type SaveSetResult = { ok: true } | { ok: false; error: ProductRefusal };

/** What one unit of the set shall be made of; the variants are mirrored. */
type Components = readonly { variantId: ShopifyId; units: number }[];

/**
 * Makes a variant a set that is sold as one SKU, changes what it is made of, or, without components, makes it an ordinary
 * variant again (DOMAIN.md cases 46, 47). A new version of the rules: orders that are here already keep the components they
 * were placed with. Refused: a set in a set, the variant itself, gift cards.
 * @param variantId a number or a gid
 */
export async function saveSet(
  ctx: ShopContext,
  variantId: string,
  { components }: SaveSetBody,
  actor: string,
): Promise<SaveSetResult> {
  const id = parseShopifyId("ProductVariant", variantId);
  const known =
    id === null ? new Map<ShopifyId, VariantName>() : await findSetVariants(ctx.db, ctx.shop.id, [id]);
  if (id === null || !known.has(id)) return { ok: false, error: { type: "not_found" } };
  const mirrored = await mirrorVariants(ctx, components, "components");
  if (!mirrored.ok) return mirrored;
  return ctx.db.$transaction(async (tx) => {
    await lockRules(tx, ctx.shop.id);
    const wanted = mirrored.items;
    const variants = await findSetVariants(tx, ctx.shop.id, [id, ...wanted.map((part) => part.variantId)]);
    const set = variants.get(id);
    if (set === undefined) return { ok: false, error: { type: "not_found" } };
    const errors = wanted.length === 0 ? [] : problems(set, wanted, variants);
    if (errors.length > 0) return { ok: false, error: { type: "invalid_fields", errors } };
    await write(ctx, tx, set, wanted, actor);
    return { ok: true };
  });
}

function problems(
  set: VariantName,
  wanted: Components,
  variants: ReadonlyMap<ShopifyId, VariantName>,
): FieldError[] {
  const errors: FieldError[] = [];
  if (set.giftCard)
    errors.push({ path: "components", message: "a gift card is no goods and cannot be a set" });
  const [outer] = set.partOf;
  if (outer !== undefined) {
    const message = `it is a part of the set ${outer}, and a set cannot be in a set; take it out there first`;
    errors.push({ path: "components", message });
  }
  wanted.forEach(({ variantId }, index) => {
    const part = variants.get(variantId);
    const message =
      variantId === set.variantId
        ? "a set cannot be a part of itself"
        : part?.isSet === true
          ? "is a set itself; choose what it is made of instead"
          : part?.giftCard === true
            ? "is a gift card, which is no goods"
            : null;
    if (message !== null) errors.push({ path: `components.${index}.variantId`, message });
  });
  return errors;
}

async function write(
  ctx: ShopContext,
  tx: ModelTransaction,
  set: VariantName,
  wanted: Components,
  actor: string,
): Promise<void> {
  const from = await recorded(ctx, tx, set.variantId);
  await writeSetComponents(tx, ctx.shop.id, set.variantId, wanted);
  const to = await recorded(ctx, tx, set.variantId);
  if (JSON.stringify(from) === JSON.stringify(to)) return;
  const product = await findProduct(tx, ctx.shop.id, set.productId);
  if (product === null) throw new Error(`variant ${set.variantId} has no product`);
  const title = nameOf(set.productTitle, set.title);
  await recordRulesVersion(ctx, tx, {
    ...{ actor, changes: [{ rule: "components", from, to }], servesMore: false },
    product: { productId: String(set.productId), title, rules: productRulesOf(product) },
  });
}

async function recorded(
  ctx: ShopContext,
  tx: ModelTransaction,
  setVariantId: ShopifyId,
): Promise<RecordedComponent[]> {
  const sets = await readSetComponents(tx, ctx.shop.id, [setVariantId]);
  return (sets.get(setVariantId) ?? []).map(({ variantId, title, variantTitle, units }) => ({
    ...{ variantId: String(variantId), title: nameOf(title, variantTitle), units },
  }));
}

/** Shopify's name for the only variant of a product says nothing. */
function nameOf(productTitle: string, variantTitle: string | null): string {
  return variantTitle === null || variantTitle === "Default Title"
    ? productTitle
    : `${productTitle} · ${variantTitle}`;
}
