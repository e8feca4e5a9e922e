import { issueSessionToken } from "../dev-store/session-token.ts";
import { adminMenu, appFrame, titleBar } from "./app-frame.ts";
import { expect, test } from "./fixtures.ts";
import { makeTestShop } from "./test-shop.ts";

const PAGES = ["/app", "/app/batches", "/app/orders", "/app/recalls", "/app/settings"];

test("opening the app from the admin installs it, reads the catalogue and shows the first steps", async ({
  stack,
  newShop,
  openApp,
}) => {
  const { domain } = newShop.shop;
  // Shopify is busy until the merchant has seen that the catalogue is being read.
  stack.devStore.faults.add({
    ...{ kind: "graphql", action: "throttled", nth: 1, times: 10_000, shop: domain },
    name: "ReadVariantPage",
  });

  const app = await openApp("/app", newShop);

  await expect(app.getByRole("heading", { name: "First steps" })).toBeVisible();
  await expect(app.getByRole("heading", { name: "Reading your products from Shopify" })).toBeVisible();
  await expect(app.getByRole("progressbar", { name: "Variants" })).toBeVisible();
  const exchanges = stack.devStore.requests.list({ shop: domain, kind: "oauth" });
  expect(exchanges.filter(({ status }) => status === 200).length).toBeGreaterThan(0);

  stack.devStore.faults.clear(domain);
  await expect(app.getByText("1 of 5 done")).toBeVisible({ timeout: 120_000 });
  await expect(app.getByRole("heading", { name: "Reading your products from Shopify" })).toBeHidden();

  await app.getByRole("link", { name: "New batch" }).click();
  await expect(app.getByRole("heading", { name: "What was made" })).toBeVisible();
});

test("the first steps follow what the shop has done, and lead to the next one", async ({
  store,
  openApp,
}) => {
  await store.makeBatch({ code: "LAV-1", units: { [store.bar]: 5 } });
  store.placeOrder({ lines: [{ variantId: store.bar, quantity: 1 }], email: "ana@example.com" });
  await store.settled();

  const app = await openApp();

  await expect(app.getByText("3 of 5 done")).toBeVisible();
  await app.getByRole("link", { name: "Run a drill" }).click();
  await expect(app.getByRole("checkbox", { name: "This is a drill" })).toBeChecked();
});

test("a second shop sees nothing of the first, not even by its address", async ({
  stack,
  store,
  openApp,
}) => {
  const batch = await store.makeBatch({ code: "SECRET-1", units: { [store.bar]: 5 } });
  const order = store.placeOrder({
    lines: [{ variantId: store.bar, quantity: 1 }],
    email: "ana@example.com",
  });
  await store.settled();
  const other = makeTestShop(stack);

  const app = await openApp("/app/batches", other);
  await expect(app.getByRole("heading", { name: "No batches yet" })).toBeVisible();
  await openApp("/app/orders", other);
  await expect(app.getByRole("heading", { name: "No orders yet" })).toBeVisible();
  await openApp(`/app/batches/${batch.id}`, other);
  await expect(app.getByRole("heading", { name: "There is no such batch" })).toBeVisible();
  await openApp(`/app/orders/${order.id}`, other);
  await expect(app.getByRole("heading", { name: "There is no such order" })).toBeVisible();
  await openApp(`/app/recalls/new?batch=${batch.id}`, other);
  await expect(app.getByRole("heading", { name: "Which batches are wrong?" })).toBeVisible();
  await expect(app.getByText("SECRET-1")).toHaveCount(0);
});

