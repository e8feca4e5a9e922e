import { refundOrder } from "../dev-store/state/orders/refund-order.ts";
import { expectAccessible } from "./accessible.ts";
import { modalButton } from "./app-frame.ts";
import { expect, test } from "./fixtures.ts";

test("who opens a parcel says which batch its goods are from, and both batches tell it", async ({
  page,
  stack,
  store,
  openApp,
}) => {
  const old = await store.makeBatch({ code: "LAV-OLD", units: { [store.bar]: 2 }, daysAgo: 9 });
  const young = await store.makeBatch({ code: "LAV-NEW", units: { [store.bar]: 6 }, daysAgo: 7 });
  const order = store.placeOrder({
    lines: [{ variantId: store.bar, quantity: 3 }],
    email: "ana@example.com",
  });
  store.ship(order);
  refundOrder(stack.devStore.world, store.shop, order, {
    lines: [{ lineId: order.lines[0]?.id ?? 0, quantity: 1, restockType: "return" }],
  });
  await store.settled();

  const app = await openApp(`/app/orders/${order.id}`);
  const batches = app.getByRole("table", { name: "Batches of Lavender Soap · Bar" });
  // Counted under the batch assigned last, until somebody has looked.
  await expect(batches.getByRole("row", { name: /LAV-NEW/ })).toContainText("Returned");
  await expect(app.getByText("1 unit came back. From which batch?")).toBeVisible();
  await page.screenshot({ path: ".cache/e2e-pictures/order-came-back.png", fullPage: true });
  await app.getByRole("button", { name: "LAV-OLD", exact: true }).click();
  await expect(app.getByText("counted under batch LAV-NEW, but really from LAV-OLD")).toBeVisible();
  await modalButton(app, "Save").click();
  await expect(app.getByText("Say why.")).toBeVisible();
  await app.getByRole("textbox", { name: "Reason" }).fill("Read from the jar");
  await modalButton(app, "Save").click();
  await expect(
    app.getByText("1 unit of Lavender Soap · Bar, returned, changed from LAV-NEW to LAV-OLD"),
  ).toBeVisible();
  await expect(batches.getByRole("row", { name: /LAV-OLD.*Returned.*Corrected/ })).toBeVisible();
  await expect(batches.getByRole("row", { name: /LAV-NEW.*Shipped/ })).toBeVisible();
  await expect(app.getByText("came back. From which batch?")).toBeHidden();
  expect((await store.batch(old.id)).items[0]).toMatchObject({ remaining: 0, shipped: 1, quarantined: 1 });
  expect((await store.batch(young.id)).items[0]).toMatchObject({ remaining: 5, shipped: 1, returned: 0 });

  // With the keyboard alone: the jar that the buyer kept was from the younger batch too.
  await app.getByRole("button", { name: "Change batch LAV-OLD, shipped" }).focus();
  await page.keyboard.press("Enter");
  await expect(app.getByText("5 units left")).toBeVisible();
  await page.screenshot({ path: ".cache/e2e-pictures/change-batch.png" });
  await expectAccessible(page, "changing a batch");
  await app.getByRole("button", { name: "Choose LAV-NEW" }).focus();
  await page.keyboard.press("Enter");
  // The focus stays with what was chosen, and goes back to the list with it.
  await expect(app.getByRole("button", { name: "Choose another batch than LAV-NEW" })).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(app.getByLabel("Really from batch")).toBeFocused();
  await app.getByRole("button", { name: "Choose LAV-NEW" }).focus();
  await page.keyboard.press("Enter");
  await app.getByRole("textbox", { name: "Reason" }).fill("The buyer sent a picture");
  await modalButton(app, "Save").focus();
  await page.keyboard.press("Enter");
  await expect(batches.getByRole("row", { name: /LAV-NEW.*Shipped.*Corrected/ })).toBeVisible();
  // The button that opened the dialog went with its row: the keyboard goes on in the same line.
  await expect(batches.getByRole("link").first()).toBeFocused();
  await app.getByRole("button", { name: "Confirm batch LAV-NEW, shipped" }).click();
  await app.getByRole("textbox", { name: "Reason" }).fill("Scanned while packing");
  await modalButton(app, "Confirm").click();
  await expect(batches.getByRole("row", { name: /LAV-NEW.*Shipped.*Confirmed/ })).toBeVisible();
  await page.screenshot({ path: ".cache/e2e-pictures/order-corrected.png", fullPage: true });

  await page.setViewportSize({ width: 360, height: 740 });
  const html = app.locator("html");
  expect(await html.evaluate((element) => element.scrollWidth - element.clientWidth)).toBeLessThanOrEqual(0);
  await page.screenshot({ path: ".cache/e2e-pictures/phone-order-corrected.png", fullPage: true });
  await page.setViewportSize({ width: 1280, height: 900 });

  await openApp(`/app/batches/${young.id}`);
  await expect(app.getByText(`1 unit of order ${order.name} confirmed to be from this batch`)).toBeVisible();
  await expect(
    app.getByText(`1 unit of order ${order.name} corrected from LAV-OLD to LAV-NEW`),
  ).toBeVisible();
  await expect(app.getByText("“The buyer sent a picture”")).toBeVisible();
});

