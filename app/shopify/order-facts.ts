import { compareIds } from "#app/domain/compare.ts";
import { isPaid } from "#app/domain/is-paid.ts";
import { readUnits } from "#app/domain/line-units.ts";
import type { FulfilmentReading, LineReading, RefundReading, RestockType } from "#app/domain/line-units.ts";
import type { LineFacts, LinePlaces, OrderFacts, PlaceUnits } from "#app/domain/order-facts.ts";
import type { ShopifyId } from "#app/domain/shopify-id.ts";
import { whyNotGoods } from "#app/domain/why-not-goods.ts";
import { buyerContact, customerFacts } from "./contact-facts.ts";
import type {
  FulfillmentDisplayStatus,
  FulfillmentStatus,
  OrderLineFragment,
  RefundLineItemRestockType,
} from "./generated/graphql.ts";
import { idOf, idOrNull } from "./ids.ts";
import type { RemainingUnits } from "./read-fulfilment-orders.ts";
import type { OrderPlaces } from "./read-order-places.ts";
import type { WholeOrder } from "./read-whole-order.ts";

/**
 * The Admin API's answer as the facts that a webhook body of the same order gives (app/domain/read-order-body.ts).
 * @param remaining units to ship, where fulfilment orders were asked (`needsRemainingUnits`)
 * @param places where the units ship from; null: not asked
 */
export function toOrderFacts(
  order: WholeOrder,
  remaining: readonly RemainingUnits[] | null,
  places: OrderPlaces | null,
): OrderFacts {
  const { head } = order;
  return {
    orderId: idOf("Order", head),
    name: head.name,
    processedAt: new Date(head.processedAt),
    updatedAt: new Date(head.updatedAt),
    cancelledAt: head.cancelledAt === null ? null : new Date(head.cancelledAt),
    test: head.test,
    paid: isPaid(head.displayFinancialStatus),
    locale: head.customerLocale,
    contact: buyerContact(head),
    customer: customerFacts(head.customer),
    lines: readings(order, remaining).map(({ line, reading }, position): LineFacts => {
      const { units, shippedAt, shipments } = readUnits(reading);
      const variantId = idOrNull("ProductVariant", line.variant);
      const productId = idOrNull("Product", line.product);
      return {
        lineId: idOf("LineItem", line),
        position,
        variantId,
        productId,
        title: line.title,
        variantTitle: line.variantTitle,
        sku: line.sku,
        quantity: line.quantity,
        // The Admin API does not mark a tip; as a line without a variant it draws nothing either way.
        notGoods: whyNotGoods({ giftCard: line.isGiftCard, tip: false, variantId, productId }),
        units,
        shippedAt,
        shipments,
        places: places === null ? null : placesOf(order, line.id, places),
        set: null,
      };
    }),
  };
}

/**
 * Where a line's units are to ship from and have shipped from. Units in a fulfilment that is under way are still to ship,
 * from that fulfilment's location. What no location accounts for is left out: it may come from any.
 */
function placesOf(order: WholeOrder, lineGid: string, { remaining, fulfilments }: OrderPlaces): LinePlaces {
  const toShip = new Map<ShopifyId, number>();
  const shipped = new Map<ShopifyId, number>();
  const add = (to: Map<ShopifyId, number>, locationId: ShopifyId | null, units: number): void => {
    if (locationId !== null && units > 0) to.set(locationId, (to.get(locationId) ?? 0) + units);
  };
  const lineId = idOf("LineItem", { id: lineGid });
  for (const part of remaining) if (part.lineId === lineId) add(toShip, part.locationId, part.units);
  for (const { id, status, units } of order.fulfillments) {
    const state = STATE_OF_STATUS[status];
    if (state === null) continue;
    const locationId = fulfilments.get(id) ?? null;
    for (const { lineItem, quantity } of units) {
      if (lineItem.id === lineGid) add(state === "shipped" ? shipped : toShip, locationId, quantity ?? 0);
    }
  }
  return { toShip: listOf(toShip), shipped: listOf(shipped) };
}

