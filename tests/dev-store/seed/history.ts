/** Two months of trade: orders as they come in, are shipped, and sometimes come back. */
import { cancelOrder } from "../state/orders/cancel-order.ts";
import { createOrder } from "../state/orders/create-order.ts";
import { editOrder } from "../state/orders/edit-order.ts";
import { fulfillOrder } from "../state/orders/fulfill-order.ts";
import { refundOrder } from "../state/orders/refund-order.ts";
import { updateFulfillment } from "../state/orders/update-fulfillment.ts";
import { unfulfilledQuantity } from "../state/quantities.ts";
import type { Random } from "../state/random.ts";
import type { Instant, Order, Shop } from "../state/types.ts";
import type { OperationOptions, World } from "../state/world.ts";
import { realisticOrder } from "./arriving-order.ts";

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** Within the sixty days an app may see. */
const DAYS = 58;
const ORDERS_PER_DAY = 6.3;
/** Sunday to Saturday: people shop at the weekend. */
const WEEKDAY_RHYTHM = [1.35, 0.85, 0.8, 0.85, 0.95, 1.05, 1.35] as const;
/** Busy hours of the day, each as often as it stands here. */
const HOURS = [8, 9, 10, 10, 11, 12, 12, 13, 14, 15, 16, 17, 18, 19, 19, 20, 20, 20, 21, 21, 22] as const;
/** What is younger waits on the packing table. */
const PACKED_AFTER_MS = 36 * HOUR_MS;

/** When orders were placed, oldest first. A little more each week, as the year goes towards its end. */
export function orderTimes(random: Random, now: Instant): Instant[] {
  const times: Instant[] = [];
  for (let daysAgo = DAYS; daysAgo >= 0; daysAgo -= 1) {
    const midnight = Math.floor((now - daysAgo * DAY_MS) / DAY_MS) * DAY_MS;
    const weekday = new Date(midnight).getUTCDay();
    const growth = 0.9 + (0.4 * (DAYS - daysAgo)) / DAYS;
    const expected = ORDERS_PER_DAY * (WEEKDAY_RHYTHM[weekday] ?? 1) * growth;
    const count = Math.max(0, Math.round(expected + (random.next() - 0.5) * 4));
    for (let index = 0; index < count; index += 1) {
      const at = midnight + random.pick(HOURS) * HOUR_MS + random.int(0, 3599) * 1000;
      if (at < now && at > now - DAYS * DAY_MS) times.push(at);
    }
  }
  return times.sort((a, b) => a - b);
}

/** What became of one order until now. */
export function playHistory(
  world: World,
  shop: Shop,
  random: Random,
  placedAt: Instant,
  now: Instant,
): Order {
  const happening = (at: Instant): OperationOptions => ({ at, webhooks: false });
  const isMarketDay = new Date(placedAt).getUTCDay() === 6;
  const input = realisticOrder(random, shop);
  if (isMarketDay && random.chance(0.3)) {
    return createOrder(world, shop, { ...input, sourceName: "pos", shippingCents: 0 }, happening(placedAt));
  }
  const order = createOrder(world, shop, { ...input, test: random.chance(0.005) }, happening(placedAt));
  const fate = random.next();
  let at = placedAt + random.int(1, 5) * HOUR_MS;
  if (fate < 0.03 && at < now) {
    cancelOrder(world, shop, order, { reason: "customer", restock: true }, happening(at));
    return order;
  }
  const [firstLine] = order.lines;
  if (
    fate >= 0.03 &&
    fate < 0.055 &&
    at < now &&
    firstLine !== undefined &&
    unfulfilledQuantity(order, firstLine) > 0
  ) {
    const quantity = firstLine.quantity + (random.chance(0.5) ? 1 : firstLine.quantity > 1 ? -1 : 1);
    editOrder(world, shop, order, { set: [{ lineId: firstLine.id, quantity }] }, happening(at));
  }
  at = placedAt + random.int(12, 60) * HOUR_MS;
  const left = order.lines.some((line) => unfulfilledQuantity(order, line) > 0);
  if (!left || at > now || now - placedAt < PACKED_AFTER_MS) return order;
  ship(world, shop, random, order, at, now, happening);
  comeBack(world, shop, random, order, fate, at, now, happening);
  return order;
}

type Happening = (at: Instant) => OperationOptions;

function ship(
  world: World,
  shop: Shop,
  random: Random,
  order: Order,
  at: Instant,
  now: Instant,
  happening: Happening,
): void {
  const waiting = order.lines.filter((line) => unfulfilledQuantity(order, line) > 0);
  const inTwoParcels = waiting.length > 1 && random.chance(0.08);
  const parcels = inTwoParcels ? [waiting.slice(0, 1), waiting.slice(1)] : [waiting];
  for (const [index, lines] of parcels.entries()) {
    const shippedAt = at + index * DAY_MS;
    if (shippedAt > now) return;
    const fulfillment = fulfillOrder(
      world,
      shop,
      order,
      {
        lines: lines.map((line) => ({ lineId: line.id, quantity: unfulfilledQuantity(order, line) })),
        shipmentStatus: "in_transit",
        trackingCompany: "USPS",
        trackingNumber: `9400${String(random.int(100_000_000, 999_999_999))}`,
      },
      happening(shippedAt),
    );
    const deliveredAt = shippedAt + random.int(2, 5) * DAY_MS;
    if (deliveredAt < now)
      updateFulfillment(
        world,
        shop,
        order,
        fulfillment.id,
        { shipmentStatus: "delivered" },
        happening(deliveredAt),
      );
  }
}

function comeBack(
  world: World,
  shop: Shop,
  random: Random,
  order: Order,
  fate: number,
  shippedAt: Instant,
  now: Instant,
  happening: Happening,
): void {
  const at = shippedAt + random.int(6, 14) * DAY_MS;
  const shipped = order.fulfillments[0]?.lines[0];
  if (at > now || shipped === undefined) return;
  if (fate >= 0.055 && fate < 0.085) {
    const lines = [{ lineId: shipped.lineId, quantity: 1, restockType: "return" as const }];
    refundOrder(world, shop, order, { lines, note: "Arrived damaged" }, happening(at));
  } else if (fate >= 0.085 && fate < 0.1) {
    refundOrder(world, shop, order, { amountCents: 500, note: "Late parcel" }, happening(at));
  }
}
