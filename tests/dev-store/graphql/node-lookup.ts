/** Finding things by gid, and saying of a found thing what type it is. */
import { parseGid } from "../state/gid.ts";
import type { FulfillmentOrder, Order, Shop } from "../state/types.ts";
import type { GraphqlContext } from "./context.ts";
import { requireTypeAccess } from "./access.ts";

/** Which type an object was found as; for the interfaces Node, HasMetafields and Media. */
const typeNames = new WeakMap<object, string>();

export function asType<T extends object>(typeName: string, found: T): T {
  typeNames.set(found, typeName);
  return found;
}

export function typeNameOf(value: unknown): string | undefined {
  return typeof value === "object" && value !== null ? typeNames.get(value) : undefined;
}

const SIXTY_DAYS_MS = 60 * 86_400_000;

/** Without read_all_orders an app sees the orders of the last sixty days. */
function isOrderVisible(context: GraphqlContext, order: Order): boolean {
  return context.scopes.includes("read_all_orders") || order.createdAt >= Date.now() - SIXTY_DAYS_MS;
}

export function visibleOrders(context: GraphqlContext): Order[] {
  return [...context.shop.orders.values()].filter((order) => isOrderVisible(context, order));
}

/** Without a scope for third-party services an app does not see what is to ship from their locations. */
export function visibleFulfillmentOrders(context: GraphqlContext, order: Order): FulfillmentOrder[] {
  const seesAll = ["read", "write"].some((right) =>
    context.scopes.includes(`${right}_third_party_fulfillment_orders`),
  );
  return order.fulfillmentOrders.filter(
    ({ locationId }) => seesAll || context.shop.locations.get(locationId)?.service == null,
  );
}

function findInOrders(context: GraphqlContext, type: string, id: number): object | null {
  for (const order of visibleOrders(context)) {
    const found = partOfOrder(context, order, type, id);
    if (found !== null) return found;
  }
  return null;
}

function partOfOrder(context: GraphqlContext, order: Order, type: string, id: number): object | null {
  const pick = <T extends { id: number }>(items: T[]): T | undefined => items.find((item) => item.id === id);
  switch (type) {
    case "LineItem": {
      const line = pick(order.lines);
      return line === undefined ? null : { order, line };
    }
    case "Fulfillment": {
      const fulfillment = pick(order.fulfillments);
      return fulfillment === undefined ? null : { order, fulfillment };
    }
    case "FulfillmentOrder": {
      const fulfillmentOrder = pick(visibleFulfillmentOrders(context, order));
      return fulfillmentOrder === undefined ? null : { order, fulfillmentOrder };
    }
    case "Refund": {
      const refund = pick(order.refunds);
      return refund === undefined ? null : { order, refund };
    }
    case "Return": {
      const one = pick(order.returns);
      return one === undefined ? null : { order, return: one };
    }
    default:
      return null;
  }
}

function lookUp(context: GraphqlContext, type: string, id: number): object | null {
  const { shop } = context;
  switch (type) {
    case "Order": {
      const order = shop.orders.get(id);
      return order !== undefined && isOrderVisible(context, order) ? order : null;
    }
    case "Product":
      return shop.products.get(id) ?? null;
    case "ProductVariant":
      return shop.variants.get(id) ?? null;
    case "Customer":
      return shop.customers.get(id) ?? null;
    case "Location":
      return shop.locations.get(id) ?? null;
    case "BulkOperation":
      return shop.bulkOperations.get(id) ?? null;
    case "Shop":
      return shop.id === id ? shop : null;
    case "InventoryItem":
      return inventoryItem(shop, id);
    default:
      return findInOrders(context, type, id);
  }
}

function inventoryItem(shop: Shop, id: number): object | null {
  for (const variant of shop.variants.values()) if (variant.inventoryItemId === id) return { variant };
  return null;
}

/** Null for what is not there, or not in this shop. Throws ACCESS_DENIED for a type the token may not read. */
export function findNode(context: GraphqlContext, fieldName: string, text: string): object | null {
  const parsed = parseGid(text);
  if (parsed === null) return null;
  requireTypeAccess(context, fieldName, parsed.type);
  const found = lookUp(context, parsed.type, parsed.id);
  return found === null ? null : asType(parsed.type, found);
}
