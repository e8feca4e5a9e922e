import type { ShopifyId } from "./shopify-id.ts";

/** One of the shop's locations as Shopify has it. */
export interface ShopLocation {
  locationId: ShopifyId;
  name: string;
  /** A deactivated location ships nothing; what is there stays there until it is moved. */
  active: boolean;
  /** Run by a fulfilment service: Shopify shows the app what is to ship from there only if the merchant has allowed it. */
  ofService: boolean;
}
