import type { Recall } from "../../app/contracts/recall.ts";
import { saveBar, modalButton, titleBar } from "./app-frame.ts";
import { expect, test } from "./fixtures.ts";

test("a batch is recorded: variants from the picker, a code made for it, its dates, and its page shows all of it", async ({
  page,
  store,
  openApp,
}) => {
  const app = await openApp("/app/batches");
  await expect(app.getByRole("heading", { name: "No batches yet" })).toBeVisible();
  await titleBar(page).getByRole("button", { name: "New batch" }).click();

  await app.getByRole("button", { name: "Choose variants" }).click();
  const picker = page.getByRole("dialog", { name: "Select products" });
  await picker.getByRole("checkbox", { name: /LAV-BAR/ }).check();
  await picker.getByRole("checkbox", { name: /LAV-GST/ }).check();
  await picker.getByRole("button", { name: "Select" }).click();
  await app.getByLabel("Units produced of Lavender Soap · Bar").fill("48");
  await app.getByLabel("Units produced of Lavender Soap · Guest bar").fill("120");
  await app.getByLabel("Made on").fill("2026-03-04");
  await app.getByLabel("Made at").fill("09:30");
  await app.getByLabel("Place").fill("Kitchen 2");
  await app.getByLabel("Maker").fill("Marion <b>");
  await app.getByLabel("Expiry date").fill("2028-03-04");
  await app.getByLabel("Kind of expiry").selectOption({ label: "Use by (safety)" });
  await app.getByLabel("Cure date").fill("2026-04-15");
  const promise = app.getByText(/the code is made for you: LAV.*260304/);
  await expect(promise).toBeVisible();
  const code = /: (\S+)$/.exec((await promise.textContent()) ?? "")?.[1] ?? "";
  // A toast comes and goes: it is waited for before what calls it up.
  const toast = page.getByText(`Batch ${code} recorded`).waitFor();
  await saveBar(page).getByRole("button", { name: "Save" }).click();
  await toast;

  await expect(titleBar(page).getByRole("heading", { name: code })).toBeVisible();
  await expect(app.getByRole("heading", { name: "Where the 168 units are" })).toBeVisible();
  await expect(app.getByText("4 Mar 2026, 09:30")).toBeVisible();
  await expect(app.getByText("Kitchen 2")).toBeVisible();
  await expect(app.getByText("Marion <b>")).toBeVisible();
  await expect(app.getByText(/4 Mar 2028/)).toBeVisible();
  await expect(app.getByText("Use by", { exact: true })).toBeVisible();
  await expect(app.getByText("Batch recorded")).toBeVisible();
  await expect(saveBar(page)).toBeHidden();
  const { items } = await store.client.get<{ items: { code: string }[] }>("/api/v1/batches");
  expect(items.map((batch) => batch.code)).toEqual([code]);
});

test("wrong input is marked where it is, and nothing that was typed is lost", async ({
  page,
  store,
  openApp,
}) => {
  await store.makeBatch({ code: "LAV-1", units: { [store.bar]: 5 } });
  const app = await openApp("/app/batches/new");
  await app.getByLabel("Code", { exact: true }).fill("lav-1");
  await saveBar(page).getByRole("button", { name: "Save" }).click();
  await expect(app.getByText("Choose at least one variant.")).toBeVisible();

  await app.getByRole("button", { name: "Choose variants" }).click();
  const picker = page.getByRole("dialog", { name: "Select products" });
  await picker.getByRole("checkbox", { name: /Cedar Candle/ }).check();
  await picker.getByRole("button", { name: "Select" }).click();
  await expect(app.getByText("Choose at least one variant.")).toBeHidden();
  const produced = app.getByLabel("Units produced of Cedar Candle");
  await produced.fill("0");
  await app.getByLabel("Made on").fill("2026-03-04");
  await app.getByLabel("Expiry date").fill("2026-03-01");
  await app.getByLabel("Maker").fill("Theo");
  await saveBar(page).getByRole("button", { name: "Save" }).click();
  await expect(app.getByText("The batch is not saved yet")).toBeVisible();
  await expect(app.getByText("Enter at least 1 unit.")).toBeVisible();
  await expect(app.getByText("The expiry date is before the day it was made.")).toBeVisible();

  await produced.fill("20");
  await app.getByLabel("Expiry date").fill("2028-03-01");
  await expect(app.getByText("Enter at least 1 unit.")).toBeHidden();
  await saveBar(page).getByRole("button", { name: "Save" }).click();
  // Codes are one and the same whatever their case.
  await expect(app.getByText(/Another batch has the code/)).toBeVisible();
  await expect(app.getByLabel("Code", { exact: true })).toHaveValue("lav-1");
  await expect(produced).toHaveValue("20");
  await expect(app.getByLabel("Maker")).toHaveValue("Theo");

  await app.getByLabel("Code", { exact: true }).fill("CED 1 ß");
  await expect(app.getByText("This code works, but look at it once more")).toBeVisible();
  await app.getByLabel("Code", { exact: true }).fill("CED-1");
  await app.getByLabel("Code", { exact: true }).press("Enter");
  await expect(titleBar(page).getByRole("heading", { name: "CED-1" })).toBeVisible();
});

