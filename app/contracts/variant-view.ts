/** A variant to choose. Ids are gids. */
export interface VariantView {
  variantId: string;
  productId: string;
  productTitle: string;
  variantTitle: string;
  sku: string | null;
  imageUrl: string | null;
  /** False: the merchant does not batch-track its product. */
  tracked: boolean;
}
