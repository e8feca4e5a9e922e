import type { FrameLocator, Locator } from "@playwright/test";
import { cancelOrder } from "../dev-store/state/orders/cancel-order.ts";
import { refundOrder } from "../dev-store/state/orders/refund-order.ts";
import { createCustomer } from "../dev-store/state/customers/customers.ts";
import { expect, test } from "./fixtures.ts";

/** The row of an order in a list. */
function rowOf(app: FrameLocator, order: { name: string }): Locator {
  // The name may be followed by a badge.
  const link = app.getByRole("link", { name: new RegExp(`^${order.name}( |$)`) });
  return app.getByRole("row").filter({ has: link });
}

test("orders get their units from the oldest open batch, and the page of orders says which", async ({
  store,
  openApp,
}) => {
  await store.makeBatch({ code: "LAV-NEW", units: { [store.bar]: 10 }, daysAgo: 3 });
  await store.makeBatch({ code: "LAV-OLD", units: { [store.bar]: 4 }, daysAgo: 9 });
  // One after the other: of orders that arrive at once, any may be settled first, and keeps what it got.
  const order = async (quantity: number, email: string) => {
    const placed = store.placeOrder({ lines: [{ variantId: store.bar, quantity }], email });
    await store.settled();
    return placed;
  };
  const whole = await order(3, "ana@example.com");
  const split = await order(2, "bo@example.com");
  const last = await order(4, "cy@example.com");

  const app = await openApp("/app/orders");
  await expect(rowOf(app, whole)).toContainText("LAV-OLD");
  await expect(rowOf(app, split)).toContainText("LAV-OLD × 1");
  await expect(rowOf(app, split)).toContainText("LAV-NEW × 1");
  await expect(rowOf(app, last)).toContainText("LAV-NEW");

  await app.getByRole("tab", { name: "Unassigned" }).click();
  await expect(app.getByRole("heading", { name: "Every unit has a batch" })).toBeVisible();
  await app.getByRole("tab", { name: "Assigned", exact: true }).click();
  await expect(app.getByRole("row").filter({ has: app.getByRole("link") })).toHaveCount(3);
});

test("units promised from a batch that is put on hold are flagged where orders are read", async ({
  store,
  openApp,
}) => {
  const batch = await store.makeBatch({ code: "LAV-1", units: { [store.bar]: 5 } });
  const lines = [{ variantId: store.bar, quantity: 2 }];
  const order = store.placeOrder({ lines, email: "ana@example.com" });
  const left = store.placeOrder({ lines, email: "bo@example.com" });
  store.ship(left);
  await store.settled();
  await store.client.patch(`/api/v1/batches/${batch.id}`, { status: "on_hold", reason: "Lab" });

  const app = await openApp("/app/orders");
  await expect(rowOf(app, order)).toContainText("2 units on hold");
  await expect(rowOf(app, left)).not.toContainText("on hold");
  await app.getByRole("link", { name: order.name, exact: true }).click();
  await expect(app.getByText("2 units not to be shipped: the batch is on hold")).toBeVisible();
  await expect(app.getByRole("row", { name: /LAV-1/ })).toContainText("Batch on hold");
});

