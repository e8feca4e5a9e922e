import type { Recall } from "../../app/contracts/recall.ts";
import { createCustomer } from "../dev-store/state/customers/customers.ts";
import type { Order } from "../dev-store/state/types.ts";
import type { Stack } from "../stack/stack.ts";
import { until } from "../stack/until.ts";
import { expect, test } from "./fixtures.ts";
import type { TestShop } from "./test-shop.ts";

const LONG = { timeout: 180_000 };

interface Sold {
  batchId: string;
  orders: Order[];
  addresses: string[];
}

/** One bar to each of so many customers, all shipped. */
async function sellTo(stack: Stack, store: TestShop, buyers: number): Promise<Sold> {
  const batch = await store.makeBatch({ code: "LAV-BAD", units: { [store.bar]: buyers } });
  const addresses = Array.from({ length: buyers }, (_, index) => `b${index}@${store.name}.example.com`);
  const orders = addresses.map((email) => {
    const customer = createCustomer(stack.devStore.world, store.shop, { email }, { webhooks: false });
    return store.placeOrder({ lines: [{ variantId: store.bar, quantity: 1 }], customerId: customer.id });
  });
  for (const order of orders) store.ship(order);
  await store.settled();
  return { batchId: batch.id, orders, addresses };
}

async function launch(store: TestShop, batchId: string): Promise<string> {
  const { id } = await store.client.post<Recall>("/api/v1/recalls", {
    batchIds: [batchId],
    reason: "Undeclared almond oil",
    hazard: "Allergic reaction",
    instructions: "Stop using it",
    remedies: ["refund"],
    notice: { subject: "Product safety recall: Lavender Soap", body: "Please read this." },
    idempotencyKey: `e2e-${store.name}`,
  });
  return id;
}

/** Every mail to the shop's buyers, as address and Message-ID. */
function mailsTo(stack: Stack, store: TestShop): { to: string; messageId: string | null }[] {
  return stack.devStore.inbox
    .mails()
    .map((mail) => ({ to: mail.envelopeTo[0]?.toLowerCase() ?? "", messageId: mail.messageId }))
    .filter(({ to }) => to.endsWith(`@${store.name}.example.com`))
    .sort((a, b) => (a.to < b.to ? -1 : 1));
}

test.afterEach(({ stack }) => stack.devStore.faults.clear());

test("a mail server and an Admin API that fail in the middle cost time, and no mail and no tag", async ({
  stack,
  store,
  openApp,
}) => {
  const { batchId, orders, addresses } = await sellTo(stack, store, 8);
  const { faults } = stack.devStore;
  faults.add({ kind: "smtp-data", action: "451", nth: 2 });
  faults.add({ kind: "smtp-rcpt", action: "hangup", nth: 4 });
  faults.add({ kind: "smtp-rcpt", action: "450", nth: 6, times: 2 });
  const { domain } = store.shop;
  faults.add({ kind: "graphql", action: "throttled", nth: 1, times: 2, shop: domain, name: "AddTags" });
  faults.add({ kind: "graphql", action: "502", nth: 3, shop: domain, name: "AddTags" });

  const id = await launch(store, batchId);
  const app = await openApp(`/app/recalls/${id}`);
  await expect(app.getByRole("heading", { name: "Done: a notice went to 8 buyers" })).toBeVisible(LONG);
  await expect(app.getByText("8 of 8 orders")).toBeVisible();
  await expect(app.getByText("8 of 8 customers")).toBeVisible();

  expect(faults.list().map(({ action, fired }) => ({ action, fired }))).toEqual([
    { action: "451", fired: 1 },
    { action: "hangup", fired: 1 },
    { action: "450", fired: 2 },
    { action: "throttled", fired: 2 },
    { action: "502", fired: 1 },
  ]);
  expect(mailsTo(stack, store).map(({ to }) => to)).toEqual(addresses);
  const { tag } = await store.client.get<Recall>(`/api/v1/recalls/${id}`);
  expect(orders.map((order) => order.tags)).toEqual(orders.map(() => [tag]));
});