test("an expiry may be a month alone, as many labels give it: its last day counts, and is shown (case 28)", async ({
  page,
  store,
  openApp,
}) => {
  const app = await openApp("/app/batches/new");
  await app.getByRole("button", { name: "Choose variants" }).click();
  const picker = page.getByRole("dialog", { name: "Select products" });
  await picker.getByRole("checkbox", { name: /Cedar Candle/ }).check();
  await picker.getByRole("button", { name: "Select" }).click();
  // What comes next is saying how many.
  await expect(app.getByLabel("Units produced of Cedar Candle")).toBeFocused();
  await app.getByLabel("Units produced of Cedar Candle").fill("20");
  await app.getByLabel("The label gives only a month and a year").check();
  const month = app.getByLabel("Expiry month");
  await month.fill("13/2035");
  await saveBar(page).getByRole("button", { name: "Save" }).click();
  await expect(app.getByText("Write the month and the year, such as 05/2027.")).toBeVisible();
  await month.fill("05/2035");
  await expect(app.getByText("The last day of May 2035: 31 May 2035.")).toBeVisible();
  await month.scrollIntoViewIfNeeded();
  await page.screenshot({ path: ".cache/e2e-pictures/expiry-month.png" });
  // And back: the day stays.
  await app.getByLabel("The label gives only a month and a year").uncheck();
  await expect(app.getByLabel("Expiry date")).toHaveValue("2035-05-31");
  await app.getByLabel("The label gives only a month and a year").check();
  await expect(month).toHaveValue("05/2035");
  await saveBar(page).getByRole("button", { name: "Save" }).click();
  await expect(app.getByRole("heading", { name: "Where the 20 units are" })).toBeVisible();
  await expect(app.getByText(/31 May 2035/)).toBeVisible();
  const { items } = await store.client.get<{ items: { expiresOn: string }[] }>("/api/v1/batches");
  expect(items).toMatchObject([{ expiresOn: "2035-05-31", expiryKind: "best_before" }]);
});

test("what is not saved is not lost by a wrong click: leaving asks first, and discarding is a choice", async ({
  page,
  openApp,
}) => {
  const app = await openApp("/app/batches/new");
  await app.getByLabel("Place").fill("Kitchen 2");
  await expect(saveBar(page)).toBeVisible();

  await titleBar(page).getByRole("button", { name: "Batches" }).click();
  await page.getByRole("button", { name: "Stay" }).click();
  await expect(app.getByLabel("Place")).toHaveValue("Kitchen 2");

  await page
    .getByRole("navigation", { name: "Admin" })
    .getByRole("link", { name: "Orders", exact: true })
    .first()
    .click();
  await page.getByRole("button", { name: "Stay" }).click();
  await expect(app.getByLabel("Place")).toHaveValue("Kitchen 2");

  await titleBar(page).getByRole("button", { name: "Batches" }).click();
  await page.getByRole("button", { name: "Leave page" }).click();
  await expect(app.getByRole("heading", { name: "No batches yet" })).toBeVisible();
  await expect(saveBar(page)).toBeHidden();

  await titleBar(page).getByRole("button", { name: "New batch" }).click();
  await app.getByLabel("Place").fill("Kitchen 3");
  await saveBar(page).getByRole("button", { name: "Discard" }).click();
  await expect(app.getByRole("heading", { name: "No batches yet" })).toBeVisible();
});

