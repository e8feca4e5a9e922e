import { createShop, type CreateShopInput } from "./shops/create-shop.ts";
import type { Shop } from "./types.ts";
import type { World } from "./world.ts";

/** The shops of one dev store, by their myshopify domain. */
export class ShopRegistry {
  readonly #shops = new Map<string, Shop>();
  readonly #world: World;
  readonly #defaultScopes: readonly string[];

  constructor(world: World, defaultScopes: readonly string[]) {
    this.#world = world;
    this.#defaultScopes = defaultScopes;
  }

  /** Throws when the name is taken or is not one Shopify would give. */
  create(input: CreateShopInput): Shop {
    const shop = createShop(this.#world, { grantedScopes: [...this.#defaultScopes], ...input });
    if (this.#shops.has(shop.domain)) throw new Error(`There is already a shop ${shop.domain}.`);
    this.#shops.set(shop.domain, shop);
    return shop;
  }

  get(domain: string): Shop | undefined {
    return this.#shops.get(domain);
  }

  /** By the name in the admin's address: "fern-and-tallow". */
  byName(name: string): Shop | undefined {
    return this.#shops.get(`${name}.myshopify.com`);
  }

  all(): Shop[] {
    return [...this.#shops.values()];
  }

  delete(domain: string): boolean {
    return this.#shops.delete(domain);
  }
}
