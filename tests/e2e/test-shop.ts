import type { Batch } from "../../app/contracts/batch.ts";
import type { Recall } from "../../app/contracts/recall.ts";
import { createOrder } from "../dev-store/state/orders/create-order.ts";
import type { CreateOrderInput } from "../dev-store/state/orders/create-order.ts";
import { fulfillOrder } from "../dev-store/state/orders/fulfill-order.ts";
import { createProduct } from "../dev-store/state/products/create-product.ts";
import type { Order, Product, Shop } from "../dev-store/state/types.ts";
import { appClient } from "../stack/app-client.ts";
import type { AppClient } from "../stack/app-client.ts";
import { untilSettled } from "../stack/settled.ts";
import type { Stack } from "../stack/stack.ts";
import { until } from "../stack/until.ts";

const DAY_MS = 86_400_000;
/** Nothing may depend on how fast the machine is: only a hang takes this long. */
const PATIENCE_MS = 120_000;

/** A shop of one test alone, with what a merchant, a buyer and a warehouse do in it. */
export interface TestShop {
  shop: Shop;
  /** "test-shop-3", as in the admin's addresses. */
  name: string;
  client: AppClient;
  /** Two variants: bars (LAV-BAR) and guest bars (LAV-GST). */
  lavender: Product;
  /** One variant: CED-1. */
  candle: Product;
  bar: number;
  guestBar: number;
  cedar: number;
  makeBatch(input: MakeBatch): Promise<Batch>;
  placeOrder(input: Partial<CreateOrderInput> & Pick<CreateOrderInput, "lines">): Order;
  ship(order: Order): void;
  /** Until everything that happened in the shop has arrived and is settled. */
  settled(): Promise<void>;
  batch(id: string): Promise<Batch>;
  recallDone(id: string): Promise<Recall>;
}

interface MakeBatch {
  code: string;
  /** Variant id → units produced. */
  units: Record<number, number>;
  daysAgo?: number;
  more?: Record<string, unknown>;
}

let shopsMade = 0;

/** A shop that has the app's grant in Shopify, but of which the app has never heard. */
export function makeTestShop(stack: Stack): TestShop {
  const { devStore } = stack;
  shopsMade += 1;
  const name = `test-shop-${shopsMade}`;
  const shop = devStore.shops.create({ name, timezone: "America/New_York" });
  const silently = { webhooks: false };
  const lavender = createProduct(
    devStore.world,
    shop,
    {
      title: "Lavender Soap",
      variants: [
        { title: "Bar", sku: "LAV-BAR" },
        { title: "Guest bar", sku: "LAV-GST" },
      ],
      optionNames: ["Size"],
    },
    silently,
  );
  const candle = createProduct(
    devStore.world,
    shop,
    { title: "Cedar Candle", variants: [{ sku: "CED-1" }] },
    silently,
  );
  const client = appClient(devStore, stack.appUrl, shop.domain);
  const [bar = 0, guestBar = 0] = lavender.variantIds;
  const [cedar = 0] = candle.variantIds;

  return {
    ...{ shop, name, client, lavender, candle, bar, guestBar, cedar },
    makeBatch: ({ code, units, daysAgo = 5, more = {} }) =>
      client.post<Batch>("/api/v1/batches", {
        code,
        madeAt: new Date(Date.now() - daysAgo * DAY_MS).toISOString(),
        items: Object.entries(units).map(([variantId, produced]) => ({ variantId, produced })),
        ...more,
      }),
    placeOrder: (input) => createOrder(devStore.world, shop, input),
    ship: (order) => void fulfillOrder(devStore.world, shop, order, { shipmentStatus: "delivered" }),
    settled: async () => void (await untilSettled(devStore, client, PATIENCE_MS)),
    batch: (id) => client.get<Batch>(`/api/v1/batches/${id}`),
    recallDone: (id) =>
      until(
        "the recall to be done",
        async () => {
          const recall = await client.get<Recall>(`/api/v1/recalls/${id}`);
          return recall.progress.done && recall;
        },
        { timeoutMs: PATIENCE_MS },
      ),
  };
}
