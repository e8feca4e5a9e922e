import type { BatchStatus } from "./settlement.types.ts";
import type { ShopifyId } from "./shopify-id.ts";

export type ExpiryKind = "best_before" | "use_by";

/** A batch as stored, without its items. */
export interface BatchFacts {
  id: string;
  code: string;
  status: BatchStatus;
  /** What it returns to when the last recall that holds it is revoked. */
  statusBeforeRecall: Exclude<BatchStatus, "recalled"> | null;
  madeAt: Date;
  /** When it was first opened. */
  openedAt: Date | null;
  place: string | null;
  maker: string | null;
  /** `YYYY-MM-DD` */
  expiresOn: string | null;
  expiryKind: ExpiryKind | null;
  /** `YYYY-MM-DD` */
  cureOn: string | null;
  notes: string | null;
  createdBy: string;
  createdAt: Date;
}

/** Units of one variant in a batch: produced = remaining + promised + shipped + quarantined + writtenOff. */
export interface ItemUnits {
  produced: number;
  remaining: number;
  promised: number;
  shipped: number;
  quarantined: number;
  writtenOff: number;
  /** A count beside the balance: where returned units are now, the other columns say. */
  returned: number;
}

/** A batch with its items, by product title and the variants' places. */
export interface BatchRecord extends BatchFacts {
  items: (ItemUnits & ItemNames & ItemRules & { locations: UnitsAt[] })[];
}

/** Available units of an item at one location. */
export interface UnitsAt {
  locationId: ShopifyId;
  name: string;
  remaining: number;
}

/** What an item is called and looks like; kept when the variant is gone from Shopify. */
export interface ItemNames {
  variantId: ShopifyId;
  productId: ShopifyId;
  productTitle: string;
  variantTitle: string;
  sku: string | null;
  imageUrl: string | null;
  deleted: boolean;
}

/** What a product's rules say of an item. */
export interface ItemRules {
  /** Days before the expiry date on which it may leave for the last time. */
  stopShipDays: number;
}
