import { modalButton, saveBar, titleBar } from "./app-frame.ts";
import { expectAccessible } from "./accessible.ts";
import { expect, test } from "./fixtures.ts";
import { fillShop } from "./page-visits.ts";

const PHONE = {
  viewport: { width: 360, height: 740 },
  isMobile: true,
  hasTouch: true,
  userAgent:
    "Mozilla/5.0 (Linux; Android 15; Pixel 9) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Mobile Safari/537.36",
};

test.describe("on a phone, 360 pixels wide", () => {
  test.use(PHONE);

  test("no page scrolls sideways, and every page can be used by everyone", async ({
    page,
    stack,
    store,
    openApp,
  }) => {
    for (const { name, path, sign } of await fillShop(stack, store)) {
      await test.step(name, async () => {
        const app = await openApp(path);
        await expect(sign(app).first()).toBeVisible();
        const [wide, inside] = await app
          .locator("html")
          .evaluate((html) => [html.scrollWidth, html.clientWidth] as const);
        expect.soft(wide, `${name} is wider than the phone`).toBeLessThanOrEqual(inside);
        await page.screenshot({ path: `.cache/e2e-pictures/phone-${name}.png` });
        await expectAccessible(page, `${name}, on a phone`);
      });
    }
  });

  test("the main job is done with a thumb: record a batch, find the order, recall it", async ({
    page,
    store,
    openApp,
  }) => {
    const app = await openApp("/app/batches/new");
    await app.getByRole("button", { name: "Choose variants" }).tap();
    const picker = page.getByRole("dialog", { name: "Select products" });
    await picker.getByRole("checkbox", { name: /LAV-BAR/ }).check();
    await picker.getByRole("button", { name: "Select" }).tap();
    await app.getByLabel("Units produced of Lavender Soap · Bar").fill("10");
    await app.getByLabel("Code", { exact: true }).fill("LAV-1");
    await saveBar(page).getByRole("button", { name: "Save" }).tap();
    await expect(app.getByRole("heading", { name: "Where the 10 units are" })).toBeVisible();

    const order = store.placeOrder({
      lines: [{ variantId: store.bar, quantity: 2 }],
      email: `ana@${store.name}.example.com`,
    });
    store.ship(order);
    await store.settled();
    await openApp("/app/orders");
    await app.getByRole("link", { name: order.name, exact: true }).tap();
    await app.getByRole("table").getByRole("link", { name: "LAV-1" }).tap();
    await app.getByRole("link", { name: "Start a recall" }).tap();
    await app.getByRole("button", { name: "See who has it" }).tap();
    await app.getByRole("button", { name: "Write the notice" }).tap();
    await app.getByLabel("What is wrong").fill("Undeclared almond oil");
    await app.getByLabel("What can happen").fill("Allergic reaction");
    await app.getByRole("button", { name: "Check and launch" }).tap();
    await app.getByRole("button", { name: "Launch recall and send 1 mail" }).tap();
    await expect(app.getByRole("heading", { name: "Done: a notice went to 1 buyer" })).toBeVisible({
      timeout: 120_000,
    });
    await expect(titleBar(page).getByRole("heading", { name: /^Recall R/ })).toBeVisible();
  });

  test("units that turn up of a batch that was sold out are recorded in a dialog as wide as the phone", async ({
    store,
    openApp,
  }) => {
    const batch = await store.makeBatch({ code: "LAV-1", units: { [store.bar]: 2 } });
    store.placeOrder({ lines: [{ variantId: store.bar, quantity: 2 }], email: "ana@example.com" });
    await store.settled();
    const app = await openApp(`/app/batches/${batch.id}`);
    await app.getByRole("button", { name: "Adjust units of Lavender Soap · Bar" }).tap();
    const happened = app.getByLabel("What happened");
    await expect(happened).toHaveValue("count_up");
    expect((await happened.boundingBox())?.width).toBeGreaterThan(260);
    await app.getByLabel("Units", { exact: true }).fill("1");
    await app.getByLabel("Reason", { exact: true }).fill("One stood behind the scales");
    await modalButton(app, "Adjust").tap();
    await expect(app.getByRole("heading", { name: "Where the 3 units are" })).toBeVisible();
    expect((await store.batch(batch.id)).items[0]).toMatchObject({ produced: 3, remaining: 1, promised: 2 });
  });
});

test("every page can be used by everyone on a desktop, with a form in error and a modal open too", async ({
  page,
  stack,
  store,
  openApp,
}) => {
  const visits = await fillShop(stack, store);
  for (const { name, path, sign } of visits) {
    await test.step(name, async () => {
      const app = await openApp(path);
      await expect(sign(app).first()).toBeVisible();
      await page.screenshot({ path: `.cache/e2e-pictures/desktop-${name}.png` });
      await expectAccessible(page, name);
    });
  }
  const app = await openApp("/app/batches/new");
  await app.getByLabel("Place").fill("Kitchen");
  await saveBar(page).getByRole("button", { name: "Save" }).click();
  await expect(app.getByText("Choose at least one variant.")).toBeVisible();
  await expectAccessible(page, "New batch, refused");

  await openApp(visits.find(({ name }) => name === "Batch")?.path);
  await app
    .getByRole("button", { name: /^Adjust units/ })
    .first()
    .click();
  await expect(app.getByLabel("What happened")).toBeVisible();
  await expectAccessible(page, "Batch, adjusting units");
});
