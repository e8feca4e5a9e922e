import type { OrderView } from "#app/contracts/order-view.ts";
import { findOrder, type OrderLineRecord, type OrderRecord } from "#app/db/find-order.ts";
import { findLocations } from "#app/db/locations.ts";
import { readAllocationRules, rulesFor } from "#app/db/read-allocation-rules.ts";
import { readAvailableStock } from "#app/db/read-stock.ts";
import { lineGid } from "#app/domain/line-gid.ts";
import { shopDay } from "#app/domain/shop-day.ts";
import { parseShopifyId, toGid } from "#app/domain/shopify-id.ts";
import type { ShopifyId } from "#app/domain/shopify-id.ts";
import { waitingReason, type WaitingReason } from "#app/domain/waiting-reason.ts";
import type { ShopContext } from "./context.ts";
import { readContact } from "./read-contact.ts";

/**
 * An order with what each line holds: one entry per (batch, state, confidence), none without units.
 * @param orderId a number or a gid
 * @returns null when the shop has no such order, or it was not settled yet
 */
export async function getOrder(ctx: ShopContext, orderId: string): Promise<OrderView | null> {
  const id = parseShopifyId("Order", orderId);
  const record = id === null ? null : await findOrder(ctx.db, ctx.shop.id, id);
  if (record === null) return null;
  const waiting = await waitingReasons(ctx, record);
  const isPlaced = record.lines.some((line) => line.places !== null);
  const locations = isPlaced ? await findLocations(ctx.db, ctx.shop.id) : [];
  const names = new Map(locations.map(({ locationId, name }) => [locationId, name]));
  const contact = readContact(ctx.cipher, record.contact);
  return {
    id: toGid("Order", record.orderId),
    name: record.name,
    processedAt: record.processedAt.toISOString(),
    cancelledAt: record.cancelledAt?.toISOString() ?? null,
    deleted: record.deletedAt !== null,
    test: record.test,
    shopifyUpdatedAt: record.shopifyUpdatedAt.toISOString(),
    buyerName: contact?.name ?? null,
    buyerEmail: contact?.email ?? null,
    lines: record.lines.map((line) => presentLine(line, waiting.get(line) ?? null, names)),
  };
}

function presentLine(
  record: OrderLineRecord,
  waiting: WaitingReason | null,
  names: ReadonlyMap<ShopifyId, string>,
): OrderView["lines"][number] {
  const {
    lineId,
    setLineId,
    variantId,
    shippedAt: _shippedAt,
    deferred: _deferred,
    places,
    held,
    ...line
  } = record;
  return {
    ...line,
    shipsFrom: (places?.toShip ?? []).map(({ locationId, units }) => ({
      name: names.get(locationId) ?? "a location that is not known yet",
      units,
    })),
    reason: line.reason ?? waiting,
    id: lineGid(lineId, setLineId),
    partOf: setLineId === null ? null : lineGid(setLineId, null),
    variantId: variantId === null ? null : toGid("ProductVariant", variantId),
    assignments: held,
  };
}

/** The locations that units of a line wait for; null: any. */
function placesOf({ places }: OrderLineRecord, shipped: boolean): (ShopifyId | null)[] {
  const ids = (shipped ? places?.shipped : places?.toShip)?.map((place) => place.locationId) ?? [];
  return ids.length === 0 ? [null] : ids;
}

/** Why the lines that wait have no batch now. Units still to ship speak for their line. */
async function waitingReasons(
  ctx: ShopContext,
  { lines, assignAt }: OrderRecord,
): Promise<Map<OrderLineRecord, WaitingReason | null>> {
  const waiting = lines.filter((line) => line.unassigned > 0);
  const variantIds = waiting.flatMap((line) => line.variantId ?? []);
  const stock = await readAvailableStock(ctx.db, ctx.shop.id, variantIds);
  const rules = await readAllocationRules(ctx.db, ctx.shop.id, variantIds);
  return new Map(
    waiting.map((line) => {
      const shipped = line.unassigned === line.unassignedShipped;
      if (line.deferred && !shipped) {
        return [line, assignAt === "payment" ? "awaiting_payment" : "awaiting_fulfilment"];
      }
      const at = (shipped ? line.shippedAt : null) ?? ctx.now();
      const needed = { at, day: shopDay(at, ctx.shop.timeZone), shipped };
      const own = stock.filter((item) => item.variantId === line.variantId);
      const reasons = placesOf(line, shipped).map((locationId) =>
        waitingReason(own, { ...needed, locationId }, rulesFor(rules, line.variantId ?? 0n)),
      );
      return [line, reasons.find((reason) => reason !== null) ?? null];
    }),
  );
}
