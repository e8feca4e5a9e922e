import { saveBar } from "./app-frame.ts";
import { createLocation } from "../dev-store/state/shops/locations.ts";
import { expect, test } from "./fixtures.ts";

test("a merchant whose fulfilment service ships lets the app see what is to ship from there", async ({
  page,
  stack,
  store,
  openApp,
}) => {
  const { world } = stack.devStore;
  const warehouse = createLocation(world, store.shop, { name: "Ship-o-rama", service: "Ship-o-rama" });
  const app = await openApp("/app/settings");
  await app.getByLabel("Keep batches by location").check();
  await saveBar(page).getByRole("button", { name: "Save" }).click();
  await expect(app.getByText("which orders are to ship from Ship-o-rama", { exact: false })).toBeVisible();
  const allow = app.getByRole("button", { name: "Let Batchbook see these orders" });
  await allow.scrollIntoViewIfNeeded();
  await page.screenshot({ path: ".cache/e2e-pictures/fulfilment-services.png" });

  await allow.click();
  await page.getByRole("button", { name: "Update access" }).click();
  await expect(app.getByText("which orders are to ship from Ship-o-rama", { exact: false })).toBeHidden();

  const [workshop] = store.shop.locations.values();
  const at = (code: string, locationId: number, daysAgo: number) =>
    store.client.post("/api/v1/batches", {
      code,
      madeAt: new Date(Date.now() - daysAgo * 86_400_000).toISOString(),
      items: [{ variantId: String(store.guestBar), produced: 5, locationId: String(locationId) }],
    });
  await at("HERE-1", workshop?.id ?? 0, 8);
  await at("THERE-1", warehouse.id, 7);
  const order = store.placeOrder({
    lines: [{ variantId: store.guestBar, quantity: 2 }],
    locationId: warehouse.id,
  });
  await store.settled();
  await openApp(`/app/orders/${order.id}`);
  await expect(app.getByRole("link", { name: "THERE-1" })).toBeVisible();
});
