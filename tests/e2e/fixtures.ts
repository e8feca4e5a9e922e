import { test as base } from "@playwright/test";
import type { FrameLocator } from "@playwright/test";
import { createProduct } from "../dev-store/state/products/create-product.ts";
import type { Product, Shop } from "../dev-store/state/types.ts";
import { startThrowawayPostgres } from "../setup/throwaway-postgres.ts";
import { appClient } from "../stack/app-client.ts";
import type { AppClient } from "../stack/app-client.ts";
import { untilCatalogueIsThere } from "../stack/settled.ts";
import type { Stack } from "../stack/stack.ts";
import { startStack } from "../stack/stack.ts";

export interface TestShop {
  shop: Shop;
  /** "test-shop-3", as in the admin's addresses. */
  name: string;
  client: AppClient;
  lavender: Product;
  candle: Product;
}

interface Fixtures {
  /** An installed shop with two products, of this test alone. */
  store: TestShop;
  /** Opens a page of the app inside the admin. @param path such as `/app/batches` */
  openApp: (path?: string) => Promise<FrameLocator>;
}

interface WorkerFixtures {
  stack: Stack;
}

let shopsMade = 0;

export const test = base.extend<Fixtures, WorkerFixtures>({
  stack: [
    // eslint-disable-next-line no-empty-pattern -- Playwright reads the names of the fixtures from the pattern
    async ({}, use) => {
      const postgres = await startThrowawayPostgres();
      const stack = await startStack({ databaseUrl: postgres.url("postgres") });
      await use(stack);
      await stack.stop();
      await postgres.stop();
    },
    { scope: "worker", timeout: 120_000 },
  ],

  store: async ({ stack }, use, testInfo) => {
    shopsMade += 1;
    const name = `test-shop-${shopsMade}`;
    const shop = stack.devStore.shops.create({ name, timezone: "America/New_York" });
    const silently = { webhooks: false };
    const lavender = createProduct(
      stack.devStore.world,
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
      stack.devStore.world,
      shop,
      { title: "Cedar Candle", variants: [{ sku: "CED-1" }] },
      silently,
    );
    const client = appClient(stack.devStore, stack.appUrl, shop.domain);
    await untilCatalogueIsThere(client);
    await use({ shop, name, client, lavender, candle });
    if (testInfo.status !== testInfo.expectedStatus) {
      await testInfo.attach("app output", { body: stack.app.output().slice(-20_000) });
    }
  },

  openApp: async ({ page, stack, store }, use) => {
    await use(async (path = "/app") => {
      await page.goto(
        `${stack.devStore.url}/store/${store.name}/apps/${stack.devStore.config.apiKey}${path}`,
      );
      return page.frameLocator("iframe[name=app-iframe]");
    });
  },
});

export { expect } from "@playwright/test";
