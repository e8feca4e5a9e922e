import type { CatalogueVariant } from "#app/domain/catalogue-variant.ts";
import type { OrderFacts } from "#app/domain/order-facts.ts";
import type { ShownBatches } from "#app/domain/published-batches.ts";
import type { ShopLocation } from "#app/domain/shop-location.ts";
import type { ShopifyId } from "#app/domain/shopify-id.ts";
import type { BulkRecord } from "./bulk-orders.ts";

/** Everything the app asks of one shop's Admin API, in domain terms. Calls wait for the shop's cost budget; see `throttle`. */
export interface ShopifyGateway {
  /** Name, contact address, zone, currency and granted scopes. */
  readShop(): Promise<ShopDetails>;
  /**
   * Facts of the orders that Shopify shows the app. An id missing from the answer was deleted there, or the order is
   * older than 60 days and the app lacks `read_all_orders`. At most 50 ids a call.
   */
  readOrders(orderIds: ShopifyId[], options: ReadOrdersOptions): Promise<OrderFacts[]>;
  /** One page of orders with updated_at at or after `since`, oldest first. `after`: the former page's `next`. */
  findOrdersUpdatedSince(since: Date, after: string | null): Promise<Page<ShopifyId>>;
  /** The orders that fulfilment orders belong to; none for those that Shopify does not have. At most 250 ids a call. */
  findOrdersOfFulfilmentOrders(fulfilmentOrderIds: ShopifyId[]): Promise<ShopifyId[]>;
  /** All locations, deactivated ones too. */
  readLocations(): Promise<ShopLocation[]>;
  /** How many orders of a kind Shopify shows the app. */
  countOrders(asked: OrdersAsked): Promise<number>;
  /** Has Shopify write all orders of a kind into a file, in its own time and outside the cost budget. */
  startOrdersBulk(asked: OrdersAsked): Promise<BulkStarted>;
  readBulkOperation(operationId: string): Promise<BulkProgress>;
  /** The records of such a file as they come; from its beginning at every call. */
  readBulkFile(url: string): AsyncIterable<BulkRecord>;
  /** How many variants the shop has (Shopify counts up to 25,000 exactly; null beyond). */
  countVariants(): Promise<number | null>;
  /** One page of the catalogue, by variant id. */
  readCatalogue(after: string | null): Promise<Page<CatalogueVariant>>;
  /** All variants of one product; empty when Shopify does not have it. */
  readProduct(productId: ShopifyId): Promise<CatalogueVariant[]>;
  /** The variants that Shopify has of these. At most 250 ids a call. */
  readVariants(variantIds: ShopifyId[]): Promise<CatalogueVariant[]>;
  /** Adds one tag to each object; one result per target, in order. Safe to repeat. At most 50 targets a call. */
  addTag(tag: string, targets: TagTarget[]): Promise<TagResult[]>;
  /** Adds to each object its own tags; one result per target, in order. Safe to repeat. */
  addTags(targets: readonly TargetTags[]): Promise<TagResult[]>;
  /** Takes from each object its own tags; one result per target, in order. Safe to repeat. */
  removeTags(targets: readonly TargetTags[]): Promise<TagResult[]>;
  /** The tags of the orders that Shopify shows the app. At most 50 ids a call. */
  readOrderTags(orderIds: readonly ShopifyId[]): Promise<Map<ShopifyId, string[]>>;
  /** Writes what orders show of their batches into the app's own metafields; one result per order. Safe to repeat. */
  showBatches(orders: readonly OrderToShow[]): Promise<ShowResult[]>;
}

export interface ReadOrdersOptions {
  /** Also where the units ship from: further reads, for shops that track locations only. */
  places: boolean;
}

/** `open`: neither archived nor cancelled and not wholly shipped. `since`: placed then or later; null: all. */
export type OrdersAsked = { since: Date | null } | "open";

/** `busy`: as many as Shopify allows run already; try again later. */
export type BulkStarted = { outcome: "started"; operationId: string } | { outcome: "busy" };

export type BulkProgress =
  /** `orders`: written so far. */
  | { state: "running"; orders: number }
  /** `url`: null when there was nothing to write. It is good for seven days. */
  | { state: "done"; orders: number; url: string | null }
  /** `gone`: Shopify does not know the operation any more. `denied`: the app may not read what it asked for. */
  | { state: "failed"; why: "failed" | "expired" | "cancelled" | "denied" | "gone" };

export interface Page<T> {
  items: T[];
  next: string | null;
}

export interface ShopDetails {
  name: string;
  email: string | null;
  timeZone: string;
  currency: string;
  /** The shop's own language, BCP 47. */
  locale: string;
  scopes: string[];
}

export type { BulkRecord, CatalogueVariant };

export interface TagTarget {
  kind: "Order" | "Customer";
  id: ShopifyId;
}

export interface TargetTags extends TagTarget {
  tags: readonly string[];
}

export interface OrderToShow {
  orderId: ShopifyId;
  /** Null: the metafields are deleted. */
  shown: ShownBatches | null;
}

/** `isGone`: Shopify does not have the order, or does not show it to the app. */
export type ShowResult = { ok: true } | { ok: false; isGone: boolean; refused: string };

/** `refused`: Shopify will not do it (message says why); trying again would not help. */
export type TagResult = { ok: true } | { ok: false; refused: string };

/** The Admin API could not be reached or answered with an error that may pass: try again later. */
export class ShopifyUnavailableError extends Error {
  override name = "ShopifyUnavailableError";
}

/** A bulk operation's file is not there any more: it has to be made again. */
export class BulkFileGoneError extends Error {
  override name = "BulkFileGoneError";
}

/** The app has no usable access to the shop (uninstalled, token revoked): background work pauses until it is back. */
export class ShopifyAccessError extends Error {
  override name = "ShopifyAccessError";
}
