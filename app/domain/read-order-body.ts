import {
  asObject,
  instant,
  MalformedOrderError,
  objectList,
  optionalFlag,
  optionalId,
  optionalInstant,
  optionalText,
  optionalUnits,
  ownId,
  spelledId,
  units,
  type BodyObject,
} from "./body-fields.ts";
import { readUnits, type FulfilmentReading, type RefundReading, type RestockType } from "./line-units.ts";
import type { LineFacts, OrderFacts } from "./order-facts.ts";
import { isPaid } from "./is-paid.ts";
import { readContact, readCustomer } from "./read-contact-body.ts";
import { whyNotGoods } from "./why-not-goods.ts";

export interface OrderReading {
  facts: OrderFacts;
  /** The body cannot say which units of some line were removed (DOMAIN.md section 3): read the order by the Admin API. */
  doubt: "ask_shopify" | null;
}

/**
 * Reads an order as webhooks carry it (REST shape, parsed JSON) into facts.
 * Takes what it needs and ignores the rest, known or not; missing lists are empty and missing texts null.
 * @throws MalformedOrderError naming the place, when something that decides quantities, times or identity is missing
 * or of the wrong kind. Trying again would not help.
 */
export function readOrderBody(body: unknown): OrderReading {
  const order = asObject(body, "");
  const cancelledAt = optionalInstant(order, "cancelled_at");
  const fulfilments = fulfilmentsByLine(order);
  const refunds = refundsByLine(order);

  let doubt: OrderReading["doubt"] = null;
  const seen = new Set<string>();
  const lines = objectList(order, "line_items").map((line, position): LineFacts => {
    const spelled = spelledId(line, "id");
    if (seen.has(spelled)) throw new MalformedOrderError(`${line.path}.id`, "on one line only");
    seen.add(spelled);

    const kind = {
      giftCard: optionalFlag(line, "gift_card"),
      tip: isTip(line),
      variantId: optionalId(line, "variant_id"),
      productId: optionalId(line, "product_id"),
    };
    const notGoods = whyNotGoods(kind);
    const quantity = units(line, "quantity");
    const reading = readUnits({
      quantity,
      currentQuantity: optionalUnits(line, "current_quantity"),
      unfulfilled: optionalUnits(line, "fulfillable_quantity"),
      unfulfilledIsExact: false,
      fulfilments: fulfilments.get(spelled) ?? [],
      refunds: refunds.get(spelled) ?? [],
      orderCancelled: cancelledAt !== null,
      fulfilled: optionalText(line, "fulfillment_status") === "fulfilled",
    });
    if (notGoods === null) doubt ??= reading.doubt;
    return {
      lineId: ownId(line, "LineItem"),
      position,
      variantId: kind.variantId,
      productId: kind.productId,
      title: optionalText(line, "title") ?? optionalText(line, "name") ?? "",
      variantTitle: optionalText(line, "variant_title"),
      sku: optionalText(line, "sku"),
      quantity,
      notGoods,
      units: reading.units,
      shippedAt: reading.shippedAt,
      shipments: reading.shipments,
      // A body does not say where its lines ship from.
      places: null,
      set: null,
    };
  });

  return {
    facts: {
      orderId: ownId(order, "Order"),
      name: optionalText(order, "name") ?? "",
      processedAt: optionalInstant(order, "processed_at") ?? instant(order, "created_at"),
      updatedAt: instant(order, "updated_at"),
      cancelledAt,
      test: optionalFlag(order, "test"),
      paid: isPaid(optionalText(order, "financial_status")),
      locale: optionalText(order, "customer_locale"),
      contact: readContact(order),
      customer: readCustomer(order),
      lines,
    },
    doubt,
  };
}

/** A tip is a line without a product that says how it was paid. */
function isTip(line: BodyObject): boolean {
  return ["tip", "tip_payment_gateway", "tip_payment_method"].some((key) => {
    const value = line.fields[key];
    return value !== undefined && value !== null && value !== false && value !== "";
  });
}

/** Cancelled and failed fulfilments hold no goods. */
const STATE_OF_STATUS: Readonly<Record<string, FulfilmentReading["state"]>> = {
  success: "shipped",
  pending: "under_way",
  open: "under_way",
};

function fulfilmentsByLine(order: BodyObject): Map<string, FulfilmentReading[]> {
  const byLine = new Map<string, FulfilmentReading[]>();
  for (const fulfilment of objectList(order, "fulfillments")) {
    const state = STATE_OF_STATUS[optionalText(fulfilment, "status") ?? ""];
    if (state === undefined) continue;
    const createdAt = instant(fulfilment, "created_at");
    const shipmentStatus = optionalText(fulfilment, "shipment_status");
    const inTransit = shipmentStatus !== null && shipmentStatus !== "delivered";
    for (const line of objectList(fulfilment, "line_items")) {
      append(byLine, spelledId(line, "id"), { units: units(line, "quantity"), state, inTransit, createdAt });
    }
  }
  return byLine;
}

const RESTOCK_TYPES: readonly string[] = [
  "cancel",
  "return",
  "no_restock",
  "legacy_restock",
] satisfies RestockType[];

function refundsByLine(order: BodyObject): Map<string, RefundReading[]> {
  const byLine = new Map<string, RefundReading[]>();
  for (const refund of objectList(order, "refunds")) {
    const lines = objectList(refund, "refund_line_items");
    if (lines.length === 0) continue;
    const createdAt = instant(refund, "created_at");
    for (const line of lines) {
      append(byLine, spelledId(line, "line_item_id"), {
        units: units(line, "quantity"),
        restockType: restockTypeOf(line),
        createdAt,
      });
    }
  }
  return byLine;
}

/** A way of restocking that we do not know puts nothing back: the buyer may have the goods. */
function restockTypeOf(line: BodyObject): RestockType {
  const value = optionalText(line, "restock_type") ?? "no_restock";
  return RESTOCK_TYPES.includes(value) ? (value as RestockType) : "no_restock";
}

function append<T>(lists: Map<string, T[]>, key: string, entry: T): void {
  const list = lists.get(key);
  if (list === undefined) lists.set(key, [entry]);
  else list.push(entry);
}
