import type { FrameLocator, Page } from "@playwright/test";
import type { Recall } from "../../app/contracts/recall.ts";
import { createCustomer } from "../dev-store/state/customers/customers.ts";
import type { Order } from "../dev-store/state/types.ts";
import type { Stack } from "../stack/stack.ts";
import { until } from "../stack/until.ts";
import { appFrame, modalButton, titleBar } from "./app-frame.ts";
import { expect, test } from "./fixtures.ts";
import type { TestShop } from "./test-shop.ts";

interface Recallable {
  batchId: string;
  /** Shipped: one by a customer, two by guests of whom one cannot be mailed. */
  shipped: [Order, Order, Order];
  /** Two units of the batch that have not left yet. */
  waiting: Order;
  customerId: number;
  addresses: string[];
}

/** Eight bars of LAV-BAD: six with three buyers, two promised; LAV-GOOD is next. Every test has addresses of its own. */
async function sell(stack: Stack, store: TestShop): Promise<Recallable> {
  const batch = await store.makeBatch({ code: "LAV-BAD", units: { [store.bar]: 8 }, daysAgo: 9 });
  await store.makeBatch({ code: "LAV-GOOD", units: { [store.bar]: 20 }, daysAgo: 3 });
  const addresses = ["ines", "omar"].map((name) => `${name}@${store.name}.example.com`);
  const [ines = "", omar = ""] = addresses;
  const customer = createCustomer(stack.devStore.world, store.shop, {
    ...{ firstName: "Ines", lastName: "Brandt", email: ines },
  });
  const order = (quantity: number, buyer: object) =>
    store.placeOrder({ lines: [{ variantId: store.bar, quantity }], ...buyer });
  const shipped: Recallable["shipped"] = [
    order(3, { customerId: customer.id }),
    order(2, { email: capitalized(omar) }),
    order(1, { email: null, phone: "+15550100" }),
  ];
  const waiting = order(2, { email: `later@${store.name}.example.com` });
  await store.settled();
  for (const each of shipped) store.ship(each);
  await store.settled();
  return { batchId: batch.id, shipped, waiting, customerId: customer.id, addresses };
}

/** As a phone's keyboard writes it. */
function capitalized(address: string): string {
  return address.charAt(0).toUpperCase() + address.slice(1);
}

/** From the page of the batch to the last button before the launch. */
async function writeNotice(app: FrameLocator): Promise<void> {
  await app.getByRole("button", { name: "See who has it" }).click();
  await app.getByRole("button", { name: "Write the notice" }).click();
  await app.getByLabel("What is wrong").fill("Undeclared almond oil");
  await app.getByLabel("What can happen").fill("Allergic reaction of people with a nut allergy");
  await app.getByRole("button", { name: "Check and launch" }).click();
}

/** Which of the shop's buyers got mails, one entry a mail. */
function mailed(stack: Stack, store: TestShop): string[] {
  return stack.devStore.inbox
    .mails()
    .flatMap((mail) => mail.envelopeTo)
    .map((address) => address.toLowerCase())
    .filter((address) => address.endsWith(`@${store.name}.example.com`))
    .sort();
}

async function recallOnPage(page: Page, store: TestShop): Promise<Recall> {
  await page.waitForURL(/\/app\/recalls\/[0-9a-f-]{36}/);
  const id = /recalls\/([0-9a-f-]{36})/.exec(page.url())?.[1] ?? "";
  return await store.client.get<Recall>(`/api/v1/recalls/${id}`);
}

