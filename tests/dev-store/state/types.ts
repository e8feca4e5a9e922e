/** What the dev store remembers of each shop. Everything the Admin API, the webhooks and the shell show is derived from these. */

/** Epoch milliseconds, always a whole second: Shopify's stamps have no fraction. */
export type Instant = number;

/** Money in the smallest unit of the shop's currency (cents). */
export type Cents = number;

export type Image = { id: number; url: string; alt: string | null; width: number; height: number };

export type Product = {
  id: number;
  title: string;
  handle: string;
  vendor: string;
  productType: string;
  status: "active" | "draft" | "archived" | "unlisted";
  tags: string[];
  descriptionHtml: string;
  isGiftCard: boolean;
  /** Names of the options, e.g. ["Size", "Scent"]; the values are on the variants. */
  optionNames: string[];
  image: Image | null;
  /** In position order. */
  variantIds: number[];
  createdAt: Instant;
  updatedAt: Instant;
};

export type Variant = {
  id: number;
  productId: number;
  inventoryItemId: number;
  title: string;
  optionValues: string[];
  sku: string | null;
  barcode: string | null;
  priceCents: Cents;
  position: number;
  image: Image | null;
  requiresShipping: boolean;
  taxable: boolean;
  grams: number;
  /** On hand by location id. */
  inventory: Map<number, number>;
  createdAt: Instant;
  updatedAt: Instant;
};

export type Location = {
  id: number;
  name: string;
  isActive: boolean;
  /** Name of the fulfilment service that runs it; null: the merchant does. */
  service: string | null;
  address: Address;
  createdAt: Instant;
  updatedAt: Instant;
};

export type Address = {
  firstName: string | null;
  lastName: string | null;
  company: string | null;
  address1: string | null;
  address2: string | null;
  city: string | null;
  province: string | null;
  provinceCode: string | null;
  country: string | null;
  countryCode: string | null;
  zip: string | null;
  phone: string | null;
};

export type Customer = {
  id: number;
  firstName: string | null;
  lastName: string | null;
  email: string | null;
  phone: string | null;
  /** As the buyer's browser said, e.g. "en", "fr-CA". */
  locale: string;
  tags: string[];
  note: string | null;
  emailMarketing: "not_subscribed" | "subscribed" | "unsubscribed" | "pending";
  defaultAddress: Address | null;
  createdAt: Instant;
  updatedAt: Instant;
};

/** A bundle that Shopify expanded: each component line points to the one group it was bought in. */
export type LineItemGroup = {
  id: number;
  title: string;
  quantity: number;
  variantId: number | null;
  productId: number | null;
  variantSku: string | null;
};

export type OrderLine = {
  id: number;
  /** Null for a custom line, and once the variant or product has been deleted. */
  variantId: number | null;
  productId: number | null;
  title: string;
  variantTitle: string | null;
  sku: string | null;
  vendor: string | null;
  priceCents: Cents;
  grams: number;
  giftCard: boolean;
  requiresShipping: boolean;
  taxable: boolean;
  image: Image | null;
  properties: { name: string; value: string }[];
  /** Units ordered, those removed later included. */
  quantity: number;
  /** Units that an order edit took away and no refund line accounts for. */
  removedByEdit: number;
  group: LineItemGroup | null;
};

export type FulfillmentStatus = "pending" | "open" | "success" | "cancelled" | "error" | "failure";

export type ShipmentStatus =
  | "label_printed"
  | "label_purchased"
  | "attempted_delivery"
  | "ready_for_pickup"
  | "confirmed"
  | "in_transit"
  | "out_for_delivery"
  | "delivered"
  | "failure";

export type Fulfillment = {
  id: number;
  /** e.g. "#1001.1" */
  name: string;
  status: FulfillmentStatus;
  shipmentStatus: ShipmentStatus | null;
  locationId: number;
  lines: { id: number; lineId: number; quantity: number }[];
  trackingCompany: string | null;
  trackingNumber: string | null;
  trackingUrl: string | null;
  createdAt: Instant;
  updatedAt: Instant;
};

export type RestockType = "return" | "cancel" | "no_restock" | "legacy_restock";

export type RefundLine = {
  id: number;
  lineId: number;
  quantity: number;
  restockType: RestockType;
  locationId: number | null;
  subtotalCents: Cents;
  /** How many of the units had not been fulfilled when the refund was made; the rest had been shipped. */
  unfulfilledUnits: number;
};

export type Refund = {
  id: number;
  note: string | null;
  /** Null when the refund has no lines of its own. */
  restock: boolean;
  lines: RefundLine[];
  /** Money given back; 0 for an edit or a cancellation without refund. */
  amountCents: Cents;
  returnId: number | null;
  createdAt: Instant;
  processedAt: Instant;
};

type ReturnStatus = "requested" | "open" | "closed" | "declined" | "canceled";

