import { createOrder } from "../dev-store/state/orders/create-order.ts";
import { fulfillOrder } from "../dev-store/state/orders/fulfill-order.ts";
import { expectAccessible } from "./accessible.ts";
import { titleBar } from "./app-frame.ts";
import { expect, test } from "./fixtures.ts";
import type { TestShop } from "./test-shop.ts";

const DAY_MS = 86_400_000;
const pictures = ".cache/e2e-pictures";
const day = (daysAgo: number) => new Date(Date.now() - daysAgo * DAY_MS).toISOString().slice(0, 10);
const csv = (lines: string[], name = "batches.csv") => ({
  ...{ name, mimeType: "text/csv" },
  buffer: Buffer.from(lines.join("\r\n")),
});

const firstBatch = async (store: TestShop) => {
  const { items } = await store.client.get<{ items: { id: string }[] }>("/api/v1/batches?q=BIG-");
  return items[0] ?? { id: "none" };
};

test("a merchant's spreadsheet becomes batches: looked at, its problems told, imported, and replayed against", async ({
  page,
  stack,
  store,
  openApp,
}) => {
  // Tall enough for pictures of whole pages: they scroll within their frame.
  await page.setViewportSize({ width: 1280, height: 1500 });
  await store.makeBatch({ code: "OLD-1", units: { [store.bar]: 1 } });
  const at = Date.now() - 40 * DAY_MS;
  const order = createOrder(
    stack.devStore.world,
    store.shop,
    { lines: [{ variantId: store.bar, quantity: 3 }], email: "ana@example.com" },
    { webhooks: false, at },
  );
  fulfillOrder(stack.devStore.world, store.shop, order, {}, { webhooks: false, at: at + DAY_MS });

  const app = await openApp("/app/batches");
  await titleBar(page).getByRole("button", { name: "Import batches" }).click();
  await expect(app.getByRole("heading", { name: "Your spreadsheet of batches" })).toBeVisible();
  await page.screenshot({ path: `${pictures}/import-file.png` });
  await expectAccessible(page, "Import batches");

  const template = page.waitForEvent("download");
  await app.getByRole("button", { name: "Download a template with your variants" }).click();
  expect((await template).suggestedFilename()).toBe("batches-template.csv");

  const file = app.locator("input[type=file]");
  await file.setInputFiles({
    ...{ name: "batches.xlsx", mimeType: "application/zip", buffer: Buffer.from([0x50, 0x4b, 3, 4, 0]) },
  });
  await expect(app.getByText("This is an Excel file or another workbook.", { exact: false })).toBeVisible();
  await file.setInputFiles(csv(["Lot,Qty"]));
  await expect(
    app.getByText("below the headings it needs a row for each batch", { exact: false }),
  ).toBeVisible();

  await file.setInputFiles(
    csv([
      "Lot;SKU;Qty;Made on;Best before;Place;Colour",
      `LAV-A;LAV-BAR;48;${day(60)};05/2035;Kitchen <b>2</b>;blue`,
      `LAV-A;LAV-GST;120;;;;`,
      `LAV-B;LAV-BAR;12,5;${day(50)};;;`,
      `old-1;LAV-BAR;10;${day(50)};;;`,
      `LAV-4;NOPE;10;${day(50)};;;`,
      `LAV-5;LAV-BAR;10;31.02.2026;;;`,
      `0LD-1;LAV-BAR;10;${day(45)};;;`,
      `CED-20;CED-1;24;${day(30)};;;`,
    ]),
  );
  await expect(app.getByRole("heading", { name: "3 batches to import" })).toBeVisible();
  await expect(app.getByRole("heading", { name: "4 rows are left out" })).toBeVisible();
  await expect(app.getByText("“12,5” is no whole number", { exact: false })).toBeVisible();
  await expect(app.getByText("A batch with the code old-1 exists already.", { exact: false })).toBeVisible();
  await expect(app.getByText("Easily mistaken for batch OLD-1.")).toBeVisible();
  await expect(app.getByText("Best before 31 May 2035")).toBeVisible();
  await page.screenshot({ path: `${pictures}/import-check.png` });
  await expectAccessible(page, "Import batches, looked at");
  await app.getByRole("button", { name: "Change columns" }).click();
  await app.getByLabel("Column Colour holds").selectOption({ label: "Notes" });
  await expect(app.getByRole("heading", { name: "All 7 columns are imported" })).toBeVisible();

  const leftOut = page.waitForEvent("download");
  await app.getByRole("button", { name: "Download these rows" }).click();
  expect((await leftOut).suggestedFilename()).toBe("rows-left-out.csv");

  await app.getByRole("button", { name: "Import 3 batches" }).click();
  await expect(app.getByRole("heading", { name: "3 batches imported" })).toBeVisible();
  await expect(app.getByText("4 rows of the file were left out.", { exact: false })).toBeVisible();
  await page.screenshot({ path: `${pictures}/import-done.png` });
  await expectAccessible(page, "Import batches, done");
  const { items } = await store.client.get<{ items: { code: string }[] }>("/api/v1/batches");
  expect(items.map((batch) => batch.code).sort()).toEqual(["0LD-1", "CED-20", "LAV-A", "OLD-1"]);

  await app.getByRole("link", { name: "Replay past orders" }).click();
  await app.getByRole("button", { name: "Start the replay" }).click();
  await expect(app.getByText("3 units got a batch.")).toBeVisible();

  await openApp("/app/batches");
  await app.getByRole("table").getByRole("link", { name: /LAV-A/ }).click();
  await expect(app.getByText("Imported from batches.csv")).toBeVisible();
  await expect(app.getByText("Kitchen <b>2</b>")).toBeVisible();
});

