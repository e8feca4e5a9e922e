import { parseShopifyId } from "#app/domain/shopify-id.ts";
import type { OrderFacts } from "#app/domain/order-facts.ts";
import type { ShopifyId } from "#app/domain/shopify-id.ts";
import type { OrdersInBulkQuery } from "./generated/graphql.ts";
import { idOrNull } from "./ids.ts";
import type { ReadOrdersOptions } from "./gateway.ts";
import { toOrderFacts } from "./order-facts.ts";
import type { WholeOrder } from "./read-whole-order.ts";

type BulkNode = OrdersInBulkQuery["orders"]["edges"][number]["node"];
/** An order's own line of a bulk file: its order lines stand on lines of their own. */
type BulkOrder = Omit<BulkNode, "lineItems">;
type BulkLine = BulkNode["lineItems"]["edges"][number]["node"];

/** One line of a bulk file of orders. `json` is given back to `bulkOrderFacts`; an order's holds its buyer's data. */
export type BulkRecord =
  | {
      kind: "order";
      orderId: ShopifyId;
      processedAt: Date;
      updatedAt: Date;
      customerId: ShopifyId | null;
      email: string | null;
      json: string;
    }
  | { kind: "line"; orderId: ShopifyId; lineId: ShopifyId; json: string };

/**
 * Reads one line of a bulk file.
 * @throws {Error} it is neither an order nor a line of one: not the file that was asked for
 */
export function readBulkLine(text: string): BulkRecord {
  const node = parseObject(text);
  const { id, __parentId: parent } = node;
  const orderId = parseShopifyId("Order", typeof parent === "string" ? parent : String(id));
  if (orderId === null) throw new Error("a bulk file of orders has a line about something else");
  if (parent !== undefined) {
    const lineId = parseShopifyId("LineItem", String(id));
    if (lineId === null) throw new Error("a bulk file of orders has a part that is no order line");
    return { kind: "line", orderId, lineId, json: text };
  }
  const order = node as unknown as BulkOrder;
  return {
    kind: "order",
    orderId,
    processedAt: new Date(order.processedAt),
    updatedAt: new Date(order.updatedAt),
    customerId: idOrNull("Customer", order.customer),
    email: order.email,
    json: text,
  };
}

function parseObject(text: string): Record<string, unknown> {
  let node: unknown;
  try {
    node = JSON.parse(text);
  } catch {
    // The parser's own message quotes the text, and the text holds a buyer's data.
    throw new Error("a bulk file of orders has a line that is not JSON");
  }
  if (typeof node !== "object" || node === null)
    throw new Error("a bulk file of orders has a line that is no object");
  return node as Record<string, unknown>;
}

/**
 * The facts of an order of a bulk file, the same that reading it singly gives; null when the file cannot tell. What a
 * fulfilment or a refund holds is not in the file, so it tells all of an order from which nothing was taken back and that
 * has left in one parcel, in part or whole, or not at all: nearly all orders. The rest are read singly.
 * @param head an order's `json`
 * @param lines the `json` of its lines, in the order of the file
 * @param options.places whether the facts are to say from where the units ship. Where a parcel left from is in the file;
 *   from where units are still to ship is not, for that is in a connection of each fulfilment order
 */
export function bulkOrderFacts(
  head: string,
  lines: readonly string[],
  options: ReadOrdersOptions,
): OrderFacts | null {
  const order = JSON.parse(head) as BulkOrder;
  const orderLines = lines.map((line) => JSON.parse(line) as BulkLine);
  const whole = wholeOrder(order, orderLines);
  if (whole === null) return null;
  if (!options.places) return toOrderFacts(whole, null, null);
  // Files from before locations were asked for do not have them.
  if (order.fulfillments.some((fulfilment) => !("location" in fulfilment))) return null;
  const fulfilments = new Map(order.fulfillments.map((one) => [one.id, idOrNull("Location", one.location)]));
  const facts = toOrderFacts(whole, null, { remaining: [], fulfilments });
  return facts.lines.some(({ units }) => units.promised > 0) ? null : facts;
}

/** As many as the document asks for: a list of this length may have been cut. */
const FULFILLMENTS_ASKED = 3;
const HOLDS_NOTHING = new Set(["CANCELLED", "ERROR", "FAILURE"]);

function wholeOrder(order: BulkOrder, lines: BulkLine[]): WholeOrder | null {
  const { refunds, fulfillments, ...head } = order;
  if (refunds.length > 0 || fulfillments.length >= FULFILLMENTS_ASKED) return null;
  const parcels = fulfillments.filter(({ status }) => !HOLDS_NOTHING.has(status));
  const [parcel] = parcels;
  if (parcel === undefined) {
    return order.displayFulfillmentStatus === "FULFILLED"
      ? null
      : { head, lines, fulfillments: [], refunds: [] };
  }
  if (parcels.length > 1 || parcel.status !== "SUCCESS" || order.cancelledAt !== null) return null;
  // Units that an edit removed, and lines that ship in their own way, leave open what the parcel held.
  if (lines.some((line) => line.currentQuantity !== line.quantity || line.isGiftCard || !line.variant))
    return null;
  const units = lines.map((line) => ({
    lineItem: { id: line.id },
    quantity: line.quantity - line.unfulfilledQuantity,
  }));
  const hasLeft = units.every(({ quantity }, index) => quantity === lines[index]?.quantity);
  if (
    hasLeft !== (order.displayFulfillmentStatus === "FULFILLED") ||
    units.some(({ quantity }) => quantity < 0)
  ) {
    return null;
  }
  const shipped = units.filter(({ quantity }) => quantity > 0);
  return { head, lines, fulfillments: [{ ...parcel, units: shipped }], refunds: [] };
}
