import { mustBeWhole, mustFind, RefusedOperation } from "../refusal.ts";
import { adjustInventory } from "../products/adjust-inventory.ts";
import { currentQuantity, unfulfilledQuantity } from "../quantities.ts";
import { restTimestamp } from "../rest/timestamps.ts";
import type { Order, OrderLine, Shop } from "../types.ts";
import { announceUnlessSilent, instantOf, type OperationOptions, type World } from "../world.ts";
import { touchAndAnnounceOrder } from "./announce-order.ts";
import { addToFulfillmentOrder, locationOfLine, takeFromFulfillmentOrders } from "./fulfillment-orders.ts";
import { orderLines, type LineInput } from "./order-lines.ts";
import { recordRefund } from "./refund-order.ts";

export type EditOrderInput = {
  /** New quantities of lines that are there: more, fewer, or 0 to take the line out. */
  set?: { lineId: number; quantity: number }[];
  add?: LineInput[];
  /** Whether removed units go back in stock. Default true. */
  restock?: boolean;
  /** Record removed units as a refund line of type cancel instead of only lowering current_quantity. Both are seen. */
  removalsAsRefund?: boolean;
};

type Change = { id: number; delta: number };

function orderEditBody(
  shop: Shop,
  order: Order,
  editId: number,
  additions: Change[],
  removals: Change[],
  at: number,
): object {
  return {
    order_edit: {
      id: editId,
      app_id: null,
      created_at: restTimestamp(at, shop.timezone),
      notify_customer: false,
      order_id: order.id,
      staff_note: "",
      user_id: null,
      committed_at: restTimestamp(at, shop.timezone),
      line_items: { additions, removals },
      discounts: { line_item: { additions: [], removals: [] } },
      shipping_lines: { additions: [], removals: [] },
    },
  };
}

function raise(world: World, shop: Shop, order: Order, line: OrderLine, units: number, at: number): void {
  const locationId = mustFind(locationOfLine(order, line.id), "location to ship from");
  line.quantity += units;
  addToFulfillmentOrder(world, order, locationId, line.id, units, at);
  adjustInventory(shop, line.variantId, locationId, -units);
}

function lower(
  world: World,
  shop: Shop,
  order: Order,
  line: OrderLine,
  units: number,
  input: EditOrderInput,
  at: number,
): void {
  const restock = input.restock ?? true;
  if (input.removalsAsRefund === true) {
    const restockType = restock ? "cancel" : "no_restock";
    recordRefund(
      world,
      shop,
      order,
      { lines: [{ lineId: line.id, quantity: units, restockType }], amountCents: 0 },
      at,
    );
    return;
  }
  const locationId = locationOfLine(order, line.id);
  line.removedByEdit += units;
  takeFromFulfillmentOrders(order, line.id, units, "removed", at);
  if (restock && locationId !== null) adjustInventory(shop, line.variantId, locationId, units);
}

/** Refuses the edit as a whole before any of it is done. */
function plannedChanges(order: Order, input: EditOrderInput): { line: OrderLine; delta: number }[] {
  return (input.set ?? []).map(({ lineId, quantity }) => {
    const line = mustFind(
      order.lines.find((candidate) => candidate.id === lineId),
      `line ${lineId} on ${order.name}`,
    );
    const delta = mustBeWhole(quantity, "A line's new quantity", 0) - currentQuantity(order, line);
    const left = unfulfilledQuantity(order, line);
    if (-delta > left) {
      throw new RefusedOperation(
        `${order.name}: ${-delta} units of line ${lineId} cannot be removed, ${left} are unfulfilled.`,
      );
    }
    return { line, delta };
  });
}

/** An order edit, committed. Sends orders/edited (which says only what changed) and orders/updated. */
export function editOrder(
  world: World,
  shop: Shop,
  order: Order,
  input: EditOrderInput,
  options: OperationOptions = {},
): Order {
  if (order.cancelledAt !== null)
    throw new RefusedOperation(`${order.name} is cancelled and cannot be edited.`);
  const at = instantOf(options);
  const additions: Change[] = [];
  const removals: Change[] = [];
  const added = input.add === undefined ? [] : orderLines(world, shop, input.add);
  for (const { line, delta } of plannedChanges(order, input)) {
    if (delta > 0) {
      raise(world, shop, order, line, delta, at);
      additions.push({ id: line.id, delta });
    } else if (delta < 0) {
      lower(world, shop, order, line, -delta, input, at);
      removals.push({ id: line.id, delta: -delta });
    }
  }
  for (const line of added) {
    const units = line.quantity;
    order.lines.push({ ...line, quantity: 0 });
    raise(world, shop, order, mustFind(order.lines.at(-1), "line"), units, at);
    additions.push({ id: line.id, delta: units });
  }
  if (additions.length + removals.length === 0)
    throw new RefusedOperation(`${order.name}: the edit changes nothing.`);
  order.edited = true;
  order.closedAt = null;
  order.updatedAt = Math.max(order.updatedAt, at);
  const editId = world.nextId();
  announceUnlessSilent(world, shop, options, ["orders/edited"], () =>
    JSON.stringify(orderEditBody(shop, order, editId, additions, removals, at)),
  );
  touchAndAnnounceOrder(world, shop, order, at, options, ["orders/updated"]);
  return order;
}
