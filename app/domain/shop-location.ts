import type { ShopifyId } from "./shopify-id.ts";

/** One of the shop's locations as Shopify has it. */
export interface ShopLocation {
  locationId: ShopifyId;
  name: string;
  /** A deactivated location ships nothing; what is there stays there until it is moved. */
  active: boolean;
}
