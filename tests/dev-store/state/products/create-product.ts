import { RefusedOperation } from "../refusal.ts";
import { productBody } from "../rest/product-body.ts";
import type { Cents, Image, Product, Shop, Variant } from "../types.ts";
import { announceUnlessSilent, instantOf, type OperationOptions, type World } from "../world.ts";

export type VariantInput = {
  /** Default "Default Title": the only variant of a product without options. */
  title?: string;
  optionValues?: string[];
  sku?: string | null;
  barcode?: string | null;
  priceCents?: Cents;
  image?: Omit<Image, "id"> | null;
  requiresShipping?: boolean;
  taxable?: boolean;
  grams?: number;
  /** On hand at every active location. */
  quantity?: number;
};

export type CreateProductInput = {
  title: string;
  handle?: string;
  vendor?: string;
  productType?: string;
  status?: Product["status"];
  tags?: string[];
  descriptionHtml?: string;
  isGiftCard?: boolean;
  optionNames?: string[];
  image?: Omit<Image, "id"> | null;
  variants?: VariantInput[];
};

export function newVariant(
  world: World,
  shop: Shop,
  product: Product,
  input: VariantInput,
  at: number,
): Variant {
  const title = input.title ?? "Default Title";
  const locations = [...shop.locations.values()].filter((location) => location.isActive);
  return {
    id: world.nextId(),
    productId: product.id,
    inventoryItemId: world.nextId(),
    title,
    optionValues: input.optionValues ?? [title],
    sku: input.sku ?? null,
    barcode: input.barcode ?? null,
    priceCents: input.priceCents ?? 1000,
    position: product.variantIds.length + 1,
    image: input.image ? { id: world.nextId(), ...input.image } : null,
    requiresShipping: input.requiresShipping ?? true,
    taxable: input.taxable ?? true,
    grams: input.grams ?? 100,
    inventory: new Map(locations.map((location) => [location.id, input.quantity ?? 100])),
    createdAt: at,
    updatedAt: at,
  };
}

export function slug(title: string): string {
  return title
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, "-")
    .replaceAll(/^-|-$/g, "");
}

/** A new product. Sends products/create. */
export function createProduct(
  world: World,
  shop: Shop,
  input: CreateProductInput,
  options: OperationOptions = {},
): Product {
  if (typeof input.title !== "string" || input.title === "")
    throw new RefusedOperation("A product needs a title.");
  const at = instantOf(options);
  const product: Product = {
    id: world.nextId(),
    title: input.title,
    handle: input.handle ?? slug(input.title),
    vendor: input.vendor ?? shop.title,
    productType: input.productType ?? "",
    status: input.status ?? "active",
    tags: input.tags ?? [],
    descriptionHtml: input.descriptionHtml ?? "",
    isGiftCard: input.isGiftCard ?? false,
    optionNames: input.optionNames ?? ["Title"],
    image: input.image ? { id: world.nextId(), ...input.image } : null,
    variantIds: [],
    createdAt: at,
    updatedAt: at,
  };
  shop.products.set(product.id, product);
  for (const variantInput of input.variants ?? [{}]) {
    const variant = newVariant(world, shop, product, variantInput, at);
    shop.variants.set(variant.id, variant);
    product.variantIds.push(variant.id);
  }
  announceUnlessSilent(world, shop, options, ["products/create"], () =>
    JSON.stringify(productBody(shop, product)),
  );
  return product;
}