test("the page of an order shows the batches of each line, and why those", async ({ store, openApp }) => {
  const old = await store.makeBatch({ code: "LAV-OLD", units: { [store.bar]: 2 }, daysAgo: 9 });
  await store.makeBatch({ code: "LAV-NEW", units: { [store.bar]: 10 }, daysAgo: 3 });
  const held = await store.makeBatch({ code: "LAV-HELD", units: { [store.bar]: 10 }, daysAgo: 20 });
  await store.client.patch(`/api/v1/batches/${held.id}`, { status: "on_hold", reason: "Lab" });
  const order = store.placeOrder({
    lines: [
      { variantId: store.bar, quantity: 5 },
      { variantId: store.cedar, quantity: 2 },
    ],
    email: "ana@example.com",
  });
  await store.settled();

  const app = await openApp("/app/orders");
  await app.getByRole("link", { name: order.name, exact: true }).click();
  await expect(app.getByText("2 units without a batch")).toBeVisible();
  const soap = app.getByRole("table", { name: "Batches of Lavender Soap · Bar" });
  await expect(soap.getByRole("row", { name: /LAV-OLD/ })).toContainText("Promised, not shipped yet");
  await expect(
    soap
      .getByRole("row", { name: /LAV-OLD/ })
      .getByRole("cell")
      .first(),
  ).toHaveText("2");
  await expect(
    soap
      .getByRole("row", { name: /LAV-NEW/ })
      .getByRole("cell")
      .first(),
  ).toHaveText("3");
  await expect(app.getByText("2 units unassigned")).toBeVisible();
  await expect(app.getByText("No batch of this variant has units left.")).toBeVisible();

  await app.getByRole("button", { name: "Why this batch" }).click();
  await expect(app.getByText("LAV-OLD had 2 units: 2 units taken")).toBeVisible();
  await expect(app.getByText("LAV-NEW had 10 units: 3 units taken")).toBeVisible();
  await expect(app.getByText("LAV-HELD passed over: on hold")).toBeVisible();

  await soap.getByRole("link", { name: "LAV-OLD" }).click();
  await expect(app.getByRole("heading", { name: "Where the 2 units are" })).toBeVisible();
  expect((await store.batch(old.id)).items[0]).toMatchObject({ remaining: 0, promised: 2 });
});

test("units without a batch wait in sight, and are filled by themselves once a batch opens", async ({
  store,
  openApp,
}) => {
  const draft = await store.makeBatch({
    code: "LAV-1",
    units: { [store.bar]: 4 },
    more: { status: "draft" },
  });
  const lines = [{ variantId: store.bar, quantity: 3 }];
  const [older, younger] = [
    store.placeOrder({ lines, email: "ana@example.com" }),
    store.placeOrder({ lines, email: "bo@example.com" }),
  ];
  await store.settled();

  const app = await openApp();
  await expect(app.getByRole("heading", { name: "Unassigned units" })).toBeVisible();
  await app.getByRole("link", { name: "See the orders" }).click();
  await expect(rowOf(app, older)).toContainText("3 units unassigned");
  await expect(rowOf(app, younger)).toContainText("3 units unassigned");

  await openApp(`/app/batches/${draft.id}`);
  await app.getByRole("button", { name: "Open batch" }).click();
  await app.getByRole("textbox", { name: "Reason" }).fill("Cured");
  await app.getByRole("dialog").getByRole("button", { name: "Open batch" }).click();
  await expect(app.getByText("Status is now open")).toBeVisible();

  await openApp("/app/orders");
  await expect(rowOf(app, older)).toContainText("LAV-1");
  await expect(rowOf(app, older)).not.toContainText("unassigned");
  await expect(rowOf(app, younger)).toContainText("LAV-1 × 1");
  await expect(rowOf(app, younger)).toContainText("2 units unassigned");
});

test("an order is found by its number, its buyer's e-mail address and its batch's code", async ({
  stack,
  store,
  openApp,
}) => {
  await store.makeBatch({ code: "LAV-1", units: { [store.bar]: 2 }, daysAgo: 9 });
  await store.makeBatch({ code: "LAV-2", units: { [store.bar]: 9 }, daysAgo: 3 });
  const customer = createCustomer(stack.devStore.world, store.shop, {
    ...{ firstName: "Ines", lastName: "<i>Brandt</i>", email: "ines@example.com" },
  });
  const lines = [{ variantId: store.bar, quantity: 2 }];
  const first = store.placeOrder({ lines, customerId: customer.id });
  await store.settled();
  const second = store.placeOrder({ lines, email: "Omar@Example.com" });
  await store.settled();

  const app = await openApp("/app/orders");
  await expect(rowOf(app, first)).toContainText("Ines <i>Brandt</i>");
  const search = app.getByLabel("Order number, e-mail or batch code");
  for (const [words, found, other] of [
    [second.name, second, first],
    ["ines@example.com", first, second],
    ["OMAR@example.com", second, first],
    ["lav-1", first, second],
  ] as const) {
    await search.fill(words);
    await expect(rowOf(app, other)).toHaveCount(0);
    await expect(rowOf(app, found)).toBeVisible();
  }
  await search.fill("nobody@example.com");
  await expect(app.getByRole("heading", { name: "No order fits" })).toBeVisible();
});

