import type { Database } from "#app/db/client.ts";
import type { ShopifyId } from "#app/domain/shopify-id.ts";
import type { ShopIdentity } from "#app/services/context.ts";

let lastId = 1_000n;

interface ProductOptions {
  title?: string;
  tracked?: boolean;
  /** One variant per entry; default one, "Default Title". */
  variants?: { title: string; sku?: string; id?: ShopifyId }[];
}

export interface MadeProduct {
  productId: ShopifyId;
  variantIds: [ShopifyId, ...ShopifyId[]];
}

/** A mirrored product with its variants. */
export async function makeProduct(
  db: Database,
  shop: ShopIdentity,
  options: ProductOptions = {},
): Promise<MadeProduct> {
  const productId = (lastId += 1n);
  const variants = options.variants ?? [{ title: "Default Title" }];
  await db.product.create({
    data: {
      shopId: shop.id,
      id: productId,
      title: options.title ?? `Product ${productId}`,
      tracked: options.tracked ?? true,
    },
  });
  const variantIds: ShopifyId[] = [];
  for (const [position, variant] of variants.entries()) {
    const id = variant.id ?? (lastId += 1n);
    await db.variant.create({
      data: {
        shopId: shop.id,
        id,
        productId,
        title: variant.title,
        sku: variant.sku ?? `SKU-${id}`,
        position,
      },
    });
    variantIds.push(id);
  }
  return { productId, variantIds: variantIds as [ShopifyId, ...ShopifyId[]] };
}