/** By id, so that equal places are written alike. */
function listOf(units: ReadonlyMap<ShopifyId, number>): PlaceUnits[] {
  return [...units]
    .map(([locationId, count]) => ({ locationId, units: count }))
    .sort((a, b) => compareIds(a.locationId, b.locationId));
}

/** Whether only fulfilment orders can tell what is left to ship: some units were removed without saying which. */
export function needsRemainingUnits(order: WholeOrder): boolean {
  return readings(order, null).some(({ reading }) => {
    if (reading.orderCancelled || reading.fulfilled) return false;
    const { promised, leftWithoutRestock } = readUnits(reading).units;
    return (
      promised + leftWithoutRestock > 0 &&
      reading.refunds.some((refund) => refund.units > 0 && refund.restockType === "no_restock")
    );
  });
}

function readings(
  order: WholeOrder,
  remaining: readonly RemainingUnits[] | null,
): { line: OrderLineFragment; reading: LineReading }[] {
  const fulfilments = fulfilmentsByLine(order);
  const refunds = refundsByLine(order);
  const unfulfilled = new Map<ShopifyId, number>();
  for (const { lineId, units } of remaining ?? []) {
    unfulfilled.set(lineId, (unfulfilled.get(lineId) ?? 0) + units);
  }
  return order.lines.map((line) => ({
    line,
    reading: {
      quantity: line.quantity,
      currentQuantity: line.currentQuantity,
      unfulfilled: unfulfilled.get(idOf("LineItem", line)) ?? null,
      unfulfilledIsExact: true,
      fulfilments: fulfilments.get(line.id) ?? [],
      refunds: refunds.get(line.id) ?? [],
      orderCancelled: order.head.cancelledAt !== null,
      fulfilled: order.head.displayFulfillmentStatus === "FULFILLED",
    },
  }));
}

/** Cancelled and failed fulfilments hold no goods. */
const STATE_OF_STATUS: Record<FulfillmentStatus, FulfilmentReading["state"] | null> = {
  SUCCESS: "shipped",
  PENDING: "under_way",
  OPEN: "under_way",
  CANCELLED: null,
  ERROR: null,
  FAILURE: null,
};

/** What a fulfilment shows while no carrier reports on the parcel, or once it has arrived. */
const NOT_IN_TRANSIT = new Set<FulfillmentDisplayStatus | null>([
  ...([null, "FULFILLED", "MARKED_AS_FULFILLED", "SUBMITTED"] as const),
  ...(["CANCELED", "LABEL_VOIDED", "DELIVERED", "PICKED_UP"] as const),
]);

function fulfilmentsByLine(order: WholeOrder): Map<string, FulfilmentReading[]> {
  const byLine = new Map<string, FulfilmentReading[]>();
  for (const { status, displayStatus, createdAt, units } of order.fulfillments) {
    const state = STATE_OF_STATUS[status];
    if (state === null) continue;
    for (const { lineItem, quantity } of units) {
      append(byLine, lineItem.id, {
        units: quantity ?? 0,
        state,
        inTransit: !NOT_IN_TRANSIT.has(displayStatus),
        createdAt: new Date(createdAt),
      });
    }
  }
  return byLine;
}

const RESTOCK_TYPE: Record<RefundLineItemRestockType, RestockType> = {
  CANCEL: "cancel",
  RETURN: "return",
  NO_RESTOCK: "no_restock",
  LEGACY_RESTOCK: "legacy_restock",
};

function refundsByLine(order: WholeOrder): Map<string, RefundReading[]> {
  const byLine = new Map<string, RefundReading[]>();
  for (const { createdAt, units } of order.refunds) {
    for (const { lineItem, quantity, restockType } of units) {
      append(byLine, lineItem.id, {
        units: quantity,
        restockType: RESTOCK_TYPE[restockType],
        // Only a refund that is not carried out yet has no stamp: nothing was shipped before it that is not now.
        createdAt: new Date(createdAt ?? order.head.updatedAt),
      });
    }
  }
  return byLine;
}

function append<T>(lists: Map<string, T[]>, key: string, entry: T): void {
  const list = lists.get(key);
  if (list === undefined) lists.set(key, [entry]);
  else list.push(entry);
}
