import { gid } from "../state/gid.ts";
import type { Image, Product, Shop, Variant } from "../state/types.ts";

/** Products as `shopify.resourcePicker({ type: "product" })` returns them, variants included. */
export function pickerProducts(shop: Shop, query: string): Record<string, unknown>[] {
  const wanted = query.trim().toLowerCase();
  return [...shop.products.values()]
    .filter((product) => {
      const texts = [product.title, product.vendor, product.productType, ...product.tags];
      const skus = product.variantIds.map((id) => shop.variants.get(id)?.sku ?? "");
      return [...texts, ...skus].some((text) => text.toLowerCase().includes(wanted));
    })
    .map((product) => pickerProduct(shop, product));
}

function pickerProduct(shop: Shop, product: Product): Record<string, unknown> {
  const variants = product.variantIds.flatMap((id) => shop.variants.get(id) ?? []);
  return {
    ...productFacts(product),
    totalInventory: variants.reduce((sum, variant) => sum + inventory(variant), 0),
    totalVariants: variants.length,
    hasOnlyDefaultVariant: variants.length === 1 && variants[0]?.title === "Default Title",
    options: product.optionNames.map((name, index) => ({
      id: `${gid("ProductOption", product.id)}${index}`,
      name,
      position: index + 1,
      values: [...new Set(variants.flatMap((variant) => variant.optionValues[index] ?? []))],
    })),
    variants: variants.map((variant) => pickerVariant(product, variant)),
  };
}

function productFacts(product: Product): Record<string, unknown> {
  return {
    id: gid("Product", product.id),
    availablePublicationCount: 1,
    createdAt: new Date(product.createdAt).toISOString(),
    descriptionHtml: product.descriptionHtml,
    handle: product.handle,
    images: product.image === null ? [] : [pickerImage(product.image)],
    productType: product.productType,
    publishedAt: new Date(product.createdAt).toISOString(),
    status: product.status.toUpperCase(),
    tags: product.tags,
    templateSuffix: null,
    title: product.title,
    tracksInventory: true,
    updatedAt: new Date(product.updatedAt).toISOString(),
    vendor: product.vendor,
  };
}

function pickerVariant(product: Product, variant: Variant): Record<string, unknown> {
  return {
    id: gid("ProductVariant", variant.id),
    availableForSale: inventory(variant) > 0,
    barcode: variant.barcode,
    compareAtPrice: null,
    createdAt: new Date(variant.createdAt).toISOString(),
    displayName: variant.title === "Default Title" ? product.title : `${product.title} - ${variant.title}`,
    image: variant.image === null ? null : pickerImage(variant.image),
    inventoryItem: { id: gid("InventoryItem", variant.inventoryItemId) },
    inventoryManagement: "SHOPIFY",
    inventoryPolicy: "DENY",
    inventoryQuantity: inventory(variant),
    position: variant.position,
    price: (variant.priceCents / 100).toFixed(2),
    product: { id: gid("Product", product.id) },
    requiresShipping: variant.requiresShipping,
    selectedOptions: variant.optionValues.map((value) => ({ value })),
    sku: variant.sku,
    taxable: variant.taxable,
    title: variant.title,
    updatedAt: new Date(variant.updatedAt).toISOString(),
    weight: variant.grams / 1000,
    weightUnit: "KILOGRAMS",
  };
}

function pickerImage(image: Image): Record<string, unknown> {
  return { id: gid("ProductImage", image.id), altText: image.alt ?? "", originalSrc: image.url };
}

function inventory(variant: Variant): number {
  return [...variant.inventory.values()].reduce((sum, units) => sum + units, 0);
}
