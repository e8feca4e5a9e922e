import { seedSoapShop } from "../../tests/dev-store/seed/soap-shop.ts";
import { orderBody } from "../../tests/dev-store/state/rest/order-body.ts";
import type { Order, Product, Shop } from "../../tests/dev-store/state/types.ts";
import type { AppClient } from "../../tests/stack/app-client.ts";
import { appClient } from "../../tests/stack/app-client.ts";
import { untilCatalogueIsThere, untilSettled } from "../../tests/stack/settled.ts";
import type { Stack } from "../../tests/stack/stack.ts";

const DAY_MS = 86_400_000;
const SHOP_NAME = "fern-and-tallow";

export interface DemoShop {
  shop: Shop;
  client: AppClient;
  counts: { products: number; variants: number; orders: number; batches: number };
}

/** Fern & Tallow with two months behind it: the catalogue mirrored, a batch every fortnight, every order settled. */
export async function seedDemo(stack: Stack, say: (line: string) => void): Promise<DemoShop> {
  const { devStore } = stack;
  const now = Date.now();
  const shop = devStore.shops.create({ name: SHOP_NAME, timezone: "America/New_York" });
  const seeded = seedSoapShop(devStore.world, shop, { now });
  const client = appClient(devStore, stack.appUrl, shop.domain);

  // The first request with a session token installs the app, as the first opened page does.
  const { catalogue } = await untilCatalogueIsThere(client);
  say(`installed; ${catalogue.done} variants of ${seeded.products} products mirrored`);

  const batches = await makePastBatches(client, shop, now);
  say(`${batches} batches made over the last months`);

  const past = [...shop.orders.values()].sort((a, b) => a.processedAt - b.processedAt);
  for (const order of past) announce(stack, shop, order);
  await untilSettled(devStore, client);
  say(`${past.length} orders of two months arrived and are settled`);
  return { shop, client, counts: { ...seeded, batches } };
}

/** As Shopify would have told it at the time, in the state the order is in by now. */
function announce(stack: Stack, shop: Shop, order: Order): void {
  stack.devStore.world.announce(shop, ["orders/updated"], () => JSON.stringify(orderBody(shop, order)));
}

/** A soap needs six weeks on the rack and keeps for two years; a candle and a balm go out at once. */
const RHYTHM: Record<
  string,
  { everyDays: number; cureDays: number; keepsDays: number | null; bars: number }
> = {
  Soap: { everyDays: 21, cureDays: 42, keepsDays: 730, bars: 90 },
  Candle: { everyDays: 14, cureDays: 0, keepsDays: null, bars: 48 },
  Care: { everyDays: 28, cureDays: 0, keepsDays: 365, bars: 60 },
};
/** The oldest batch that can still have been on the shelf when the history begins. */
const FIRST_MADE_DAYS_AGO = 130;
/** Half past nine of a summer's morning in New York. */
const MADE_AT_MS = 13.5 * 3_600_000;
const MAKERS = ["Marion", "Theo"];

async function makePastBatches(client: AppClient, shop: Shop, now: number): Promise<number> {
  const dayStart = now - (now % DAY_MS);
  let made = 0;
  for (const [index, product] of [...shop.products.values()].entries()) {
    const rhythm = RHYTHM[product.productType];
    if (rhythm === undefined || product.isGiftCard) continue;
    for (let daysAgo = FIRST_MADE_DAYS_AGO - index; daysAgo > 0; daysAgo -= rhythm.everyDays) {
      const madeAt = dayStart + MADE_AT_MS - daysAgo * DAY_MS;
      await client.post("/api/v1/batches", batchOf(shop, product, rhythm, madeAt, made));
      made += 1;
    }
  }
  return made;
}

function batchOf(
  shop: Shop,
  product: Product,
  rhythm: (typeof RHYTHM)[string],
  madeAt: number,
  number: number,
): object {
  const day = (afterDays: number) => new Date(madeAt + afterDays * DAY_MS).toISOString().slice(0, 10);
  // SKUs read FT-LAV-120.
  const prefix = shop.variants.get(product.variantIds[0] ?? 0)?.sku?.split("-")[1] ?? "BATCH";
  return {
    code: `${prefix}-${day(0).slice(2).replaceAll("-", "")}`,
    madeAt: new Date(madeAt).toISOString(),
    place: product.productType === "Candle" ? "Barn" : "Kitchen",
    maker: MAKERS[number % MAKERS.length],
    ...(rhythm.cureDays === 0 ? {} : { cureOn: day(rhythm.cureDays) }),
    ...(rhythm.keepsDays === null ? {} : { expiresOn: day(rhythm.keepsDays), expiryKind: "best_before" }),
    items: product.variantIds.map((id, place) => ({
      variantId: String(id),
      produced: Math.ceil(rhythm.bars / (place + 1)),
    })),
  };
}
