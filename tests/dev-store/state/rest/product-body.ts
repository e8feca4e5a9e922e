import { gid } from "../gid.ts";
import type { Image, Product, Shop, Variant } from "../types.ts";
import { moneyText } from "./money-body.ts";
import { restTimestamp } from "./timestamps.ts";

/** A product webhook carries no more variants than this in full; the rest come as ids only. */
const MAX_VARIANTS_IN_BODY = 100;

function imageBody(
  shop: Shop,
  product: Product,
  image: Image,
  variantIds: number[],
  position: number,
): object {
  return {
    id: image.id,
    alt: image.alt,
    position,
    product_id: product.id,
    created_at: restTimestamp(product.createdAt, shop.timezone),
    updated_at: restTimestamp(product.updatedAt, shop.timezone),
    admin_graphql_api_id: gid("MediaImage", image.id),
    width: image.width,
    height: image.height,
    src: image.url,
    variant_ids: variantIds,
  };
}

function variantBody(shop: Shop, variant: Variant): object {
  const [option1 = null, option2 = null, option3 = null] = variant.optionValues;
  return {
    admin_graphql_api_id: gid("ProductVariant", variant.id),
    barcode: variant.barcode,
    compare_at_price: null,
    created_at: restTimestamp(variant.createdAt, shop.timezone),
    id: variant.id,
    inventory_policy: "deny",
    position: variant.position,
    price: moneyText(variant.priceCents),
    product_id: variant.productId,
    sku: variant.sku,
    taxable: variant.taxable,
    title: variant.title,
    updated_at: restTimestamp(variant.updatedAt, shop.timezone),
    option1,
    option2,
    option3,
    image_id: variant.image?.id ?? null,
    inventory_item_id: variant.inventoryItemId,
    inventory_quantity: [...variant.inventory.values()].reduce((sum, units) => sum + units, 0),
    old_inventory_quantity: [...variant.inventory.values()].reduce((sum, units) => sum + units, 0),
  };
}

/** The body of products/create and products/update. */
export function productBody(shop: Shop, product: Product): object {
  const variants = product.variantIds.flatMap((id) => shop.variants.get(id) ?? []);
  const pictures = new Map<number, { image: Image; variantIds: number[] }>();
  if (product.image !== null) pictures.set(product.image.id, { image: product.image, variantIds: [] });
  for (const variant of variants) {
    if (variant.image === null) continue;
    const picture = pictures.get(variant.image.id) ?? { image: variant.image, variantIds: [] };
    picture.variantIds.push(variant.id);
    pictures.set(variant.image.id, picture);
  }
  const images = [...pictures.values()].map(({ image, variantIds }, index) =>
    imageBody(shop, product, image, variantIds, index + 1),
  );
  return {
    admin_graphql_api_id: gid("Product", product.id),
    body_html: product.descriptionHtml,
    created_at: restTimestamp(product.createdAt, shop.timezone),
    handle: product.handle,
    id: product.id,
    product_type: product.productType,
    published_at: product.status === "active" ? restTimestamp(product.createdAt, shop.timezone) : null,
    template_suffix: null,
    title: product.title,
    updated_at: restTimestamp(product.updatedAt, shop.timezone),
    vendor: product.vendor,
    status: product.status,
    published_scope: "global",
    tags: product.tags.join(", "),
    variants: variants.slice(0, MAX_VARIANTS_IN_BODY).map((variant) => variantBody(shop, variant)),
    options: product.optionNames.map((name, index) => ({
      name,
      id: product.id + index + 1,
      product_id: product.id,
      position: index + 1,
      values: [...new Set(variants.map((variant) => variant.optionValues[index]))],
    })),
    images,
    image: images[0] ?? null,
    media: [],
    variant_gids: variants.map((variant) => ({
      admin_graphql_api_id: gid("ProductVariant", variant.id),
      updated_at: restTimestamp(variant.updatedAt, shop.timezone),
    })),
    has_variants_that_requires_components: false,
    category: null,
  };
}
