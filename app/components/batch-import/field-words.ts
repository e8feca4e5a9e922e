import type { ImportField, NeededColumn } from "#app/domain/batch-import-columns.ts";

/** What a column can hold, as the merchant chooses it. */
export const FIELD: Record<ImportField, string> = {
  code: "Batch code",
  sku: "SKU",
  barcode: "Barcode",
  product: "Product",
  variant: "Variant",
  variantId: "Shopify’s variant id",
  units: "Units made",
  madeOn: "Made on (day)",
  madeTime: "Made at (time)",
  bestBefore: "Best before",
  useBy: "Use by",
  cureOn: "Cure date",
  place: "Place",
  maker: "Maker",
  location: "Location of the units",
  notes: "Notes",
};

export const NEEDED: Record<NeededColumn, string> = {
  code: "the batch code",
  variant: "the SKU, the barcode or the product",
  units: "the units made",
  madeOn: "the day it was made",
};
