import type { ChangeProductBody, ProductRefusalOf } from "#app/contracts/product.ts";
import { findProduct, writeProductRules } from "#app/db/find-products.ts";
import type { ProductRecord } from "#app/db/find-products.ts";
import { lockRules, readShopSettings } from "#app/db/shop-settings.ts";
import { productRulesOf, ruleChanges, servesMore } from "#app/domain/shop-rules.ts";
import type { ShopRules } from "#app/domain/shop-rules.ts";
import { parseShopifyId } from "#app/domain/shopify-id.ts";
import type { ShopContext } from "./context.ts";
import { recordRulesVersion } from "./record-rules-version.ts";

export type ChangeProductResult = { ok: true } | { ok: false; error: ProductRefusalOf<"not_found"> };

/**
 * Changes those of a product's rules that are given; a change is a new version of the shop's rules. The future only: units
 * that have a batch keep it, and a line that is here already stays tracked, or not, as it came (DOMAIN.md cases 33, 36, 37).
 * @param productId a number or a gid
 */
export async function changeProduct(
  ctx: ShopContext,
  productId: string,
  rules: ChangeProductBody,
  actor: string,
): Promise<ChangeProductResult> {
  const id = parseShopifyId("Product", productId);
  if (id === null) return { ok: false, error: { type: "not_found" } };
  return ctx.db.$transaction(async (tx) => {
    await lockRules(tx, ctx.shop.id);
    const before = await findProduct(tx, ctx.shop.id, id);
    if (before === null) return { ok: false, error: { type: "not_found" } };
    await writeProductRules(tx, ctx.shop.id, id, rules);
    const after = (await findProduct(tx, ctx.shop.id, id)) ?? before;
    const changes = ruleChanges(productRulesOf(before), productRulesOf(after));
    if (changes.length > 0) {
      const shop = await readShopSettings(tx, ctx.shop.id);
      await recordRulesVersion(ctx, tx, {
        ...{ actor, changes },
        product: { productId: String(id), title: after.title, rules: productRulesOf(after) },
        servesMore: servesMore(limitsOf(before, shop), limitsOf(after, shop)),
      });
    }
    return { ok: true };
  });
}

function limitsOf(
  { stopShipDays, minShelfLifeDays }: ProductRecord,
  shop: ShopRules,
): Parameters<typeof servesMore>[0] {
  return { stopShipDays, minShelfLifeDays: minShelfLifeDays ?? shop.minShelfLifeDays };
}