test("an address that the server refuses is shown with its reason, and the buyer is put on the list to call", async ({
  stack,
  store,
  openApp,
}) => {
  const { batchId, addresses } = await sellTo(stack, store, 3);
  const [gone = "", slow = "", fine = ""] = addresses;
  stack.devStore.faults.add({ kind: "smtp-rcpt", action: "550", nth: 1, times: 100, name: gone });
  stack.devStore.faults.add({ kind: "smtp-rcpt", action: "450", nth: 1, times: 1_000, name: slow });

  const id = await launch(store, batchId);
  const app = await openApp(`/app/recalls/${id}`);
  await expect(app.getByText("2 of 3 buyers")).toBeVisible(LONG);
  await expect(app.getByText("1 mail did not get through.", { exact: false })).toBeVisible();
  await expect(app.getByRole("heading", { name: "1 buyer to call or write to" })).toBeVisible();
  await app.getByRole("tab", { name: /Problems/ }).click();
  const recipients = app.getByRole("table").filter({ hasText: "Notice" });
  await expect(recipients.getByRole("row").filter({ hasText: gone })).toContainText("550");
  await app.getByRole("tab", { name: /Waiting/ }).click();
  await expect(recipients.getByRole("row").filter({ hasText: slow })).toContainText("450");

  stack.devStore.faults.clear();
  await expect(
    app.getByRole("heading", { name: "Done: a notice went to 2 buyers, 1 did not get through" }),
  ).toBeVisible(LONG);
  expect(mailsTo(stack, store).map(({ to }) => to)).toEqual([slow, fine]);
});

test("a process killed in the middle of a recall is taken over, and nobody gets a second mail", async ({
  stack,
  store,
  openApp,
  quiet,
}) => {
  const buyers = 20;
  const { batchId, orders, addresses } = await sellTo(stack, store, buyers);
  // The mail server takes seven mails and then says nothing any more.
  stack.devStore.faults.add({ kind: "smtp-data", action: "timeout", nth: 8, times: 10_000 });
  const id = await launch(store, batchId);
  const progress = async () => (await store.client.get<Recall>(`/api/v1/recalls/${id}`)).progress;
  const app = await openApp(`/app/recalls/${id}`);
  await until(
    "seven mails to be recorded",
    async () => (await progress()).recipients.accepted === 7 && stack.devStore.inbox.mails().length >= 7,
    { timeoutMs: 180_000 },
  );
  await expect(app.getByText(`7 of ${buyers} buyers`)).toBeVisible();

  quiet.allow(/Error|error/);
  await stack.app.kill();
  stack.devStore.faults.clear();
  await stack.replaceApp();

  // The page was open all the time and needs no hand.
  await expect(app.getByRole("heading", { name: `Done: a notice went to ${buyers} buyers` })).toBeVisible(
    LONG,
  );
  expect(mailsTo(stack, store).map(({ to }) => to)).toEqual([...addresses].sort());
  const { tag } = await store.client.get<Recall>(`/api/v1/recalls/${id}`);
  expect(orders.map((order) => order.tags)).toEqual(orders.map(() => [tag]));
});

test("a mail whose answer was lost is sent once more with the same Message-ID, and never a third time", async ({
  stack,
  store,
  openApp,
}) => {
  const { batchId, addresses } = await sellTo(stack, store, 3);
  const [unlucky = ""] = addresses;
  stack.devStore.faults.add({ kind: "smtp-data", action: "hangup-after", nth: 1, name: unlucky });
  const id = await launch(store, batchId);
  const app = await openApp(`/app/recalls/${id}`);
  await expect(app.getByRole("heading", { name: "Done: a notice went to 3 buyers" })).toBeVisible(LONG);
  const copies = mailsTo(stack, store).filter(({ to }) => to === unlucky);
  expect(copies).toHaveLength(2);
  expect(new Set(copies.map(({ messageId }) => messageId)).size).toBe(1);
  expect(mailsTo(stack, store)).toHaveLength(4);
});