test("a refusal is said once: the next dialog that is opened knows nothing of it", async ({
  store,
  openApp,
}) => {
  await store.makeBatch({ code: "LAV-OLD", units: { [store.bar]: 4 }, daysAgo: 9 });
  const order = store.placeOrder({
    lines: [{ variantId: store.bar, quantity: 2 }],
    email: "ana@example.com",
  });
  store.ship(order);
  await store.settled();
  await store.makeBatch({ code: "LAV-LATE", units: { [store.bar]: 4 }, daysAgo: 0 });
  const app = await openApp(`/app/orders/${order.id}`);
  const change = app.getByRole("button", { name: "Change batch LAV-OLD, shipped" });
  await change.click();
  await app.getByRole("button", { name: "Choose LAV-LATE" }).click();
  await app.getByRole("textbox", { name: "Reason" }).fill("Read from the jar");
  await modalButton(app, "Save").click();
  await expect(
    app.getByText("That batch was made after these units shipped", { exact: false }),
  ).toBeVisible();
  await modalButton(app, "Cancel").click();
  await change.click();
  await expect(app.getByLabel("Really from batch")).toBeVisible();
  await expect(app.getByText("Nothing was changed")).toHaveCount(0);
  await modalButton(app, "Save").click();
  await expect(app.getByText("Choose the batch.")).toBeVisible();
  await expect(app.getByLabel("Really from batch")).toBeFocused();
});

test("what if: the batch page tells whom first expired, first out would have served from it", async ({
  page,
  store,
  openApp,
}) => {
  const expiresOn = (months: number): string =>
    new Date(Date.now() + months * 30 * 86_400_000).toISOString().slice(0, 10);
  await store.makeBatch({
    ...{ code: "LAV-OLD", units: { [store.bar]: 4 }, daysAgo: 9 },
    more: { expiresOn: expiresOn(24) },
  });
  const soon = await store.makeBatch({
    ...{ code: "LAV-SOON", units: { [store.bar]: 4 }, daysAgo: 3 },
    more: { expiresOn: expiresOn(6) },
  });
  const order = store.placeOrder({
    lines: [{ variantId: store.bar, quantity: 3 }],
    email: "ana@example.com",
  });
  await store.settled();

  const app = await openApp(`/app/batches/${soon.id}`);
  await app.getByRole("button", { name: "Try other rules" }).click();
  await app.getByRole("button", { name: "Show what would have been" }).click();
  await expect(app.getByText("1 order would have got another batch.")).toBeVisible();
  await expect(app.getByRole("heading", { name: "1 order would have got LAV-SOON" })).toBeVisible();
  await expect(app.getByText("has 3 of LAV-OLD")).toBeVisible();
  await expectAccessible(page, "what if");
  await app.getByText("has 3 of LAV-OLD").scrollIntoViewIfNeeded();
  await page.screenshot({ path: ".cache/e2e-pictures/what-if.png" });
  await page.setViewportSize({ width: 360, height: 740 });
  const html = app.locator("html");
  expect(await html.evaluate((element) => element.scrollWidth - element.clientWidth)).toBeLessThanOrEqual(0);
  await app.getByText("has 3 of LAV-OLD").scrollIntoViewIfNeeded();
  await page.screenshot({ path: ".cache/e2e-pictures/phone-what-if.png" });
  await page.setViewportSize({ width: 1280, height: 900 });

  await app.getByLabel("Order of the batches").selectOption({ label: "First in, first out" });
  await app.getByRole("button", { name: "Show what would have been" }).click();
  await expect(app.getByText("Every order would have got what it has.")).toBeVisible();
  expect((await store.batch(soon.id)).items[0]).toMatchObject({ remaining: 4, promised: 0 });
  await expect(app.getByRole("link", { name: order.name, exact: true })).toHaveCount(0);
});