test("batches are put on the list of a recall and taken off it with the keyboard alone", async ({
  page,
  store,
  openApp,
}) => {
  for (const code of ["LAV-1", "LAV-2", "LAV-3"]) await store.makeBatch({ code, units: { [store.bar]: 2 } });
  const app = await openApp("/app/recalls/new");
  const takeOff = (code: string) => app.getByRole("button", { name: `Take ${code} off the list` });
  for (const code of ["LAV-1", "LAV-2", "LAV-3"]) {
    await app.getByRole("button", { name: `Choose ${code}` }).focus();
    await page.keyboard.press("Enter");
    // Pressed once more it would be taken back: the focus is where the batch went.
    await expect(takeOff(code)).toBeFocused();
  }
  await takeOff("LAV-2").focus();
  await page.keyboard.press("Enter");
  await expect(takeOff("LAV-3")).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(takeOff("LAV-1")).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(app.getByRole("textbox", { name: "Find the batch" })).toBeFocused();
});

test("a recall from the page of a batch: counts, notice with preview and test mail, launch, progress, done", async ({
  page,
  stack,
  store,
  openApp,
  openAdmin,
}) => {
  const { batchId, shipped, waiting, customerId, addresses } = await sell(stack, store);
  const app = await openApp(`/app/batches/${batchId}`);
  await app.getByRole("link", { name: "Start a recall" }).click();

  await expect(app.getByRole("heading", { name: "Which batches are wrong?" })).toBeVisible();
  await expect(app.getByText("LAV-BAD")).toBeVisible();
  await app.getByRole("button", { name: "See who has it" }).click();

  const groups = app.getByRole("table", { name: "Units of the recalled batches by where they are" });
  const cells = (name: string) => groups.getByRole("row", { name }).getByRole("cell");
  await expect(cells("With the buyer")).toContainText(["6", "3", "3", "Gets tag and notice"]);
  await expect(cells("Not shipped yet")).toContainText(["2", "1", "1", "A safe batch instead"]);
  await expect(app.getByText("1 buyer of them without an e-mail address.")).toBeVisible();
  await app.getByRole("button", { name: "Write the notice" }).click();

  // Nothing goes on without the words a buyer needs.
  await app.getByRole("button", { name: "Check and launch" }).click();
  await expect(app.getByText("Say what is wrong with it.")).toBeVisible();
  await app.getByLabel("What is wrong").fill("Glass <script>alert(1)</script> & splinters");
  await app.getByLabel("What can happen").fill("Cuts");
  const preview = app.frameLocator("iframe[title='Preview of the mail']");
  await expect(preview.getByText("Glass <script>alert(1)</script> & splinters")).toBeVisible();
  await expect(preview.getByText("LAV-BAD").first()).toBeVisible();

  const toast = page.getByText(/^Test sent to /).waitFor();
  await app.getByRole("button", { name: "Send me a test" }).click();
  await toast;
  expect(mailed(stack, store)).toEqual([]);

  await app.getByRole("button", { name: "Check and launch" }).click();
  await expect(app.getByText(/2 buyers get one mail each/)).toBeVisible();
  await app.getByRole("button", { name: "Launch recall and send 2 mails" }).click();

  await expect(app.getByRole("heading", { name: /^Done: a notice went to 2 buyers/ })).toBeVisible({
    timeout: 120_000,
  });
  await expect(app.getByRole("progressbar", { name: "Notices by e-mail" })).toHaveAttribute(
    "aria-valuenow",
    "100",
  );
  await expect(app.getByText("3 of 3 orders")).toBeVisible();
  await expect(app.getByText("1 of 1 customer")).toBeVisible();
  await expect(app.getByRole("heading", { name: "1 buyer to call or write to" })).toBeVisible();
  await expect(app.getByRole("link", { name: "+15550100" })).toBeVisible();

  // One mail a buyer, readable with and without HTML, with nothing in it that runs.
  expect(mailed(stack, store)).toEqual(addresses);
  const [mail] = stack.devStore.inbox.mails(addresses[0]);
  expect(mail?.html).toContain("Glass &lt;script&gt;alert(1)&lt;/script&gt; &amp; splinters");
  expect(mail?.html).not.toContain("<script");
  expect(mail?.text).toContain("Glass <script>alert(1)</script> & splinters");
  for (const part of [mail?.html, mail?.text]) {
    expect(part).toContain("LAV-BAD");
    expect(part).toContain(shipped[0].name);
    expect(part).not.toContain(shipped[1].name);
  }

  // What the merchant sees in the admin.
  const { tag } = await recallOnPage(page, store);
  await openAdmin(`/orders/${shipped[1].id}`);
  await expect(page.getByText(tag)).toBeVisible();
  await openAdmin(`/customers/${customerId}`);
  await expect(page.getByText(tag).first()).toBeVisible();
  await openAdmin(`/orders/${waiting.id}`);
  const block = page.frameLocator("[data-extension=order-batches] iframe");
  await expect(block.getByRole("link", { name: "LAV-GOOD" })).toBeVisible();
  await expect(page.getByText(tag)).toHaveCount(0);
  await openApp(`/app/batches/${batchId}`);
  await expect(app.getByText("This batch is recalled")).toBeVisible();
});

