import { gid } from "../../state/gid.ts";
import { moneyText } from "../../state/rest/money-body.ts";
import type { Image, Location, Product, Variant } from "../../state/types.ts";
import { connection, type ConnectionArgs } from "../connection.ts";
import type { GraphqlContext, TypeResolvers } from "../context.ts";
import { asType } from "../node-lookup.ts";
import { metafieldResolvers } from "./metafield-resolvers.ts";

function mediaImage(image: Image | null): object | null {
  if (image === null) return null;
  return asType("MediaImage", {
    id: image.id,
    alt: image.alt,
    image,
    preview: { image, status: "READY" },
    mediaContentType: "IMAGE",
    status: "READY",
    fileStatus: "READY",
    mimeType: "image/png",
  });
}

function variantsOf(product: Product, context: GraphqlContext): Variant[] {
  return product.variantIds.flatMap((id) => context.shop.variants.get(id) ?? []);
}

function onHand(variant: Variant): number {
  return [...variant.inventory.values()].reduce((sum, units) => sum + units, 0);
}

function picturesOf(product: Product, context: GraphqlContext): Image[] {
  const pictures = [product.image, ...variantsOf(product, context).map((variant) => variant.image)];
  const unique = new Map(pictures.filter((image) => image !== null).map((image) => [image.id, image]));
  return [...unique.values()];
}

export const productResolvers: TypeResolvers = {
  status: (product: Product) => product.status.toUpperCase(),
  bodyHtml: (product: Product) => product.descriptionHtml,
  description: (product: Product) => product.descriptionHtml.replaceAll(/<[^>]*>/g, ""),
  featuredMedia: (product: Product) => mediaImage(product.image),
  featuredImage: (product: Product) => product.image,
  media: (product: Product, args: ConnectionArgs, context: GraphqlContext) =>
    connection(picturesOf(product, context).map(mediaImage), args, (media) => (media as { id: number }).id),
  images: (product: Product, args: ConnectionArgs, context: GraphqlContext) =>
    connection(picturesOf(product, context), args, (image) => image.id),
  options: (product: Product, _args, context: GraphqlContext) =>
    product.optionNames.map((name, index) => ({
      id: product.id + index + 1,
      name,
      position: index + 1,
      values: [...new Set(variantsOf(product, context).map((variant) => variant.optionValues[index] ?? ""))],
    })),
  hasOnlyDefaultVariant: (product: Product, _args, context: GraphqlContext) =>
    variantsOf(product, context).every((variant) => variant.title === "Default Title"),
  totalInventory: (product: Product, _args, context: GraphqlContext) =>
    variantsOf(product, context).reduce((sum, variant) => sum + onHand(variant), 0),
  tracksInventory: () => true,
  publishedAt: (product: Product) => (product.status === "active" ? product.createdAt : null),
  onlineStoreUrl: (product: Product, _args, context: GraphqlContext) =>
    `https://${context.shop.domain}/products/${product.handle}`,
  variantsCount: (product: Product) => ({ count: product.variantIds.length, precision: "EXACT" }),
  variants: (product: Product, args: ConnectionArgs, context: GraphqlContext) =>
    connection(
      variantsOf(product, context),
      args,
      (variant) => variant.id,
      (variant) => variant.position,
    ),
  ...metafieldResolvers("Product"),
};

export const productVariantResolvers: TypeResolvers = {
  displayName: (variant: Variant, _args, context: GraphqlContext) =>
    `${context.shop.products.get(variant.productId)?.title ?? ""} - ${variant.title}`,
  price: (variant: Variant) => moneyText(variant.priceCents),
  compareAtPrice: () => null,
  product: (variant: Variant, _args, context: GraphqlContext) =>
    context.shop.products.get(variant.productId) ?? null,
  inventoryItem: (variant: Variant) => ({ variant }),
  inventoryQuantity: onHand,
  sellableOnlineQuantity: onHand,
  inventoryPolicy: () => "DENY",
  availableForSale: (variant: Variant) => onHand(variant) > 0,
  requiresComponents: () => false,
  image: (variant: Variant) => variant.image,
  media: (variant: Variant, args: ConnectionArgs) =>
    connection(
      variant.image === null ? [] : [mediaImage(variant.image)],
      args,
      (media) => (media as { id: number }).id,
    ),
  selectedOptions: (variant: Variant, _args, context: GraphqlContext) =>
    (context.shop.products.get(variant.productId)?.optionNames ?? []).map((name, index) => ({
      name,
      value: variant.optionValues[index] ?? "",
    })),
  ...metafieldResolvers("ProductVariant"),
};

export const inventoryItemResolvers: TypeResolvers = {
  id: ({ variant }: { variant: Variant }) => variant.inventoryItemId,
  legacyResourceId: ({ variant }: { variant: Variant }) => String(variant.inventoryItemId),
  sku: ({ variant }: { variant: Variant }) => variant.sku,
  tracked: () => true,
  requiresShipping: ({ variant }: { variant: Variant }) => variant.requiresShipping,
  createdAt: ({ variant }: { variant: Variant }) => variant.createdAt,
  updatedAt: ({ variant }: { variant: Variant }) => variant.updatedAt,
  inventoryLevels: ({ variant }: { variant: Variant }, args: ConnectionArgs) =>
    connection(
      [...variant.inventory].map(([locationId, units]) => ({ variant, locationId, units })),
      args,
      (level) => level.locationId,
    ),
};

type Level = { variant: Variant; locationId: number; units: number };

export const inventoryLevelResolvers: TypeResolvers = {
  id: (level: Level) =>
    `${gid("InventoryLevel", level.locationId)}?inventory_item_id=${level.variant.inventoryItemId}`,
  isActive: () => true,
  item: ({ variant }: Level) => ({ variant }),
  location: (level: Level, _args, context: GraphqlContext) =>
    context.shop.locations.get(level.locationId) ?? null,
  quantities: (level: Level, args: { names: string[] }) =>
    args.names.map((name) => ({
      id: gid("InventoryQuantity", level.variant.id),
      name,
      quantity: level.units,
      updatedAt: null,
    })),
  createdAt: ({ variant }: Level) => variant.createdAt,
  updatedAt: ({ variant }: Level) => variant.updatedAt,
};

export const locationResolvers: TypeResolvers = {
  fulfillsOnlineOrders: (location: Location) => location.isActive,
  isFulfillmentService: (location: Location) => location.service !== null,
  fulfillmentService: ({ service }: Location) => (service === null ? null : { serviceName: service }),
  isPrimary: (location: Location, _args, context: GraphqlContext) =>
    [...context.shop.locations.values()][0]?.id === location.id,
  address: (location: Location) => ({
    ...location.address,
    formatted: [location.address.address1, location.address.city],
  }),
  ...metafieldResolvers("Location"),
};

export const imageResolvers: TypeResolvers = {
  id: (image: Image) => gid("ImageSource", image.id),
  altText: (image: Image) => image.alt,
  src: (image: Image) => image.url,
  url: (image: Image) => image.url,
};