test("a batch is changed, and cannot be made smaller than what is taken", async ({
  page,
  store,
  openApp,
}) => {
  const batch = await store.makeBatch({ code: "LAV-1", units: { [store.bar]: 10 } });
  store.placeOrder({ lines: [{ variantId: store.bar, quantity: 4 }], email: "ana@example.com" });
  await store.settled();
  const app = await openApp(`/app/batches/${batch.id}`);
  await titleBar(page).getByRole("button", { name: "Edit batch" }).click();
  const produced = app.getByLabel("Units produced of Lavender Soap · Bar");
  await produced.fill("3");
  await saveBar(page).getByRole("button", { name: "Save" }).click();
  await expect(app.getByText("4 units are already taken: produced cannot be less.")).toBeVisible();
  await saveBar(page).getByRole("button", { name: "Discard" }).click();
  await expect(produced).toHaveValue("10");
  await produced.fill("12");
  await app.getByLabel("Place").fill("Barn");
  await saveBar(page).getByRole("button", { name: "Save" }).click();

  await expect(app.getByText("Produced changed from 10 to 12: Lavender Soap · Bar")).toBeVisible();
  await expect(app.getByText("Barn", { exact: true })).toBeVisible();
  await expect(app.getByRole("heading", { name: "Where the 12 units are" })).toBeVisible();
});

test("the list is searched, filtered and turned page by page, and the address keeps the place", async ({
  page,
  store,
  openApp,
}) => {
  const shown = 50;
  for (let index = 1; index <= shown + 3; index += 1) {
    await store.makeBatch({
      code: `LAV-${String(index).padStart(2, "0")}`,
      units: { [store.bar]: 3 },
      daysAgo: 80 - index,
    });
  }
  await store.makeBatch({ code: "CED-DRAFT", units: { [store.cedar]: 3 }, more: { status: "draft" } });
  await store.makeBatch({ code: "CED-OPEN", units: { [store.cedar]: 3 }, daysAgo: 90 });

  const app = await openApp("/app/batches");
  const rows = app.getByRole("row").filter({ has: app.getByRole("link") });
  const list = app.getByRole("table");
  await expect(list.getByRole("link", { name: /CED-DRAFT/ })).toBeVisible();
  await expect(rows).toHaveCount(shown);
  await app.getByRole("button", { name: "Next" }).click();
  await expect(list.getByRole("link", { name: /CED-OPEN/ })).toBeVisible();
  await expect(rows).toHaveCount(5);
  await page.reload();
  await expect(list.getByRole("link", { name: /CED-OPEN/ })).toBeVisible();
  await app.getByRole("button", { name: "Previous" }).click();
  await expect(list.getByRole("link", { name: /CED-DRAFT/ })).toBeVisible();

  const search = app.getByLabel("Search by code, product or SKU");
  await search.fill("cedar");
  await expect(rows).toHaveCount(2);
  await search.fill("lav-07");
  await expect(rows).toHaveCount(1);
  await search.fill("100%_");
  await expect(app.getByRole("heading", { name: "No batch fits" })).toBeVisible();
  await app.getByRole("button", { name: "Clear search and filters" }).click();
  await expect(rows).toHaveCount(shown);

  await app.getByRole("button", { name: "Status", exact: true }).click();
  // The round that Polaris draws lies over the input itself.
  await app.locator("label").filter({ hasText: "Draft" }).click();
  await expect(rows).toHaveCount(1);
  await expect(list.getByRole("link", { name: /CED-DRAFT/ })).toBeVisible();
  await page.reload();
  await expect(rows).toHaveCount(1);
  // Back in the frame; the admin's own page stays.
  await page.evaluate(() => window.history.back());
  await expect(rows).toHaveCount(shown);
});

