import type { MirroredVariant } from "#app/db/read-mirrored-variants.ts";
import type { StoredLine } from "#app/db/read-stored-lines.ts";
import type { OrderLineRow } from "#app/db/store-order-lines.ts";
import { lineTarget } from "#app/domain/line-target.ts";
import type { AssignAt } from "#app/domain/allocation-rules.ts";
import type { LineFacts, OrderFacts, Shipment } from "#app/domain/order-facts.ts";
import type { LineState } from "#app/domain/settlement.types.ts";
import type { ShopifyId } from "#app/domain/shopify-id.ts";
import { lineKey } from "./settle.ts";

interface Surroundings {
  /** What earlier facts said of the lines. */
  stored: readonly StoredLine[];
  /** What the lines hold, read under their variants' heads. */
  held: readonly LineState[];
  mirrored: ReadonlyMap<ShopifyId, MirroredVariant>;
  /** Orders deleted in Shopify. */
  deleted: ReadonlySet<ShopifyId>;
  includeTestOrders: boolean;
  /** When the units of an order get their batches. */
  assignAt: (orderId: ShopifyId) => AssignAt;
}

/**
 * Turns the facts of orders into the rows to store and the states to plan from. Lines that are stored but not named any
 * more are among the states, so that they give back what they hold.
 */
export function prepareLines(
  orders: readonly { facts: OrderFacts }[],
  around: Surroundings,
): { rows: OrderLineRow[]; states: LineState[] } {
  const stored = new Map(around.stored.map((line) => [lineKey(line), line]));
  const held = new Map(around.held.map((line) => [lineKey(line), line]));
  const rows: OrderLineRow[] = [];
  const states: LineState[] = [];
  for (const { facts: order } of orders) {
    const deferred = isDeferred(order, around.assignAt(order.orderId));
    for (const line of order.lines) {
      const key = `${order.orderId}/${line.lineId}`;
      const before = stored.get(key);
      const holding = held.get(key);
      held.delete(key);
      const facts = around.deleted.has(order.orderId) ? released(line) : line;
      const { target, variantId, reason } = lineTarget(
        { ...facts, variantId: before?.variantId ?? facts.variantId },
        circumstances(order, facts, before, around),
      );
      const { unassigned, unassignedShipped } = holding ?? { unassigned: 0, unassignedShipped: 0 };
      const mirrored = variantId === null ? undefined : around.mirrored.get(variantId);
      rows.push({
        orderId: order.orderId,
        facts,
        variantId,
        imageUrl: mirrored?.imageUrl ?? null,
        reason,
        deferred,
        unassigned,
        unassignedShipped,
      });
      // A line that draws nothing and holds nothing has nothing to plan.
      if (variantId === null || (reason !== null && holding === undefined)) continue;
      states.push({
        orderId: order.orderId,
        lineId: line.lineId,
        variantId,
        placedAt: order.processedAt,
        target,
        settled: holding?.settled ?? null,
        shippedAt: line.shippedAt,
        shipments: line.shipments ?? shippedAtOnce(line),
        deferred,
        // What was not asked this time stays as it was last known.
        places: line.places ?? holding?.places ?? null,
        assignments: holding?.assignments ?? [],
        unassigned,
        unassignedShipped,
      });
    }
  }
  states.push(...held.values());
  return { rows, states };
}

function shippedAtOnce({ shippedAt, units }: LineFacts): Shipment[] {
  return shippedAt === null ? [] : [{ at: shippedAt, units: units.shipped }];
}

/** Whether unshipped units are given no batch yet, by what held when the order was first seen. */
function isDeferred(order: OrderFacts, assignAt: AssignAt): boolean {
  switch (assignAt) {
    case "creation":
      return false;
    case "payment":
      return !order.paid;
    case "fulfilment":
      return true;
  }
}

/** For a line that is stored already, tracking and the wish for test orders are what held when it was stored (case 37). */
function circumstances(
  order: OrderFacts,
  line: LineFacts,
  before: StoredLine | undefined,
  { mirrored, includeTestOrders }: Surroundings,
): Parameters<typeof lineTarget>[1] {
  const isNew = before === undefined || before.variantId === null;
  const product = line.variantId === null ? undefined : mirrored.get(line.variantId);
  return {
    storedVariantId: before?.variantId ?? null,
    tracked: isNew ? (product?.tracked ?? true) : before.reason !== "not_tracked",
    testOrder: order.test,
    includeTestOrders: isNew ? includeTestOrders : before.reason !== "test_order",
  };
}

/** What is left of a line when its order was deleted: shipped units stay with the buyer (case 78). */
function released(line: LineFacts): LineFacts {
  const { promised, cancelled, ...units } = line.units;
  return { ...line, units: { ...units, promised: 0, cancelled: cancelled + promised } };
}
