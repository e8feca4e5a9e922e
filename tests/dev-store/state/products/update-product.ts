import { mustFind } from "../refusal.ts";
import { productBody } from "../rest/product-body.ts";
import type { Product, Shop } from "../types.ts";
import { announceUnlessSilent, instantOf, type OperationOptions, type World } from "../world.ts";
import { newVariant, type CreateProductInput, type VariantInput } from "./create-product.ts";

export type UpdateProductInput = Partial<
  Omit<CreateProductInput, "variants" | "isGiftCard" | "optionNames">
> & {
  addVariants?: VariantInput[];
  updateVariants?: ({ id: number } & VariantInput)[];
  removeVariantIds?: number[];
};

function updateVariant(world: World, shop: Shop, input: { id: number } & VariantInput, at: number): void {
  const variant = mustFind(shop.variants.get(input.id), `variant ${input.id}`);
  const { title, optionValues, sku, barcode, priceCents, image } = input;
  if (title !== undefined) variant.title = title;
  if (title !== undefined || optionValues !== undefined)
    variant.optionValues = optionValues ?? [variant.title];
  if (sku !== undefined) variant.sku = sku;
  if (barcode !== undefined) variant.barcode = barcode;
  if (priceCents !== undefined) variant.priceCents = priceCents;
  if (image !== undefined) variant.image = image === null ? null : { id: world.nextId(), ...image };
  variant.updatedAt = at;
}

/** Lines of past orders keep their words and prices, but no longer point to the variant. */
export function removeVariant(shop: Shop, variantId: number): void {
  shop.variants.delete(variantId);
  for (const order of shop.orders.values()) {
    for (const line of order.lines) if (line.variantId === variantId) line.variantId = null;
  }
}

/** Sends products/update. */
export function updateProduct(
  world: World,
  shop: Shop,
  product: Product,
  input: UpdateProductInput,
  options: OperationOptions = {},
): Product {
  const at = instantOf(options);
  const { addVariants = [], updateVariants = [], removeVariantIds = [], image, ...fields } = input;
  const { title, handle, vendor, productType, status, tags, descriptionHtml } = fields;
  Object.assign(
    product,
    Object.fromEntries(
      Object.entries({ title, handle, vendor, productType, status, tags, descriptionHtml }).filter(
        ([, value]) => value !== undefined,
      ),
    ),
  );
  if (image !== undefined) product.image = image === null ? null : { id: world.nextId(), ...image };
  for (const change of updateVariants) updateVariant(world, shop, change, at);
  for (const id of removeVariantIds) {
    product.variantIds = product.variantIds.filter((candidate) => candidate !== id);
    removeVariant(shop, id);
  }
  for (const variantInput of addVariants) {
    const variant = newVariant(world, shop, product, variantInput, at);
    shop.variants.set(variant.id, variant);
    product.variantIds.push(variant.id);
  }
  product.updatedAt = Math.max(product.updatedAt, at);
  announceUnlessSilent(world, shop, options, ["products/update"], () =>
    JSON.stringify(productBody(shop, product)),
  );
  return product;
}
