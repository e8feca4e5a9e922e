import type { ShopifyId } from "./shopify-id.ts";

/** A variant of the shop's catalogue, with what the app keeps of its product. */
export interface CatalogueVariant {
  variantId: ShopifyId;
  productId: ShopifyId;
  productTitle: string;
  vendor: string | null;
  productStatus: "active" | "archived" | "draft" | "unlisted";
  giftCard: boolean;
  productImageUrl: string | null;
  productUpdatedAt: Date;
  title: string;
  sku: string | null;
  barcode: string | null;
  imageUrl: string | null;
  /** Place among the product's variants, from 1. */
  position: number;
}
