import type { DevStore } from "./dev-store.ts";
import { seedSoapShop } from "./seed/soap-shop.ts";

/** "fern-and-tallow:soap,empty-shop" makes two shops, the first seeded. Returns their domains. */
export function createShopsFromEnvironment(devStore: DevStore, wanted: string): string[] {
  return wanted
    .split(",")
    .map((entry) => entry.trim())
    .filter((entry) => entry !== "")
    .map((entry) => {
      const [name = "", seed] = entry.split(":");
      const shop = devStore.shops.create({ name });
      if (seed === "soap") seedSoapShop(devStore.world, shop, { now: Date.now() });
      else if (seed !== undefined)
        throw new Error(`DEV_STORE_SHOPS: there is no seed "${seed}", only "soap".`);
      return shop.domain;
    });
}