test("a recall from the product's page in the admin, without opening the app", async ({
  page,
  stack,
  store,
  openAdmin,
}) => {
  const { addresses, shipped } = await sell(stack, store);
  await openAdmin(`/products/${store.lavender.id}`);
  await page.getByRole("button", { name: /More actions/ }).click();
  await page.getByRole("menuitem", { name: "Recall a batch" }).click();
  const action = page.frameLocator("[data-extension=recall-batch] iframe");
  await action.getByLabel(/LAV-BAD/).check();
  await expect(action.getByText("3 buyers in 3 orders with 6 units")).toBeVisible();
  await action.getByRole("button", { name: "Continue" }).click();
  await action.getByRole("button", { name: /^Recall and email 2 buyers/ }).click();
  await expect(action.getByText("Needed").first()).toBeVisible();
  await action.getByLabel("What is wrong").fill("Undeclared almond oil");
  await action.getByLabel("What could happen to the buyer").fill("Allergic reaction");
  await action.getByRole("button", { name: /^Recall and email 2 buyers/ }).dblclick();

  await expect(action.getByText("Everyone has been dealt with")).toBeVisible({ timeout: 120_000 });
  await expect(action.getByText("Emails accepted: 2 of 2")).toBeVisible();
  expect(mailed(stack, store)).toEqual(addresses);
  await action.getByRole("link", { name: "Open the recall in Batchbook" }).click();
  await expect(
    appFrame(page).getByRole("heading", { name: /^Done: a notice went to 2 buyers/ }),
  ).toBeVisible();
  expect(shipped[0].tags).toEqual([(await recallOnPage(page, store)).tag]);
});

test("the extension counts one buyer as one, and says what became of a launch whose answer was lost", async ({
  page,
  store,
  openAdmin,
}) => {
  await store.makeBatch({ code: "LAV-ONE", units: { [store.bar]: 4 } });
  store.ship(
    store.placeOrder({
      lines: [{ variantId: store.bar, quantity: 1 }],
      email: `ana@${store.name}.example.com`,
    }),
  );
  await store.settled();
  await openAdmin(`/products/${store.lavender.id}`);
  await page.getByRole("button", { name: /More actions/ }).click();
  await page.getByRole("menuitem", { name: "Recall a batch" }).click();
  const action = page.frameLocator("[data-extension=recall-batch] iframe");
  await action.getByLabel(/LAV-ONE/).check();
  await expect(action.getByText("1 buyer in 1 order with 1 unit")).toBeVisible();
  await expect(action.getByText("With buyers: 1 unit, 1 order")).toBeVisible();
  await action.getByRole("button", { name: "Continue" }).click();
  await expect(action.getByText("This emails 1 buyer and tags 1 order")).toBeVisible();

  await action.getByLabel("What is wrong").fill("Undeclared almond oil");
  await action.getByLabel("What could happen to the buyer").fill("Allergic reaction");
  await page.route(
    (url) => url.pathname === "/api/v1/recalls",
    async (route) => {
      await route.fetch();
      await route.abort();
    },
    { times: 1 },
  );
  const launch = action.getByRole("button", { name: "Recall and email 1 buyer", exact: true });
  await launch.click();
  await expect(action.getByText("Batchbook could not be reached", { exact: false })).toBeVisible();
  await action.getByLabel("What is wrong").fill("The label does not name almond oil");
  await launch.click();
  await expect(action.getByText(/^Recall R\d\d-001 is launched already$/)).toBeVisible();
  await page.screenshot({ path: ".cache/e2e-pictures/launched-before.png" });
  await expect(launch).toHaveCount(0);
  await expect(action.getByRole("link", { name: "Open the recall in Batchbook" })).toBeVisible();
});