test("the page of a batch adds up: produced is remaining, promised, shipped, quarantined and written off", async ({
  store,
  openApp,
}) => {
  const batch = await store.makeBatch({ code: "LAV-1", units: { [store.bar]: 20, [store.guestBar]: 10 } });
  const buyer = { email: "ana@example.com" };
  const shipped = store.placeOrder({ lines: [{ variantId: store.bar, quantity: 3 }], ...buyer });
  store.placeOrder({ lines: [{ variantId: store.guestBar, quantity: 2 }], ...buyer });
  store.ship(shipped);
  await store.settled();
  await store.client.post(`/api/v1/batches/${batch.id}/adjustments`, {
    ...{ variantId: String(store.bar), units: 1, kind: "tester", reason: "For the counter" },
  });

  const app = await openApp(`/app/batches/${batch.id}`);
  const units = app.getByRole("table", { name: "Units of each variant" });
  const cells = (name: string) => units.getByRole("row", { name }).getByRole("cell");
  await expect(cells("Lavender Soap · Bar")).toContainText(["20", "16", "0", "3", "0", "1", "0"]);
  await expect(cells("Lavender Soap · Guest bar")).toContainText(["10", "8", "2", "0", "0", "0", "0"]);
  await expect(cells("All variants")).toContainText(["30", "24", "2", "3", "0", "1", "0"]);
  const orders = app.getByRole("table").filter({ hasText: "Placed" });
  await expect(orders.getByRole("row", { name: new RegExp(shipped.name) })).toContainText("3");
  await expect(app.getByText("1 unit used as tester: Lavender Soap · Bar")).toBeVisible();
  await expect(app.getByText("“For the counter”")).toBeVisible();
});

test("a batch is held, opened and closed, each with a reason that its history keeps", async ({
  store,
  openApp,
}) => {
  const batch = await store.makeBatch({ code: "LAV-1", units: { [store.bar]: 5 } });
  const app = await openApp(`/app/batches/${batch.id}`);
  for (const { button, reason, says } of [
    { button: "Put on hold", reason: "Waiting for a lab result", says: "Status is now on hold" },
    { button: "Open batch", reason: "Lab result is in", says: "Status is now open" },
    { button: "Close batch", reason: "Last jars are gone", says: "Status is now closed" },
  ]) {
    await app.getByRole("button", { name: button }).click();
    await modalButton(app, button).click();
    await expect(app.getByText("Write a reason: it stays in the history.")).toBeVisible();
    await app.getByRole("textbox", { name: "Reason" }).fill(reason);
    await modalButton(app, button).click();
    await expect(app.getByText(says)).toBeVisible();
    await expect(app.getByText(`“${reason}”`, { exact: true })).toBeVisible();
    await expect(app.getByRole("dialog")).toBeHidden();
  }
  expect((await store.batch(batch.id)).status).toBe("closed");
});

test("a change that somebody else was faster with is refused in words, and nothing is done twice", async ({
  store,
  openApp,
}) => {
  const batch = await store.makeBatch({ code: "LAV-1", units: { [store.bar]: 5 } });
  const app = await openApp(`/app/batches/${batch.id}`);
  await app.getByRole("button", { name: "Put on hold" }).click();
  await app.getByRole("textbox", { name: "Reason" }).fill("Waiting for a lab result");
  await store.client.patch(`/api/v1/batches/${batch.id}`, { status: "closed", reason: "Sold out at a fair" });
  await modalButton(app, "Put on hold").click();
  await expect(app.getByText("The batch is closed now")).toBeVisible();
  await expect(app.getByRole("textbox", { name: "Reason" })).toHaveValue("Waiting for a lab result");
  expect((await store.batch(batch.id)).status).toBe("closed");
});

