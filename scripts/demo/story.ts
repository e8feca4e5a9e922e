import { chromium } from "@playwright/test";
import type { Page } from "@playwright/test";
import type { Batch } from "../../app/contracts/batch.ts";
import type { Order } from "../../app/contracts/order.ts";
import type { LaunchedRecall, Recall } from "../../app/contracts/recall.ts";
import { createCustomer } from "../../tests/dev-store/state/customers/customers.ts";
import { createOrder } from "../../tests/dev-store/state/orders/create-order.ts";
import type { CreateOrderInput } from "../../tests/dev-store/state/orders/create-order.ts";
import { fulfillOrder } from "../../tests/dev-store/state/orders/fulfill-order.ts";
import { createProduct } from "../../tests/dev-store/state/products/create-product.ts";
import type { Order as ShopifyOrder } from "../../tests/dev-store/state/types.ts";
import { untilSettled } from "../../tests/stack/settled.ts";
import type { Stack } from "../../tests/stack/stack.ts";
import { until } from "../../tests/stack/until.ts";
import { BROWSER_ARGUMENTS, BROWSER_USER_AGENT, findOrInstallBrowser } from "../browser.ts";
import type { Checks } from "./checks.ts";
import type { DemoShop } from "./seed-demo.ts";

const DAY_MS = 86_400_000;
const MAILED = ["ines@example.com", "omar@example.com"];

/**
 * The main job on a product of its own, so that every number is known beforehand: 12 jars of batch HON-A and 20 of
 * HON-B; orders of 2, 3, 1, 4, 3, 2, 2 and 1 jars; the first four ship; HON-A is recalled from the product page.
 */