export type Return = {
  id: number;
  name: string;
  status: ReturnStatus;
  lines: {
    id: number;
    fulfillmentLineId: number;
    quantity: number;
    note: string;
    /** Units that were received and refunded or restocked. */
    processedQuantity: number;
  }[];
  createdAt: Instant;
  closedAt: Instant | null;
};

export type FulfillmentHold = {
  id: number;
  reason: string;
  reasonNotes: string | null;
  handle: string | null;
  externalId: string | null;
};

export type FulfillmentOrder = {
  id: number;
  orderId: number;
  locationId: number;
  status: "open" | "in_progress" | "on_hold" | "scheduled" | "closed" | "cancelled" | "incomplete";
  requestStatus: "unsubmitted";
  holds: FulfillmentHold[];
  lines: { id: number; lineId: number; totalQuantity: number; remainingQuantity: number }[];
  createdAt: Instant;
  updatedAt: Instant;
};

export type CancelReason = "customer" | "declined" | "fraud" | "inventory" | "other" | "staff";

export type Order = {
  id: number;
  /** e.g. "#1001" */
  name: string;
  /** 1001, 1002, … within the shop. */
  orderNumber: number;
  customerId: number | null;
  email: string | null;
  phone: string | null;
  customerLocale: string | null;
  billingAddress: Address | null;
  shippingAddress: Address | null;
  sourceName: string;
  /** The shop's own location for a POS order, else null. */
  retailLocationId: number | null;
  test: boolean;
  tags: string[];
  note: string | null;
  noteAttributes: { name: string; value: string }[];
  lines: OrderLine[];
  shippingCents: Cents;
  paid: boolean;
  edited: boolean;
  fulfillments: Fulfillment[];
  fulfillmentOrders: FulfillmentOrder[];
  refunds: Refund[];
  returns: Return[];
  cancelReason: CancelReason | null;
  cancelledAt: Instant | null;
  closedAt: Instant | null;
  createdAt: Instant;
  processedAt: Instant;
  updatedAt: Instant;
};

export type Metafield = {
  id: number;
  ownerGid: string;
  namespace: string;
  key: string;
  type: string;
  value: string;
  createdAt: Instant;
  updatedAt: Instant;
};

export type BulkOperation = {
  id: number;
  type: "QUERY" | "MUTATION";
  status: "CREATED" | "RUNNING" | "COMPLETED" | "CANCELING" | "CANCELED" | "FAILED" | "EXPIRED";
  errorCode: "ACCESS_DENIED" | "INTERNAL_SERVER_ERROR" | "TIMEOUT" | null;
  query: string;
  objectCount: number;
  rootObjectCount: number;
  /** Name of the result in `Shop.files`. */
  resultFile: string | null;
  partialResultFile: string | null;
  createdAt: Instant;
  completedAt: Instant | null;
};

export type AccessToken = {
  token: string;
  kind: "offline" | "online";
  scopes: string[];
  userId: number | null;
  /** Null for a token that does not expire. */
  expiresAt: number | null;
  revoked: boolean;
};

export type RefreshToken = {
  token: string;
  /** The access token it was issued with. */
  accessToken: string;
  expiresAt: number;
  /** When it was exchanged for the first time, null if never. */
  firstUsedAt: number | null;
  /** The refresh token it was exchanged for; once this one is used, that one is dead. */
  predecessor: string | null;
  revoked: boolean;
};

type ShopFile = { contentType: string; body: Buffer };

export type ShopPlan = {
  name: string;
  /** Points per second that the GraphQL bucket regains. */
  restoreRate: number;
  /** Points in a full bucket. */
  bucketSize: number;
};

export type ProtectedContent = "name" | "email" | "phone" | "address";

export type Shop = {
  id: number;
  /** e.g. "fern-and-tallow.myshopify.com" */
  domain: string;
  /** e.g. "fern-and-tallow" */
  name: string;
  title: string;
  email: string;
  ownerName: string;
  /** IANA name, e.g. "Europe/Lisbon". */
  timezone: string;
  currency: string;
  countryCode: string;
  /** Of the admin: what the `locale` parameter says. */
  locale: string;
  plan: ShopPlan;
  createdAt: Instant;

  installed: boolean;
  grantedScopes: string[];
  /** Fields of protected customer data the app is approved for. */
  protectedData: Record<ProtectedContent, boolean>;
  accessTokens: Map<string, AccessToken>;
  refreshTokens: Map<string, RefreshToken>;

  products: Map<number, Product>;
  variants: Map<number, Variant>;
  locations: Map<number, Location>;
  customers: Map<number, Customer>;
  orders: Map<number, Order>;
  /** By owner gid, then "namespace.key". */
  metafields: Map<string, Map<string, Metafield>>;
  bulkOperations: Map<number, BulkOperation>;
  /** Served at {dev store}/_files/{shop domain}/{name}. */
  files: Map<string, ShopFile>;
  nextOrderNumber: number;
};
