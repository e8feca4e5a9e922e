/** One shop, one order, and what an app hears of it. */
import type { DevStore } from "../dev-store/dev-store.ts";
import { createCustomer } from "../dev-store/state/customers/customers.ts";
import { createOrder, type CreateOrderInput } from "../dev-store/state/orders/create-order.ts";
import { createProduct } from "../dev-store/state/products/create-product.ts";
import type { Order, Shop } from "../dev-store/state/types.ts";
import { openDevStore } from "./target.ts";
import { openWebhookReceiver, type WebhookReceiver } from "./webhook-receiver.ts";

export type OrderLife = {
  devStore: DevStore;
  shop: Shop;
  receiver: WebhookReceiver;
  /** Two variants, 10.00 each. */
  variantIds: number[];
  customerId: number;
  place(input?: Partial<CreateOrderInput>): Order;
  placeAsGuest(email: string | null): Order;
  /** The topics since the last call, sorted, once all webhooks have arrived. */
  heard(): Promise<string[]>;
  /** The body of the latest orders/updated. */
  latestBody(): any;
  close(): Promise<void>;
};

let shops = 0;

export async function openOrderLife(): Promise<OrderLife> {
  const receiver = await openWebhookReceiver();
  const devStore = await openDevStore(receiver.url);
  shops += 1;
  const shop = devStore.shops.create({ name: `life-${shops}`, timezone: "Pacific/Auckland" });
  const { world } = devStore;
  const silent = { webhooks: false };
  const product = createProduct(
    world,
    shop,
    {
      title: "Soap",
      optionNames: ["Size"],
      variants: [
        { title: "Bar", sku: "S-1" },
        { title: "Guest", sku: "S-2" },
      ],
    },
    silent,
  );
  const customer = createCustomer(
    world,
    shop,
    { firstName: "Ada", lastName: "Park", email: "ada@example.com", locale: "fr-CA" },
    silent,
  );
  const [first = 0, second = 0] = product.variantIds;
  const lines = [
    { variantId: first, quantity: 3 },
    { variantId: second, quantity: 1 },
  ];
  return {
    devStore,
    shop,
    receiver,
    variantIds: [first, second],
    customerId: customer.id,
    place: (input = {}) => createOrder(world, shop, { lines, customerId: customer.id, ...input }),
    placeAsGuest: (email) => createOrder(world, shop, { lines, email }),
    async heard() {
      await devStore.webhooks.drain();
      const topics = receiver.topics();
      receiver.received.length = 0;
      return topics;
    },
    latestBody: () =>
      receiver
        .ofTopic("orders/updated")
        .map((webhook) => webhook.body as { updated_at: string })
        .at(-1),
    async close() {
      await devStore.stop();
      await receiver.close();
    },
  };
}
