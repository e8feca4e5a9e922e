import { test as base } from "@playwright/test";
import type { FrameLocator, Page } from "@playwright/test";
import { expect } from "@playwright/test";
import { startThrowawayPostgres } from "../setup/throwaway-postgres.ts";
import { untilCatalogueIsThere } from "../stack/settled.ts";
import type { Stack } from "../stack/stack.ts";
import { startStack } from "../stack/stack.ts";
import { appFrame } from "./app-frame.ts";
import { makeTestShop } from "./test-shop.ts";
import type { TestShop } from "./test-shop.ts";

interface Fixtures {
  /** A shop that has never opened the app. */
  newShop: TestShop;
  /** An installed shop with two products, of this test alone. */
  store: TestShop;
  /** Opens a page of the app inside the admin. @param path such as `/app/batches` */
  openApp: (path?: string, shop?: TestShop) => Promise<FrameLocator>;
  /** Opens a page of the admin itself. @param path such as `/orders` */
  openAdmin: (path: string, shop?: TestShop) => Promise<Page>;
  /** Fails the test when a page wrote an error on the console, or the app asked Shopify for what it does not have. */
  quiet: { /** Console errors that the test itself brings about. */ allow: (words: RegExp) => void };
}

interface WorkerFixtures {
  stack: Stack;
}

/** What the browser itself writes for every answer of 400 and above; the tests look at what the page says instead. */
const ANSWER_NOTED_BY_THE_BROWSER = /Failed to load resource/;
/** Playwright's own script for traces, which the preview's sandbox keeps out as it does every script. */
const SANDBOX_AT_WORK = /Blocked script execution in 'about:srcdoc'/;

export const test = base.extend<Fixtures, WorkerFixtures>({
  stack: [
    async ({}, use) => {
      const postgres = await startThrowawayPostgres();
      const stack = await startStack({ databaseUrl: postgres.url("postgres") });
      await use(stack);
      await stack.stop();
      await postgres.stop();
    },
    { scope: "worker", timeout: 180_000 },
  ],

  newShop: async ({ stack }, use) => {
    await use(makeTestShop(stack));
  },

  store: async ({ stack }, use) => {
    const store = makeTestShop(stack);
    // The first call with a session token installs the app, as the first opened page does.
    await untilCatalogueIsThere(store.client, 120_000);
    await use(store);
  },

  openApp: async ({ page, stack, store }, use) => {
    await use(async (path = "/app", shop = store) => {
      await page.goto(`${stack.devStore.url}/store/${shop.name}/apps/${stack.devStore.config.apiKey}${path}`);
      return appFrame(page);
    });
  },

  openAdmin: async ({ page, stack, store }, use) => {
    await use(async (path, shop = store) => {
      await page.goto(`${stack.devStore.url}/store/${shop.name}${path}`);
      return page;
    });
  },

  quiet: [
    async ({ page, stack }, use, testInfo) => {
      const errors: string[] = [];
      const allowed = [ANSWER_NOTED_BY_THE_BROWSER, SANDBOX_AT_WORK];
      page.on("pageerror", (error) => errors.push(error.stack ?? error.message));
      page.on("console", (message) => {
        if (message.type() === "error") errors.push(message.text());
      });
      await use({ allow: (words) => void allowed.push(words) });
      if (testInfo.status !== testInfo.expectedStatus) {
        await testInfo.attach("app output", { body: stack.app.output().slice(-20_000) });
      }
      expect(
        errors.filter((error) => !allowed.some((words) => words.test(error))),
        "errors on the console",
      ).toEqual([]);
      expect(stack.devStore.requests.list({ kind: "unexpected" }), "calls Shopify does not know").toEqual([]);
    },
    { auto: true },
  ],
});

export { expect } from "@playwright/test";
