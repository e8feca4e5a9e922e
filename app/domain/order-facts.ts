import type { ShopifyId } from "./shopify-id.ts";

/**
 * What Shopify says about an order, in the app's own terms. Webhook bodies (REST shape) and Admin API reads (GraphQL)
 * both become this, and nothing later looks at either again.
 */
export interface OrderFacts {
  orderId: ShopifyId;
  name: string;
  /** When the order was placed. */
  processedAt: Date;
  /** Shopify's stamp of this state, whole seconds: an older state never overwrites a newer one. */
  updatedAt: Date;
  cancelledAt: Date | null;
  test: boolean;
  /** The buyer's money has come, whatever was given back of it since. What Shopify does not say counts as paid. */
  paid: boolean;
  /** BCP 47, of the buyer; null when Shopify has none. */
  locale: string | null;
  /** How to reach the buyer of this order. */
  contact: Contact;
  customer: CustomerFacts | null;
  lines: LineFacts[];
}

export interface Contact {
  email: string | null;
  phone: string | null;
  name: string | null;
  /** Postal address, one line an entry, as printed on a letter. */
  address: string[];
}

export interface CustomerFacts {
  customerId: ShopifyId;
  locale: string | null;
  contact: Contact;
}

/** Why a line draws no batch. `null`: it is goods. */
export type NotGoods = "gift_card" | "tip" | "custom_line" | "set";

export interface LineFacts {
  lineId: ShopifyId;
  /** Place in the order, from 0. */
  position: number;
  /** Null for a custom line, and for a line whose variant was deleted since (the stored one then stays). */
  variantId: ShopifyId | null;
  productId: ShopifyId | null;
  title: string;
  variantTitle: string | null;
  sku: string | null;
  /** Ordered units, removed ones included. */
  quantity: number;
  notGoods: NotGoods | null;
  units: LineUnits;
  /** When the first successful fulfilment of this line was made; null while none was. */
  shippedAt: Date | null;
  /** The shipped units by when their fulfilment was made, earliest first; left out: all were made at `shippedAt`. */
  shipments?: Shipment[];
  /** Null: not asked for, because the shop does not track locations. */
  places: LinePlaces | null;
  /** For a component of a set that is sold as one SKU: the line that was sold. Null for every line that Shopify has. */
  set: { lineId: ShopifyId; unitsEach: number } | null;
}

/** Units that left together: at one instant. */
export interface Shipment {
  at: Date;
  units: number;
}

/** Units by the location they ship from. */
export interface LinePlaces {
  /** Still to ship, by the location that is to ship them. */
  toShip: PlaceUnits[];
  /** Shipped, the returned ones included, by the location that shipped them. */
  shipped: PlaceUnits[];
}

export interface PlaceUnits {
  locationId: ShopifyId;
  units: number;
}

/** DOMAIN.md section 3, "Reading an order body". All are units, none negative. */
export interface LineUnits {
  /** Still to ship: needs a batch. */
  promised: number;
  /** In a successful fulfilment, the returned ones included. */
  shipped: number;
  /** Of `shipped`: in a parcel that a carrier reports on and has not reported as delivered, and not returned. */
  inTransit: number;
  /** Came back after shipping; at most `shipped`. */
  returned: number;
  /** Removed before shipping and back in stock. */
  cancelled: number;
  /** Removed before shipping and not restocked: quantity − shipped − promised − cancelled. */
  leftWithoutRestock: number;
}
