/** Fern & Tallow, a maker of soap and candles, with two months behind it. */
import { createCustomer } from "../state/customers/customers.ts";
import { createProduct, slug } from "../state/products/create-product.ts";
import { createRandom } from "../state/random.ts";
import type { Instant, Shop } from "../state/types.ts";
import type { World } from "../state/world.ts";
import { orderTimes, playHistory } from "./history.ts";
import { makePerson } from "./people.ts";
import { productPicture } from "./product-picture.ts";
import { productInput, SOAP_CATALOGUE } from "./soap-catalogue.ts";

const SEED = 20_260_101;
const CUSTOMERS = 60;
const DAY_MS = 86_400_000;

export type SeedInput = {
  /** Until when the history goes. The same moment gives the same shop. */
  now: Instant;
};

export type SeedResult = { products: number; variants: number; customers: number; orders: number };

/** Fills an empty shop. Nobody is told: an app that is installed afterwards finds all of it there. */
export function seedSoapShop(world: World, shop: Shop, input: SeedInput): SeedResult {
  const random = createRandom(SEED);
  const now = Math.floor(input.now / 1000) * 1000;
  const opened = { at: now - 400 * DAY_MS, webhooks: false };
  shop.title = "Fern & Tallow";
  shop.ownerName = "Marion Fern";
  for (const [index, seed] of SOAP_CATALOGUE.entries()) {
    const file = `products/${slug(seed.title)}.svg`;
    shop.files.set(file, { contentType: "image/svg+xml", body: productPicture(seed) });
    const url = `${world.baseUrl}/_files/${shop.domain}/${file}`;
    createProduct(world, shop, productInput(seed, url, 850_000_700_000 + index * 10), opened);
  }
  for (let number = 1; number <= CUSTOMERS; number += 1) {
    const person = makePerson(random, number);
    const emailMarketing = random.chance(0.4) ? ("subscribed" as const) : ("not_subscribed" as const);
    createCustomer(world, shop, { ...person, emailMarketing }, opened);
  }
  for (const placedAt of orderTimes(random, now)) playHistory(world, shop, random, placedAt, now);
  return {
    products: shop.products.size,
    variants: shop.variants.size,
    customers: shop.customers.size,
    orders: shop.orders.size,
  };
}
