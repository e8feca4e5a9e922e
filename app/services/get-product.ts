import { z } from "zod";
import type { ProductView } from "#app/contracts/product.ts";
import { findProduct } from "#app/db/find-products.ts";
import { findProductVariants } from "#app/db/find-set-variants.ts";
import { readSetComponents } from "#app/db/read-set-components.ts";
import { readShopSettings } from "#app/db/shop-settings.ts";
import { parseShopifyId } from "#app/domain/shopify-id.ts";
import type { ShopContext } from "./context.ts";
import { presentProduct } from "./list-products.ts";
import { cutPage, readCursor, writeCursor } from "./page-cursor.ts";
import { presentSetVariant } from "./present-set-variant.ts";

const cursor = z.tuple([z.string().regex(/^\d{1,9}$/), z.string().regex(/^\d{1,18}$/)]);

/**
 * A product with its rules and a page of its variants, each with what it is made of. A cursor that is not ours begins anew.
 * @param productId a number or a gid
 * @returns null when the shop has no such product
 */
export async function getProduct(
  ctx: ShopContext,
  productId: string,
  page: { limit: number; after?: string | undefined },
): Promise<ProductView | null> {
  const id = parseShopifyId("Product", productId);
  const product = id === null ? null : await findProduct(ctx.db, ctx.shop.id, id);
  if (product === null) return null;
  const after = page.after === undefined ? null : readCursor(page.after, cursor);
  const [shop, variants] = await Promise.all([
    readShopSettings(ctx.db, ctx.shop.id),
    findProductVariants(ctx.db, ctx.shop.id, product.productId, {
      after: after === null ? null : { position: Number(after[0]), variantId: BigInt(after[1]) },
      limit: page.limit + 1,
    }),
  ]);
  const { rows, nextCursor } = cutPage(variants, page.limit, (last) =>
    writeCursor([String(last.position), String(last.variantId)]),
  );
  const variantIds = rows.map(({ variantId }) => variantId);
  const components = await readSetComponents(ctx.db, ctx.shop.id, variantIds);
  return {
    ...presentProduct(product),
    deleted: product.deleted,
    shop: { strategy: shop.strategy, minShelfLifeDays: shop.minShelfLifeDays },
    page: {
      items: rows.map((variant) => presentSetVariant(variant, components.get(variant.variantId) ?? [])),
      nextCursor,
    },
  };
}