test("dates that can be read in two ways are asked about, and nothing is guessed", async ({
  page,
  store,
  openApp,
}) => {
  const app = await openApp("/app/batches");
  await app.getByRole("link", { name: "Import batches" }).click();
  await app.getByRole("button", { name: "Paste rows instead" }).click();
  await app
    .getByLabel("Rows with their headings, copied from your spreadsheet")
    .fill(
      "Batch\tProduct\tSize\tUnits\tDate\nLAV-1\tLavender Soap\tBar\t48\t3/2/2026\nLAV-2\tLavender Soap\tBar\t5\t4/2/2026",
    );
  await app.getByRole("button", { name: "Look at these rows" }).click();
  await expect(app.getByRole("heading", { name: "Which number is the day?" })).toBeVisible();
  await expect(app.getByRole("button", { name: "Import", exact: true })).toBeDisabled();
  await page.screenshot({ path: `${pictures}/import-ask.png` });
  await expectAccessible(page, "Import batches, asked");

  await app.locator("label").filter({ hasText: "3/2/2026 in row 2 is 2 Mar 2026" }).click();
  await expect(app.getByRole("heading", { name: "2 batches to import" })).toBeVisible();
  await expect(app.getByText("2 Mar 2026", { exact: true })).toBeVisible();
  await app.locator("label").filter({ hasText: "3/2/2026 in row 2 is 3 Feb 2026" }).click();
  await expect(app.getByText("3 Feb 2026", { exact: true })).toBeVisible();
  await app.getByRole("button", { name: "Import 2 batches" }).click();
  await expect(app.getByRole("heading", { name: "2 batches imported" })).toBeVisible();
  const { items } = await store.client.get<{ items: { madeAt: string }[] }>("/api/v1/batches");
  // New York's midnight in winter.
  expect(items.map((batch) => batch.madeAt)).toEqual([
    "2026-02-04T05:00:00.000Z",
    "2026-02-03T05:00:00.000Z",
  ]);
});

test("a large file is sent whole, imported in the background and shown on its way", async ({
  page,
  store,
  openApp,
}) => {
  const app = await openApp("/app/batches/import");
  const notes = "Poured in the small kettle. ".repeat(12);
  const rows = Array.from(
    { length: 4_000 },
    (_, index) => `BIG-${index},LAV-BAR,2,${day(400 - (index % 300))},${notes}`,
  );
  const text = ["Lot,SKU,Qty,Made on,Notes", ...rows];
  // More than any other page may send.
  expect(text.join("").length).toBeGreaterThan(1_200_000);
  await app.locator("input[type=file]").setInputFiles(csv(text));
  await app.getByRole("button", { name: "Import 4,000 batches" }).click();
  await expect(app.getByRole("progressbar", { name: "batches.csv" })).toBeVisible();
  await page.screenshot({ path: `${pictures}/import-under-way.png` });
  await expect(app.getByRole("heading", { name: "4,000 batches imported" })).toBeVisible({
    timeout: 120_000,
  });
  await page.reload();
  await expect(app.getByRole("heading", { name: "4,000 batches imported" })).toBeVisible();
  const [, path] = /(\/app\/batches\/import\/[^/?]+)/.exec(page.url()) ?? [];
  expect(path, "the result has an address of its own").toBeDefined();
  expect((await store.batch((await firstBatch(store)).id)).items[0]).toMatchObject({
    produced: 2,
    remaining: 2,
  });
});

test.describe("on a phone, 360 pixels wide", () => {
  test.use({ viewport: { width: 360, height: 1500 }, isMobile: true, hasTouch: true });

  test("a file is looked at and imported without scrolling sideways", async ({ page, store, openApp }) => {
    await store.makeBatch({ code: "OLD-1", units: { [store.bar]: 1 } });
    const app = await openApp("/app/batches/import");
    const fits = async (name: string) => {
      const [wide, inside] = await app
        .locator("html")
        .evaluate((html) => [html.scrollWidth, html.clientWidth] as const);
      expect.soft(wide, `${name} is wider than the phone`).toBeLessThanOrEqual(inside);
      await page.screenshot({ path: `${pictures}/phone-import-${name}.png` });
    };
    await expect(app.getByRole("heading", { name: "Your spreadsheet of batches" })).toBeVisible();
    await fits("file");
    const file = app.locator("input[type=file]");
    await file.setInputFiles(csv(["Topf,Was,Wieviel,Wann", "A-1,LAV-BAR,3,3/2/2026"]));
    await expect(app.getByText("Say which columns hold what")).toBeVisible();
    await fits("columns");
    await app.getByLabel("Column Topf holds").selectOption({ label: "Batch code" });
    await app.getByLabel("Column Was holds").selectOption({ label: "SKU" });
    await app.getByLabel("Column Wieviel holds").selectOption({ label: "Units made" });
    await app.getByLabel("Column Wann holds").selectOption({ label: "Made on (day)" });
    await expect(app.getByRole("heading", { name: "Which number is the day?" })).toBeVisible();
    await fits("ask");

    await app.getByRole("button", { name: "Choose another file" }).tap();
    await file.setInputFiles(
      csv([
        "Lot,SKU,Qty,Made on,Use by",
        `A-LONG-CODE-OF-A-BATCH-260301,LAV-BAR,48,${day(60)},May 2035`,
        `old-1,LAV-BAR,10,${day(50)},`,
        `LAV-B,LAV-BAR,twelve,${day(50)},`,
      ]),
    );
    await expect(app.getByRole("heading", { name: "1 batch to import" })).toBeVisible();
    await fits("check");
    await app.getByRole("button", { name: "Import 1 batch" }).tap();
    await expect(app.getByRole("heading", { name: "1 batch imported" })).toBeVisible();
    await fits("done");
  });
});
