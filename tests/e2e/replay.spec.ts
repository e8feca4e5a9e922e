import { createOrder } from "../dev-store/state/orders/create-order.ts";
import { fulfillOrder } from "../dev-store/state/orders/fulfill-order.ts";
import { expect, test } from "./fixtures.ts";

const DAY_MS = 86_400_000;

test("a merchant who starts today replays past orders against past batches, and older ones when Shopify allows", async ({
  page,
  stack,
  store,
  openApp,
}) => {
  const { world } = stack.devStore;
  const silently = { webhooks: false };
  const placed = (daysAgo: number, quantity: number) => {
    const at = Date.now() - daysAgo * DAY_MS;
    const lines = [{ variantId: store.bar, quantity }];
    const order = createOrder(world, store.shop, { lines, email: "ana@example.com" }, { ...silently, at });
    fulfillOrder(world, store.shop, order, {}, { ...silently, at: at + DAY_MS });
    return order;
  };
  placed(200, 2);
  placed(40, 3);
  const before = placed(55, 4);

  const app = await openApp();
  await expect(app.getByText("Replay your past orders")).toBeVisible();
  await store.makeBatch({ code: "OLD-1", units: { [store.bar]: 20 }, daysAgo: 50 });
  await openApp("/app/replay");
  await expect(app.getByText("2 orders in Shopify")).toBeVisible();
  await page.screenshot({ path: ".cache/e2e-pictures/replay-start.png" });
  await page.setViewportSize({ width: 360, height: 740 });
  const field = app.getByLabel("Orders placed on or after");
  await expect
    .poll(async () => ((await field.boundingBox())?.width ?? 0) + 2 * 16, { message: "as wide as its card" })
    .toBe(360);
  await page.setViewportSize({ width: 1280, height: 900 });
  await app.getByRole("button", { name: "Start the replay" }).click();
  await expect(app.getByRole("heading", { name: "Done: 2 orders replayed" })).toBeVisible();
  await expect(app.getByText("3 units got a batch.")).toBeVisible();
  await expect(app.getByText("4 units shipped and have no batch", { exact: false })).toBeVisible();
  await page.screenshot({ path: ".cache/e2e-pictures/replay-done.png", fullPage: true });

  await app.getByRole("button", { name: "Allow older orders" }).click();
  await page.getByRole("button", { name: "Update access" }).click();
  await app.getByLabel("All orders, however old").check();
  await expect(app.getByText("3 orders in Shopify")).toBeVisible();
  await app.getByRole("button", { name: "Start the replay" }).click();
  await expect(app.getByRole("heading", { name: "Done: 3 orders replayed" })).toBeVisible();
  await expect(app.getByText("2 units shipped and have no batch", { exact: false })).toBeVisible();

  await openApp("/app/orders?filter=unassigned");
  await expect(app.getByRole("link", { name: before.name, exact: true })).toBeVisible();
});

test("a replay is paused, resumed and ended by the person who looks at it", async ({
  page,
  stack,
  store,
  openApp,
}) => {
  const plan = (delayMs: number) =>
    fetch(`${stack.devStore.url}/__dev/shops/${store.name}/bulk`, {
      method: "PUT",
      body: JSON.stringify({ delayMs }),
    });
  await plan(600_000);
  await store.makeBatch({ code: "OLD-1", units: { [store.bar]: 20 }, daysAgo: 50 });
  const app = await openApp("/app/replay");
  await app.getByRole("button", { name: "Start the replay" }).click();
  await expect(app.getByRole("heading", { name: "Shopify puts your orders together" })).toBeVisible();
  await page.screenshot({ path: ".cache/e2e-pictures/replay-running.png" });
  await app.getByRole("button", { name: "Pause" }).click();
  await expect(app.getByRole("heading", { name: "The replay is paused" })).toBeVisible();
  await expect(app.getByText("No order is replayed until you resume it.")).toBeVisible();
  await app.getByRole("button", { name: "Resume" }).click();
  await expect(app.getByRole("button", { name: "Pause" })).toBeVisible();
  await app.getByRole("button", { name: "End the replay" }).click();
  await expect(app.getByRole("heading", { name: "Ended after 0 orders" })).toBeVisible();
  await expect(app.getByText("No order was replayed: nothing changed.")).toBeVisible();
  await plan(20);
});
