import { gid } from "../gid.ts";
import { mustBeWhole, mustFind, RefusedOperation } from "../refusal.ts";
import { adjustInventory } from "../products/adjust-inventory.ts";
import type { Address, Cents, Order, Shop } from "../types.ts";
import { announceUnlessSilent, instantOf, type OperationOptions, type World } from "../world.ts";
import { touchAndAnnounceOrder } from "./announce-order.ts";
import { fulfillOrder } from "./fulfill-order.ts";
import { openFulfillmentOrder } from "./fulfillment-orders.ts";
import { orderLines, type LineInput } from "./order-lines.ts";

export type CreateOrderInput = {
  lines: LineInput[];
  /** Absent: a guest. */
  customerId?: number;
  /** Default the customer's own; null: an order nobody can be mailed about. */
  email?: string | null;
  phone?: string | null;
  customerLocale?: string;
  shippingAddress?: Address | null;
  billingAddress?: Address | null;
  shippingCents?: Cents;
  /** Default true. */
  paid?: boolean;
  test?: boolean;
  /** "web" (default), "pos", "shopify_draft_order", … A POS order leaves the shop with the buyer: it is fulfilled at once. */
  sourceName?: string;
  /** Where it ships from, or for POS where it was sold; default the first active location. */
  locationId?: number;
  /** Units that ship from another location: `line` is a place in the order, from 0. */
  routing?: { line: number; locationId: number; quantity: number }[];
  tags?: string[];
  note?: string | null;
  noteAttributes?: { name: string; value: string }[];
  /** For an imported order, when it was placed elsewhere. */
  processedAt?: string | number;
};

function locationFor(shop: Shop, id: number | undefined): number {
  if (id !== undefined) return mustFind(shop.locations.get(id), `location ${id}`).id;
  for (const location of shop.locations.values()) if (location.isActive) return location.id;
  throw new RefusedOperation("The shop has no active location.");
}

/** Shares the order's units out over locations, one fulfilment order each, and takes them from stock there. */
function routeOrder(
  world: World,
  shop: Shop,
  order: Order,
  locationId: number,
  routing: NonNullable<CreateOrderInput["routing"]>,
  at: number,
): void {
  const parts = routing.map((part) => ({
    locationId: locationFor(shop, part.locationId),
    lineId: mustFind(order.lines[part.line], `line ${part.line} in the order`).id,
    quantity: mustBeWhole(part.quantity, "A routed quantity"),
  }));
  for (const line of order.lines) {
    const elsewhere = parts
      .filter((part) => part.lineId === line.id)
      .reduce((sum, part) => sum + part.quantity, 0);
    if (elsewhere > line.quantity)
      throw new RefusedOperation(`${elsewhere} units of ${line.title} are routed.`);
    if (elsewhere < line.quantity)
      parts.push({ locationId, lineId: line.id, quantity: line.quantity - elsewhere });
  }
  for (const from of new Set([locationId, ...parts.map((part) => part.locationId)])) {
    const own = parts.filter((part) => part.locationId === from);
    if (own.length > 0) openFulfillmentOrder(world, order, from, own, at);
    for (const { lineId, quantity } of own) {
      const variantId = order.lines.find((line) => line.id === lineId)?.variantId ?? null;
      adjustInventory(shop, variantId, from, -quantity);
    }
  }
}

/**
 * A new order. Sends orders/create, orders/paid when it is, orders/updated, fulfillment_orders/order_routing_complete for
 * each of its fulfilment orders; a POS order is fulfilled as well.
 */
export function createOrder(
  world: World,
  shop: Shop,
  input: CreateOrderInput,
  options: OperationOptions = {},
): Order {
  const at = instantOf(options);
  const customer =
    input.customerId === undefined
      ? null
      : mustFind(shop.customers.get(input.customerId), `customer ${input.customerId}`);
  const locationId = locationFor(shop, input.locationId);
  const lines = orderLines(world, shop, input.lines);
  const sourceName = input.sourceName ?? "web";
  const orderNumber = shop.nextOrderNumber;
  shop.nextOrderNumber += 1;
  const order: Order = {
    id: world.nextId(),
    name: `#${orderNumber}`,
    orderNumber,
    customerId: customer?.id ?? null,
    email: input.email === undefined ? (customer?.email ?? null) : input.email,
    phone: input.phone ?? null,
    customerLocale: input.customerLocale ?? customer?.locale ?? "en",
    billingAddress: input.billingAddress ?? input.shippingAddress ?? customer?.defaultAddress ?? null,
    shippingAddress: input.shippingAddress ?? customer?.defaultAddress ?? null,
    sourceName,
    retailLocationId: sourceName === "pos" ? locationId : null,
    test: input.test ?? false,
    tags: [...(input.tags ?? [])].sort(),
    note: input.note ?? null,
    noteAttributes: input.noteAttributes ?? [],
    lines,
    shippingCents: input.shippingCents ?? (sourceName === "pos" ? 0 : 500),
    paid: input.paid ?? true,
    edited: false,
    fulfillments: [],
    fulfillmentOrders: [],
    refunds: [],
    returns: [],
    cancelReason: null,
    cancelledAt: null,
    closedAt: null,
    createdAt: at,
    processedAt: input.processedAt === undefined ? at : instantOf({ at: input.processedAt }),
    updatedAt: at,
  };
  routeOrder(world, shop, order, locationId, input.routing ?? [], at);
  shop.orders.set(order.id, order);
  touchAndAnnounceOrder(world, shop, order, at, options, [
    "orders/create",
    ...(order.paid ? ["orders/paid"] : []),
    "orders/updated",
  ]);
  for (const { id, status } of order.fulfillmentOrders) {
    announceUnlessSilent(world, shop, options, ["fulfillment_orders/order_routing_complete"], () =>
      JSON.stringify({ fulfillment_order: { id: gid("FulfillmentOrder", id), status } }),
    );
  }
  const leavesAtOnce = sourceName === "pos" ? lines : order.paid ? lines.filter((line) => line.giftCard) : [];
  if (leavesAtOnce.length > 0) {
    const parts = leavesAtOnce.map((line) => ({ lineId: line.id, quantity: line.quantity }));
    fulfillOrder(world, shop, order, { lines: parts }, options);
  }
  return order;
}
