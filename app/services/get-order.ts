import type { OrderView } from "#app/contracts/order-view.ts";
import { findOrder, type OrderLineRecord } from "#app/db/find-order.ts";
import { findLocations } from "#app/db/locations.ts";
import { lineGid } from "#app/domain/line-gid.ts";
import { parseShopifyId, toGid } from "#app/domain/shopify-id.ts";
import type { ShopifyId } from "#app/domain/shopify-id.ts";
import type { WaitingReason } from "#app/domain/waiting-reason.ts";
import type { ShopContext } from "./context.ts";
import { readContact } from "./read-contact.ts";
import { waitingReasons } from "./waiting-reasons.ts";

/**
 * An order with what each line holds: one entry per (batch, state, confidence), none without units.
 * @param orderId a number or a gid
 * @returns null when the shop has no such order, or it was not settled yet
 */
export async function getOrder(ctx: ShopContext, orderId: string): Promise<OrderView | null> {
  const id = parseShopifyId("Order", orderId);
  const record = id === null ? null : await findOrder(ctx.db, ctx.shop.id, id);
  if (record === null) return null;
  const { assignAt } = record;
  const waiting = await waitingReasons(
    ctx,
    record.lines.map((line) => ({ ...line, assignAt })),
  );
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
    buyerPhone: contact?.phone ?? null,
    lines: record.lines.map((line, index) => presentLine(line, waiting[index] ?? null, names)),
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
