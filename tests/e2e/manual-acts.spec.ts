import { expectAccessible } from "./accessible.ts";
import { modalButton, titleBar } from "./app-frame.ts";
import { expect, test } from "./fixtures.ts";

test("stock is counted: the difference is seen before it is recorded, and undone from the history", async ({
  page,
  store,
  openApp,
}) => {
  const batch = await store.makeBatch({
    code: "LAV-1",
    units: { [store.bar]: 10, [store.guestBar]: 20 },
  });
  const app = await openApp(`/app/batches/${batch.id}`);
  await titleBar(page).getByRole("button", { name: "Count stock" }).click();
  await app.getByRole("button", { name: "Record count" }).click();
  await expect(app.getByText("Nothing is counted yet")).toBeVisible();

  await app.getByLabel("Counted of Lavender Soap · Bar").fill("7");
  await app.getByLabel("Counted of Lavender Soap · Guest bar").fill("20");
  const rows = app.getByRole("table", { name: "Expected and counted units of each variant" });
  await expect(rows.getByRole("row", { name: /· Bar/ })).toContainText("−3");
  await expect(rows.getByRole("row", { name: /Guest bar/ })).toContainText("None");
  await expect(app.getByText("3 units missing.")).toBeVisible();
  await app.getByRole("button", { name: "Record count" }).click();
  await expect(app.getByText(/Write a reason for the difference/)).toBeVisible();

  // An order takes two units while the count is on the page: the books moved.
  store.placeOrder({ lines: [{ variantId: store.bar, quantity: 2 }], email: "ana@example.com" });
  await store.settled();
  await app.getByLabel("Reason", { exact: true }).fill("Monthly count");
  await app.getByRole("button", { name: "Record count" }).click();
  await expect(app.getByText("Units moved while you were counting")).toBeVisible();
  await expect(app.getByText("8 now, it was 10 when you began.")).toBeVisible();
  await expect(app.getByLabel("Counted of Lavender Soap · Bar")).toHaveValue("7");
  await expectAccessible(page, "Count, refused");
  await page.screenshot({ path: ".cache/e2e-pictures/desktop-Count refused.png" });
  await app.getByRole("button", { name: "Record count" }).click();

  await expect(app.getByText("Counted: 1 unit fewer than in the books")).toBeVisible();
  await expect(app.getByText("“Monthly count”")).toBeVisible();
  expect((await store.batch(batch.id)).items[0]).toMatchObject({ remaining: 7, writtenOff: 1, promised: 2 });

  await app.getByRole("button", { name: /^Undo: Counted/ }).click();
  await app.getByLabel("Reason", { exact: true }).fill("One stood behind the scales");
  await modalButton(app, "Undo").click();
  await expect(app.getByText("Undone: a stock count")).toBeVisible();
  await expect(app.getByRole("button", { name: /^Undo: Counted/ })).toBeHidden();
  await expect(app.getByText("Undone later")).toBeVisible();
  expect((await store.batch(batch.id)).items[0]).toMatchObject({ remaining: 8, writtenOff: 0 });
});

test("a batch is split and merged again, and a recall of the one offers the other", async ({
  page,
  store,
  openApp,
}) => {
  const batch = await store.makeBatch({ code: "LAV-1", units: { [store.bar]: 10 } });
  const app = await openApp(`/app/batches/${batch.id}`);
  await titleBar(page).getByRole("button", { name: "Split", exact: true }).click();
  await app.getByLabel("Units of Lavender Soap · Bar", { exact: true }).fill("4");
  await app.getByLabel("Code", { exact: true }).fill("LAV-1-B");
  await app.getByLabel("Reason", { exact: true }).fill("For the market");
  await page.screenshot({ path: ".cache/e2e-pictures/desktop-Split.png" });
  await app.getByRole("button", { name: "Split batch" }).click();
  await expect(titleBar(page).getByRole("heading", { name: "LAV-1-B" })).toBeVisible();
  await expect(app.getByText(/4 units came from/)).toBeVisible();

  await app.getByRole("link", { name: "Start a recall" }).click();
  await expect(app.getByText("Also made from these")).toBeVisible();
  await page.screenshot({ path: ".cache/e2e-pictures/desktop-Recall related.png" });
  await app.getByRole("button", { name: "Add LAV-1", exact: true }).click();
  await expect(app.getByText("Also made from these")).toBeHidden();
  await expect(app.getByRole("button", { name: "Take LAV-1 off the list" })).toBeVisible();

  await openApp(`/app/batches/${batch.id}`);
  await titleBar(page).getByRole("button", { name: "Merge" }).click();
  await app.getByRole("button", { name: "Choose LAV-1-B" }).click();
  await app.getByLabel("Reason", { exact: true }).fill("Market is over");
  await page.screenshot({ path: ".cache/e2e-pictures/desktop-Merge.png" });
  await app.getByRole("button", { name: "Merge batches" }).click();
  await expect(app.getByRole("heading", { name: "Where the 10 units are" })).toBeVisible();
  await expect(app.getByText("4 units came from LAV-1-B", { exact: false }).first()).toBeVisible();

  await app.getByRole("button", { name: "Check against the ledger" }).click();
  await expect(app.getByText("It adds up")).toBeVisible();
  await expectAccessible(page, "Batch, after a merge");
});
