import type { Database } from "#app/db/client.ts";
import type { ShopIdentity } from "#app/services/context.ts";
import { deliveryTopics } from "#app/services/delivery-topics.ts";
import type { Random } from "../dev-store/state/random.ts";
import { asKept } from "../integration/engine/deliver.ts";
import type { Announced, ModelOrder, ShopifySide } from "../model/shopify-side.ts";

/** Half of all lines are of these few: what everybody wants is where orders get in each other's way. */
const HOT_VARIANTS = 12;
const CUSTOMERS = 25;
const MOST_HAPPENINGS = 5;

type Happening = (shopify: ShopifySide, order: ModelOrder, random: Random) => void;

const lineOf = (order: ModelOrder, random: Random) => random.pick(order.lines);
const few = (random: Random): number => random.int(1, 3);

/** What may happen to an order, the frequent more than once. */
const HAPPENINGS: Happening[] = [
  ...Array.from(
    { length: 7 },
    (): Happening => (shopify, order, random) => shopify.fulfil(order, lineOf(order, random), few(random)),
  ),
  (shopify, order) => shopify.pay(order),
  (shopify, order, random) => shopify.addLine(order, variantOf(shopify, random), few(random)),
  (shopify, order, random) => shopify.raise(order, lineOf(order, random), few(random)),
  (shopify, order, random) => shopify.raise(order, lineOf(order, random), few(random)),
  (shopify, order, random) => shopify.lower(order, lineOf(order, random), few(random)),
  (shopify, order, random) => shopify.lower(order, lineOf(order, random), few(random)),
  (shopify, order, random) => shopify.cancelFulfilment(order, random.int(0, 3)),
  (shopify, order, random) => shopify.refund(order, lineOf(order, random), few(random), "return"),
  (shopify, order, random) => shopify.refund(order, lineOf(order, random), few(random), "cancel"),
  (shopify, order, random) => shopify.refund(order, lineOf(order, random), few(random), "no_restock"),
  (shopify, order, random) => shopify.refund(order, lineOf(order, random), few(random), "legacy_restock"),
  (shopify, order, random) => shopify.cancel(order, random.chance(0.7)),
  (shopify, order) => shopify.delete(order),
];

export interface OrderStream {
  shopify: ShopifySide;
  random: Random;
  orders: number;
  /** Delivers webhooks: stores them and wakes the workers. */
  deliver: (arriving: Announced[]) => Promise<void>;
  /** After every order, how many there were. */
  onOrder: (placed: number) => void;
}

/**
 * Orders come in and things happen to them, and their webhooks arrive meanwhile: out of order, late, several times. In the end
 * each has arrived at least once.
 */
export async function streamOrders({
  shopify,
  random,
  orders,
  deliver,
  onOrder,
}: OrderStream): Promise<void> {
  const customers = Array.from({ length: CUSTOMERS }, (_, index) =>
    shopify.addCustomer(`buyer${index}@mail.example`),
  );
  const past: Announced[] = [];
  const arrive = async (units: number): Promise<void> => {
    const arriving: Announced[] = [];
    for (let count = 0; count < units && shopify.outbox.length > 0; count++) {
      const [announced] = shopify.outbox.splice(random.int(0, shopify.outbox.length - 1), 1);
      if (announced === undefined || !deliveryTopics.includes(announced.topic)) continue;
      arriving.push(announced);
      if (random.chance(0.15)) arriving.push(announced);
      if (past.length > 0 && random.chance(0.05)) arriving.push(random.pick(past));
      past.push(announced);
    }
    if (arriving.length > 0) await deliver(arriving);
  };

  for (let placed = 1; placed <= orders; placed++) {
    placeOrder(shopify, random, customers);
    for (let times = random.int(0, MOST_HAPPENINGS); times > 0; times--) {
      const living = shopify.orders.filter(({ deleted }) => !deleted);
      if (living.length > 0) random.pick(HAPPENINGS)(shopify, recent(living, random), random);
    }
    // About as much as is announced, so that some of it stays behind for a while.
    await arrive(random.int(2, 20));
    onOrder(placed);
    await new Promise((resolve) => setTimeout(resolve, random.int(0, 30)));
  }
  while (shopify.outbox.length > 0) await arrive(50);
}

function placeOrder(shopify: ShopifySide, random: Random, customers: readonly number[]): void {
  const lines = Array.from({ length: random.int(1, 4) }, () => ({
    variant: variantOf(shopify, random),
    quantity: few(random),
  }));
  const customerId = random.chance(0.7) ? random.pick(customers) : undefined;
  shopify.place(lines, random.chance(0.8), customerId === undefined ? {} : { customerId });
}

function variantOf(shopify: ShopifySide, random: Random): number {
  const all = shopify.variantIds.length;
  return random.int(0, (random.chance(0.5) ? Math.min(HOT_VARIANTS, all) : all) - 1);
}

/** Most of what happens happens to orders of late. */
function recent(orders: readonly ModelOrder[], random: Random): ModelOrder {
  return random.pick(random.chance(0.8) ? orders.slice(-30) : orders);
}

/** Stores webhooks as the intake does, each under an id of its own. */
export async function storeDeliveries(
  db: Database,
  shop: ShopIdentity,
  arriving: readonly Announced[],
  newId: () => string,
): Promise<void> {
  await db.webhookDelivery.createMany({
    data: arriving.map(({ topic, body }) => ({
      ...{ shopId: shop.id, topic, webhookId: newId() },
      ...asKept(topic, body),
    })),
  });
}
