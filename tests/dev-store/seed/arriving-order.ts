import { createOrder, type CreateOrderInput } from "../state/orders/create-order.ts";
import { createRandom, type Random } from "../state/random.ts";
import type { Order, Shop } from "../state/types.ts";
import type { OperationOptions, World } from "../state/world.ts";
import { fillBasket } from "./basket.ts";
import { makePerson } from "./people.ts";

const GUEST_SHARE = 0.25;

/** Who buys and what, without saying when. */
export function realisticOrder(random: Random, shop: Shop): CreateOrderInput {
  const lines = fillBasket(random, shop);
  const shippingCents = random.pick([0, 450, 450, 690]);
  const customers = [...shop.customers.values()];
  if (customers.length > 0 && !random.chance(GUEST_SHARE)) {
    // Some people come back far more often than others.
    const customer = customers[Math.floor(random.next() ** 2 * customers.length)];
    if (customer !== undefined) return { lines, shippingCents, customerId: customer.id };
  }
  const guest = makePerson(random, shop.nextOrderNumber);
  return {
    lines,
    shippingCents,
    email: guest.email,
    customerLocale: guest.locale,
    shippingAddress: guest.defaultAddress,
  };
}

/** One more order arrives, now. The same seed in the same shop places the same order. */
export function placeRealisticOrder(
  world: World,
  shop: Shop,
  input: { seed?: number } & OperationOptions = {},
): Order {
  const { seed = shop.nextOrderNumber, ...options } = input;
  return createOrder(world, shop, realisticOrder(createRandom(seed), shop), options);
}