test("pressing the last button twice launches one recall and sends one mail to each buyer", async ({
  page,
  stack,
  store,
  openApp,
}) => {
  const { batchId, addresses } = await sell(stack, store);
  const app = await openApp(`/app/recalls/new?batch=${batchId}`);
  await writeNotice(app);
  await app.getByRole("button", { name: /^Launch recall/ }).dblclick();
  const { id } = await recallOnPage(page, store);
  await store.recallDone(id);
  await titleBar(page).getByRole("button", { name: "Recalls" }).click();
  await expect(app.getByRole("row").filter({ has: app.getByRole("link") })).toHaveCount(1);
  expect(mailed(stack, store)).toEqual(addresses);
});

test("a drill shows whom a recall would reach, and changes nothing", async ({
  page,
  stack,
  store,
  openApp,
}) => {
  const { batchId, shipped } = await sell(stack, store);
  const before = await store.batch(batchId);
  const app = await openApp("/app/recalls");
  await app.getByRole("link", { name: "Run a drill" }).click();
  await app.getByLabel("Find the batch").fill("LAV-BAD");
  await app.getByRole("button", { name: "Choose LAV-BAD" }).click();
  await app.getByRole("button", { name: "See who has it" }).click();
  await app.getByRole("button", { name: "Write the notice" }).click();
  await app.getByLabel("What is wrong").fill("A rehearsal");
  await app.getByLabel("What can happen").fill("Nothing");
  await expect(app.getByRole("button", { name: "Send me a test" })).toHaveCount(0);
  await app.getByRole("button", { name: "Check and launch" }).click();
  await app.getByRole("button", { name: "Run the drill" }).click();

  await expect(app.getByRole("heading", { name: "Whom a real recall would reach" })).toBeVisible();
  await expect(app.getByText("from start to the full list")).toBeVisible();
  await expect(titleBar(page).getByRole("heading", { name: /^Drill D\d\d-001$/ })).toBeVisible();
  await store.settled();
  expect(await store.batch(batchId)).toEqual(before);
  expect(mailed(stack, store)).toEqual([]);
  expect(shipped.flatMap((order) => order.tags)).toEqual([]);
});

test("a recall is paused before the last mail and goes on where it stopped", async ({
  page,
  stack,
  store,
  openApp,
}) => {
  const { batchId, addresses } = await sell(stack, store);
  const [ines = "", omar = ""] = addresses;
  // One buyer's server does not take mail until we say so.
  for (const name of [omar, capitalized(omar)]) {
    stack.devStore.faults.add({ kind: "smtp-rcpt", action: "451", nth: 1, times: 10_000, name });
  }
  const app = await openApp(`/app/recalls/new?batch=${batchId}`);
  await writeNotice(app);
  await app.getByRole("button", { name: /^Launch recall/ }).click();
  await expect(app.getByText("1 of 2 buyers")).toBeVisible({ timeout: 120_000 });
  await expect(app.getByRole("heading", { name: "Reaching buyers now" })).toBeVisible();

  await app.getByRole("button", { name: "Pause" }).click();
  await app.getByRole("textbox", { name: "Reason" }).fill("The text needs a correction");
  await modalButton(app, "Pause").click();
  await expect(app.getByRole("heading", { name: "Paused: 1 notice sent, the rest waits" })).toBeVisible();
  stack.devStore.faults.clear();
  const { id } = await recallOnPage(page, store);
  expect((await store.client.get<Recall>(`/api/v1/recalls/${id}`)).status).toBe("paused");

  await app.getByRole("button", { name: "Resume" }).click();
  await app.getByRole("textbox", { name: "Reason" }).fill("Text is checked");
  await modalButton(app, "Resume").click();
  await expect(app.getByRole("heading", { name: /^Done: a notice went to 2 buyers/ })).toBeVisible({
    timeout: 120_000,
  });
  expect(mailed(stack, store)).toEqual([ines, omar]);
});