test("a cancelled order and a refund before shipping give their units back to the batch", async ({
  stack,
  store,
  openApp,
}) => {
  const { world } = stack.devStore;
  const batch = await store.makeBatch({ code: "LAV-1", units: { [store.bar]: 10 } });
  const lines = [{ variantId: store.bar, quantity: 4 }];
  const [cancelled, refunded] = [
    store.placeOrder({ lines, email: "ana@example.com" }),
    store.placeOrder({ lines, email: "bo@example.com" }),
  ];
  await store.settled();
  const app = await openApp(`/app/batches/${batch.id}`);
  const units = app.getByRole("table", { name: "Units of each variant" }).getByRole("cell");
  await expect(units).toContainText(["10", "2", "8", "0", "0", "0", "0"]);

  cancelOrder(world, store.shop, cancelled);
  refundOrder(world, store.shop, refunded, {
    lines: [{ lineId: refunded.lines[0]?.id ?? 0, quantity: 1, restockType: "cancel" }],
  });
  await store.settled();
  await openApp(`/app/batches/${batch.id}`);
  await expect(units).toContainText(["10", "7", "3", "0", "0", "0", "0"]);

  await openApp("/app/orders");
  await expect(rowOf(app, cancelled)).toContainText("Cancelled");
  await expect(rowOf(app, refunded)).toContainText("LAV-1");
});

test("goods that come back go to quarantine, and a person decides what becomes of them", async ({
  stack,
  store,
  openApp,
}) => {
  const batch = await store.makeBatch({ code: "LAV-1", units: { [store.bar]: 10 } });
  const order = store.placeOrder({
    lines: [{ variantId: store.bar, quantity: 3 }],
    email: "ana@example.com",
  });
  store.ship(order);
  // Of an order that is first heard of when units of it are back already, those units have no batch.
  await store.settled();
  refundOrder(stack.devStore.world, store.shop, order, {
    lines: [{ lineId: order.lines[0]?.id ?? 0, quantity: 2, restockType: "return" }],
  });
  await store.settled();

  const app = await openApp(`/app/batches/${batch.id}`);
  const units = app.getByRole("table", { name: "Units of each variant" }).getByRole("cell");
  await expect(units).toContainText(["10", "7", "0", "1", "2", "0", "2"]);
  await app.getByRole("button", { name: "Adjust units of Lavender Soap · Bar" }).click();
  await app.getByLabel("What happened").selectOption({ label: "Inspected: back in stock" });
  await app.getByLabel("Units", { exact: true }).fill("1");
  await app.getByRole("textbox", { name: "Reason" }).fill("Seal unbroken");
  await app.getByRole("dialog").getByRole("button", { name: "Adjust", exact: true }).click();
  await expect(app.getByText("1 unit inspected and back in stock: Lavender Soap · Bar")).toBeVisible();
  await expect(units).toContainText(["10", "8", "0", "1", "1", "0", "2"]);
});

test("the order's page in the admin shows the batch of every line", async ({ store, openAdmin }) => {
  const batch = await store.makeBatch({ code: "LAV-1", units: { [store.bar]: 2 }, daysAgo: 9 });
  await store.makeBatch({ code: "LAV-2", units: { [store.bar]: 9 }, daysAgo: 3 });
  const order = store.placeOrder({
    lines: [
      { variantId: store.bar, quantity: 3 },
      { variantId: store.cedar, quantity: 1 },
      { title: "Gift wrapping", quantity: 1 },
    ],
    email: "ana@example.com",
  });
  await store.settled();

  const page = await openAdmin(`/orders/${order.id}`);
  const block = page.frameLocator("[data-extension=order-batches] iframe");
  await expect(block.getByText("Lavender Soap × 3")).toBeVisible();
  await expect(block.getByText("2 to ship")).toBeVisible();
  await expect(block.getByText("1 to ship")).toBeVisible();
  await expect(block.getByText("1 waiting for a batch")).toBeVisible();
  await expect(block.getByText("Not tracked by batch")).toBeVisible();

  await block.getByRole("link", { name: "LAV-1" }).click();
  await expect(page).toHaveURL(new RegExp(`/app/batches/${batch.id}`));
  await expect(
    page.frameLocator("iframe[name=app-iframe]").getByRole("heading", { name: "Where the 2 units are" }),
  ).toBeVisible();
});