test("units are counted, with a reason, and never below zero", async ({ store, openApp }) => {
  const batch = await store.makeBatch({ code: "LAV-1", units: { [store.bar]: 5 } });
  const app = await openApp(`/app/batches/${batch.id}`);
  const adjust = app.getByRole("button", { name: "Adjust units of Lavender Soap · Bar" });

  await adjust.click();
  await app.getByLabel("What happened").selectOption({ label: "Breakage" });
  await app.getByLabel("Units", { exact: true }).fill("6");
  await modalButton(app, "Adjust").click();
  await expect(app.getByText("There are only 5 units to take from.")).toBeVisible();
  await expect(app.getByText("Write a reason: it stays in the history.")).toBeVisible();

  // Somebody else takes three while the form is open: the server refuses what the page could not know.
  await store.client.post(`/api/v1/batches/${batch.id}/adjustments`, {
    ...{ variantId: String(store.bar), units: 3, kind: "gift", reason: "Fair" },
  });
  await app.getByLabel("Units", { exact: true }).fill("4");
  await app.getByRole("textbox", { name: "Reason" }).fill("Dropped a tray");
  await modalButton(app, "Adjust").click();
  await expect(app.getByText("Only 2 units are remaining.")).toBeVisible();
  await expect(app.getByRole("textbox", { name: "Reason" })).toHaveValue("Dropped a tray");

  await app.getByLabel("Units", { exact: true }).fill("2");
  await modalButton(app, "Adjust").click();
  await expect(app.getByText("2 units broke: Lavender Soap · Bar")).toBeVisible();
  await expect(app.getByText("“Dropped a tray”")).toBeVisible();
  expect((await store.batch(batch.id)).items[0]).toMatchObject({ produced: 5, remaining: 0, writtenOff: 5 });
});

test("a batch that no order gets says so first, why, and what of it is still on its way out", async ({
  page,
  store,
  openApp,
}) => {
  const day = (after: number) => new Date(Date.now() + after * 86_400_000).toISOString().slice(0, 10);
  const batch = await store.makeBatch({ code: "LAV-1", units: { [store.bar]: 8 }, daysAgo: 9 });
  store.placeOrder({ lines: [{ variantId: store.bar, quantity: 3 }], email: "ana@example.com" });
  await store.settled();
  const app = await openApp(`/app/batches/${batch.id}`);
  await app.getByRole("button", { name: "Put on hold" }).focus();
  await page.keyboard.press("Enter");
  await app.getByRole("textbox", { name: "Reason" }).fill("Waiting for a lab result");
  await modalButton(app, "Put on hold").focus();
  await page.keyboard.press("Enter");
  await expect(app.getByText("This batch is on hold")).toBeVisible();
  await expect(
    app.getByText(/^No order gets .* Since today at .*: “Waiting for a lab result”$/),
  ).toBeVisible();
  await expect(
    app.getByText("3 units of it are promised and not shipped yet.", { exact: false }),
  ).toBeVisible();
  // The button is gone with the state it led out of: its counterpart has the focus.
  await expect(app.getByRole("button", { name: "Open batch" })).toBeFocused();
  await page.screenshot({ path: ".cache/e2e-pictures/batch-on-hold.png" });

  const old = await store.makeBatch({
    ...{ code: "LAV-0", units: { [store.bar]: 5 }, daysAgo: 900 },
    more: { expiresOn: day(-400), expiryKind: "use_by" },
  });
  await openApp(`/app/batches/${old.id}`);
  await expect(app.getByText("This batch has expired")).toBeVisible();
  await expect(app.getByText("No order gets units from it. 5 units are left.")).toBeVisible();
  await expect(app.getByText("No order gets units from it as it is now.")).toBeVisible();
  await openApp("/app");
  await expect(app.getByText("Expired 13 months ago")).toBeVisible();

  const { id, number } = await store.client.post<Recall>("/api/v1/recalls", {
    ...{ batchIds: [old.id], reason: "Undeclared almond oil", hazard: "Allergic reaction" },
    ...{ instructions: "Stop using it", remedies: ["refund"], idempotencyKey: `banner-${store.name}` },
    notice: { subject: "Product safety recall", body: "Please read this." },
  });
  await openApp(`/app/batches/${old.id}`);
  await expect(app.getByRole("link", { name: "Start another recall" })).toBeVisible();
  await app.getByRole("link", { name: `Open recall ${number}` }).click();
  await expect(page).toHaveURL(new RegExp(`/app/recalls/${id}$`));
});