export async function playStory(stack: Stack, demo: DemoShop, checks: Checks): Promise<void> {
  const { devStore } = stack;
  const { shop, client } = demo;
  const { world } = devStore;

  const product = createProduct(world, shop, {
    title: "Honey Salve",
    productType: "Care",
    variants: [{ title: "Jar 60 ml", sku: "HON-060" }],
  });
  const variantId = product.variantIds[0] ?? 0;
  const [older, newer] = [await makeBatch("HON-A", 10, 12), await makeBatch("HON-B", 5, 20)];
  checks.step("two batches made", "HON-A with 12 jars ten days ago, HON-B with 20 jars five days ago");

  const ines = createCustomer(world, shop, {
    firstName: "Ines",
    lastName: "Brandt",
    email: "ines@example.com",
  });
  const jars = [2, 3, 1, 4, 3, 2, 2, 1];
  const buyers: Partial<CreateOrderInput>[] = [
    { email: "Omar@Example.com" }, // a guest who types capitals
    { customerId: ines.id },
    { email: null, phone: "+15550100" }, // cannot be mailed
    { customerId: ines.id, email: "ines@example.com" }, // the same buyer again
  ];
  const orders: ShopifyOrder[] = [];
  for (const [index, quantity] of jars.entries()) {
    const buyer = buyers[index] ?? { email: `later-${index}@example.com` };
    orders.push(createOrder(world, shop, { lines: [{ variantId, quantity }], ...buyer }));
    // Of orders that arrive at once, any may be settled first, and keeps what it got.
    await untilSettled(devStore, client);
  }
  const assigned = await Promise.all(orders.map(unitsByBatch));
  checks.step("orders arrived", `${orders.length} orders of ${jars.reduce((a, b) => a + b)} jars`);
  checks.equal("batches of each order, first in first out", assigned, [
    { "HON-A": 2 },
    { "HON-A": 3 },
    { "HON-A": 1 },
    { "HON-A": 4 },
    { "HON-A": 2, "HON-B": 1 },
    { "HON-B": 2 },
    { "HON-B": 2 },
    { "HON-B": 1 },
  ]);

  for (const order of orders.slice(0, 4)) fulfillOrder(world, shop, order, { shipmentStatus: "delivered" });
  await untilSettled(devStore, client);
  checks.step("the first four orders shipped", "10 jars of HON-A");
  checks.equal("where the jars of HON-A are", await buckets(older.id), {
    remaining: 0,
    promised: 2,
    shipped: 10,
  });

  devStore.inbox.clear();
  const recall = await launchFromProductPage(product.id);
  checks.step("recall launched from the product page", `${recall.number}`);
  const done = await until("the recall to be done", async () => {
    const state = await client.get<Recall>(`/api/v1/recalls/${recall.id}`);
    return state.progress.done && state;
  });
  const { groups, progress } = done;
  checks.step(
    "recall done",
    `${progress.recipients.accepted} mails, ${progress.orders.tagged} orders and ${progress.customers.tagged} customers tagged`,
  );
  checks.equal("jars with buyers", groups.withGoods, { units: 10, orders: 4, buyers: 3 });
  checks.equal("jars that had not shipped", groups.notShipped, { units: 2, orders: 1, buyers: 1 });
  checks.equal("buyers without an address", groups.noContact, { units: 1, orders: 1, buyers: 1 });
  const mails = devStore.inbox.mails();
  checks.equal(
    "mails in the inbox, one a buyer",
    mails.flatMap((mail) => mail.envelopeTo.map((to) => to.toLowerCase())).sort(),
    MAILED,
  );
  checks.equal(
    "a mail names the batch and both orders of the buyer",
    [
      mails.filter((mail) => mail.text.includes("HON-A")).length,
      mails.some((mail) => [1, 3].every((index) => mail.text.includes(orders[index]?.name ?? "?"))),
    ],
    [2, true],
  );
  checks.equal(
    "orders tagged in Shopify",
    orders.map((order) => order.tags.includes(done.tag)),
    [true, true, true, true, false, false, false, false],
  );
  checks.equal("customer tagged in Shopify", ines.tags.includes(done.tag), true);
  checks.equal("the order that had not shipped got a safe batch", await unitsByBatch(orders[4]), {
    "HON-B": 3,
  });
  checks.equal("HON-A", (await client.get<Batch>(`/api/v1/batches/${older.id}`)).status, "recalled");
  checks.equal("where the jars of HON-B are", await buckets(newer.id), {
    remaining: 12,
    promised: 8,
    shipped: 0,
  });

  const late = createOrder(world, shop, {
    lines: [{ variantId, quantity: 5 }],
    email: "tomorrow@example.com",
  });
  for (const delivery of devStore.webhooks.deliveries(shop.domain).slice(-40))
    devStore.webhooks.redeliver(delivery.webhookId);
  await untilSettled(devStore, client);
  checks.step("a new order, and forty webhooks delivered a second time", "5 jars");
  checks.equal("the new order gets HON-B", await unitsByBatch(late), { "HON-B": 5 });
  checks.equal("mails in the inbox", devStore.inbox.mails().length, MAILED.length);
  checks.equal("where the jars of HON-B are", await buckets(newer.id), {
    remaining: 7,
    promised: 13,
    shipped: 0,
  });

  async function makeBatch(code: string, daysAgo: number, produced: number): Promise<Batch> {
    return await client.post<Batch>("/api/v1/batches", {
      code,
      madeAt: new Date(Date.now() - daysAgo * DAY_MS).toISOString(),
      items: [{ variantId: String(variantId), produced }],
    });
  }

  async function unitsByBatch(order: ShopifyOrder | undefined): Promise<Record<string, number>> {
    const { lines } = await client.get<Order>(`/api/v1/orders/${order?.id ?? 0}`);
    const units: Record<string, number> = {};
    for (const { code, units: count } of lines.flatMap((line) => line.assignments))
      units[code] = (units[code] ?? 0) + count;
    return Object.fromEntries(Object.entries(units).sort());
  }

  async function buckets(batchId: string): Promise<object> {
    const { items } = await client.get<Batch>(`/api/v1/batches/${batchId}`);
    const [item] = items;
    return { remaining: item?.remaining, promised: item?.promised, shipped: item?.shipped };
  }

  async function launchFromProductPage(productId: number): Promise<LaunchedRecall> {
    const browser = await chromium.launch({
      executablePath: await findOrInstallBrowser(),
      args: BROWSER_ARGUMENTS,
    });
    try {
      const page = await browser.newPage({ userAgent: BROWSER_USER_AGENT });
      return await recallInTheBrowser(
        page,
        `${devStore.url}/store/${shop.domain.split(".")[0]}/products/${productId}`,
      );
    } finally {
      await browser.close();
    }
  }
}

/** What a merchant does: open the product, choose the batch, read the counts, say what is wrong, confirm. */
async function recallInTheBrowser(page: Page, productUrl: string): Promise<LaunchedRecall> {
  const answered = page.waitForResponse(
    (response) => response.request().method() === "POST" && response.url().endsWith("/api/v1/recalls"),
  );
  await page.goto(productUrl);
  await page.getByRole("button", { name: /More actions/ }).click();
  await page.getByRole("menuitem", { name: "Recall a batch" }).click();
  const action = page.frameLocator("[data-extension=recall-batch] iframe");
  await action.getByLabel(/HON-A/).check();
  await action.getByText("3 buyers in 4 orders with 10 units").waitFor();
  await action.getByRole("button", { name: "Continue" }).click();
  await action.getByLabel("What is wrong").fill("Undeclared almond oil");
  await action
    .getByLabel("What could happen to the buyer")
    .fill("Allergic reaction of people with a nut allergy");
  await action.getByRole("button", { name: /Recall and email/ }).click();
  const launched = (await (await answered).json()) as LaunchedRecall;
  await action.getByText(/Emails accepted/).waitFor();
  return launched;
}