test("a revoked recall gives the batch back, and says so in its history", async ({
  page,
  stack,
  store,
  openApp,
}) => {
  const { batchId } = await sell(stack, store);
  await store.client.patch(`/api/v1/batches/${batchId}`, { status: "on_hold", reason: "Looks odd" });
  const app = await openApp(`/app/recalls/new?batch=${batchId}`);
  await writeNotice(app);
  await app.getByRole("button", { name: /^Launch recall/ }).click();
  const { id } = await recallOnPage(page, store);
  await store.recallDone(id);
  expect((await store.batch(batchId)).status).toBe("recalled");

  await app.getByRole("button", { name: "Revoke" }).click();
  await app.getByRole("textbox", { name: "Reason" }).fill("The lab withdrew its finding");
  await modalButton(app, "Revoke").click();
  await expect(app.getByText("“The lab withdrew its finding”")).toBeVisible();
  await expect(app.getByRole("button", { name: "Revoke" })).toHaveCount(0);
  // Exactly the state it had before.
  expect((await store.batch(batchId)).status).toBe("on_hold");
});

test("a recall is closed with a reason although somebody could not be reached", async ({
  page,
  stack,
  store,
  openApp,
}) => {
  const { batchId } = await sell(stack, store);
  const app = await openApp(`/app/recalls/new?batch=${batchId}`);
  await writeNotice(app);
  await app.getByRole("button", { name: /^Launch recall/ }).click();
  const { id } = await recallOnPage(page, store);
  await store.recallDone(id);
  await page.reload();

  await app.getByRole("tab", { name: /Not reachable/ }).click();
  const recipients = app.getByRole("table").filter({ hasText: "Notice" });
  await expect(recipients.getByRole("row").filter({ hasText: "Not reachable" })).toHaveCount(1);
  await app.getByRole("button", { name: "Close", exact: true }).click();
  await expect(app.getByText(/1 buyers? (are|is) not reached yet/)).toBeVisible();
  await app.getByRole("textbox", { name: "Reason" }).fill("Called on the phone");
  await modalButton(app, "Close").last().click();
  await expect(app.getByText("“Called on the phone”")).toBeVisible();
  expect((await store.client.get<Recall>(`/api/v1/recalls/${id}`)).status).toBe("closed");
  expect((await store.batch(batchId)).status).toBe("recalled");
});

test("orders that come in while a recall runs never get the recalled batch", async ({
  stack,
  store,
  openApp,
}) => {
  const bad = await store.makeBatch({ code: "LAV-BAD", units: { [store.bar]: 100 }, daysAgo: 9 });
  const order = () =>
    store.placeOrder({ lines: [{ variantId: store.bar, quantity: 1 }], email: "ana@example.com" });
  const first = order();
  await store.settled();
  const app = await openApp(`/app/recalls/new?batch=${bad.id}`);
  await writeNotice(app);
  await app.getByRole("button", { name: "Launch recall", exact: true }).click();
  await expect(app.getByRole("heading", { name: "Done: there was nobody to mail" })).toBeVisible({
    timeout: 120_000,
  });
  const late = order();
  await store.settled();
  for (const each of [first, late]) {
    await openApp(`/app/orders/${each.id}`);
    await expect(app.getByText("1 unit unassigned")).toBeVisible();
  }
  expect(mailed(stack, store)).toEqual([]);
  await until("the batch to hold nothing for orders", async () => {
    const [item] = (await store.batch(bad.id)).items;
    return item?.promised === 0 && item.remaining === 100;
  });
});
