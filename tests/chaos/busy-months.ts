import { createCustomer } from "../dev-store/state/customers/customers.ts";
import { cancelOrder } from "../dev-store/state/orders/cancel-order.ts";
import { createOrder } from "../dev-store/state/orders/create-order.ts";
import { deleteOrder } from "../dev-store/state/orders/delete-order.ts";
import { editOrder } from "../dev-store/state/orders/edit-order.ts";
import { fulfillOrder } from "../dev-store/state/orders/fulfill-order.ts";
import { refundOrder } from "../dev-store/state/orders/refund-order.ts";
import { createRandom } from "../dev-store/state/random.ts";
import type { Customer, Order, Shop } from "../dev-store/state/types.ts";
import type { World } from "../dev-store/state/world.ts";

const CUSTOMERS = 120;
const HOUR_MS = 3_600_000;
const BEGAN_HOURS_AGO = 30 * 24;

/**
 * So many orders of a month, and what happens to them: most are shipped, some in part, some cancelled, edited, refunded
 * each way, a few deleted. The same seed makes the same month.
 */
export function liveThrough(
  world: World,
  shop: Shop,
  variantIds: number[],
  orders: number,
  seed: number,
): void {
  const random = createRandom(seed);
  const pick = <T>(list: readonly T[]): T => {
    const chosen = list[Math.floor(random.next() * list.length)];
    if (chosen === undefined) throw new Error("nothing to pick from");
    return chosen;
  };
  const customers = Array.from({ length: CUSTOMERS }, (_, index): Customer =>
    createCustomer(world, shop, {
      firstName: "Buyer",
      lastName: String(index),
      email: `buyer${index}@mail.example`,
    }),
  );
  const began = Date.now() - BEGAN_HOURS_AGO * HOUR_MS;
  const step = (BEGAN_HOURS_AGO * HOUR_MS) / (orders + 50);

  for (let number = 0; number < orders; number++) {
    let at = began + number * step;
    const later = (): { at: number } => ({ at: (at += 60_000) });
    const lines = Array.from({ length: 1 + Math.floor(random.next() * 3) }, () => ({
      variantId: pick(variantIds),
      quantity: 1 + Math.floor(random.next() * 3),
    }));
    const order = createOrder(world, shop, { lines, customerId: pick(customers).id }, { at });
    happenTo(world, shop, order, random.next(), later);
  }
}

function happenTo(world: World, shop: Shop, order: Order, fate: number, later: () => { at: number }): void {
  const [line] = order.lines;
  if (line === undefined) return;
  const ship = (): unknown => fulfillOrder(world, shop, order, { shipmentStatus: "in_transit" }, later());
  const one = { lineId: line.id, quantity: 1 };
  if (fate < 0.15) return;
  if (fate < 0.2) cancelOrder(world, shop, order, { restock: true }, later());
  else if (fate < 0.23) cancelOrder(world, shop, order, { restock: false }, later());
  else if (fate < 0.26) {
    cancelOrder(world, shop, order, {}, later());
    deleteOrder(world, shop, order, later());
  } else if (fate < 0.32) {
    editOrder(world, shop, order, { set: [{ lineId: line.id, quantity: line.quantity + 1 }] }, later());
    ship();
  } else if (fate < 0.38) {
    ship();
    refundOrder(world, shop, order, { lines: [{ ...one, restockType: "return" }] }, later());
  } else if (fate < 0.42) {
    refundOrder(world, shop, order, { lines: [{ ...one, restockType: "cancel" }] }, later());
  } else if (fate < 0.46) {
    ship();
    refundOrder(world, shop, order, { amountCents: 100 }, later());
  } else if (fate < 0.54) {
    fulfillOrder(world, shop, order, { lines: [one], shipmentStatus: "delivered" }, later());
  } else ship();
}