test("no page asks for a shop's address, inside the admin or outside of it", async ({
  page,
  stack,
  openApp,
}) => {
  for (const path of PAGES) {
    const app = await openApp(path);
    await expect(app.getByRole("heading", { level: 1 })).toBeAttached();
    await expect(app.getByLabel(/shop domain|myshopify/i)).toHaveCount(0);
    await expect(app.getByPlaceholder(/myshopify/i)).toHaveCount(0);
  }
  for (const path of ["/", "/auth/login", "/app", "/app/batches"]) {
    await page.goto(stack.appUrl + path);
    await expect(page.getByRole("heading", { name: "Open Batchbook from your Shopify admin" })).toBeVisible();
    await expect(page.getByRole("textbox")).toHaveCount(0);
  }
});

test("the admin's menu leads through the app, and a reload or a deep link comes back to the same page", async ({
  page,
  store,
  openApp,
}) => {
  const batch = await store.makeBatch({ code: "LAV-77", units: { [store.bar]: 12 } });
  const app = await openApp();
  for (const [link, title] of [
    ["Batches", "Batches"],
    ["Recalls", "Recalls"],
    ["Settings", "Settings"],
  ] as const) {
    await adminMenu(page).getByRole("link", { name: link, exact: true }).click();
    await expect(titleBar(page).getByRole("heading", { name: title })).toBeVisible();
  }
  await adminMenu(page).getByRole("link", { name: "Batches", exact: true }).click();
  await app.getByRole("link", { name: /LAV-77/ }).click();
  await expect(app.getByRole("heading", { name: "Where the 12 units are" })).toBeVisible();
  await expect(page).toHaveURL(new RegExp(`/app/batches/${batch.id}$`));

  await page.reload();
  await expect(app.getByRole("heading", { name: "Where the 12 units are" })).toBeVisible();

  await openApp("/app/batches?status=open&q=LAV");
  await expect(app.getByRole("link", { name: /LAV-77/ })).toBeVisible();
  await expect(app.getByLabel("Search by code, product or SKU")).toHaveValue("LAV");
});

test("a session token that has expired in an open page is renewed without the merchant noticing", async ({
  page,
  stack,
  store,
  openApp,
}) => {
  const { apiKey, apiSecret } = stack.devStore.config;
  const app = await openApp();
  await expect(app.getByRole("heading", { name: "First steps" })).toBeVisible();

  const tenMinutesAgo = Date.now() - 600_000;
  const expired = await issueSessionToken(store.shop, apiKey, apiSecret, undefined, tenMinutesAgo);
  const statuses: number[] = [];
  page.on("response", (response) => {
    if (response.url().includes("/app/batches")) statuses.push(response.status());
  });
  await page.route(
    /\/app\/batches/,
    (route) =>
      route.continue({ headers: { ...route.request().headers(), authorization: `Bearer ${expired}` } }),
    { times: 1 },
  );

  await adminMenu(page).getByRole("link", { name: "Batches", exact: true }).click();

  await expect(appFrame(page).getByRole("heading", { name: "No batches yet" })).toBeVisible();
  expect(statuses.slice(0, 2)).toEqual([401, 200]);
});

test("a form sent with an expired session token is saved, once", async ({ page, stack, store, openApp }) => {
  const { apiKey, apiSecret } = stack.devStore.config;
  const batch = await store.makeBatch({ code: "LAV-1", units: { [store.bar]: 5 } });
  const app = await openApp(`/app/batches/${batch.id}`);
  await app.getByRole("button", { name: "Put on hold" }).click();
  await app.getByRole("textbox", { name: "Reason" }).fill("Waiting for a lab result");

  const expired = await issueSessionToken(store.shop, apiKey, apiSecret, undefined, Date.now() - 600_000);
  await page.route(
    (url) => url.pathname.startsWith(`/app/batches/${batch.id}`),
    (route) =>
      route.continue({ headers: { ...route.request().headers(), authorization: `Bearer ${expired}` } }),
    { times: 1 },
  );
  await app.getByRole("dialog").getByRole("button", { name: "Put on hold" }).click();

  await expect(app.getByText("Status is now on hold")).toHaveCount(1);
  expect((await store.batch(batch.id)).status).toBe("on_hold");
});
